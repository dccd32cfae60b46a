#include "mirror/conda/record_spool.h"

#include "base/core/text.h"
#include "base/io/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <span>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

// How much of it the file has.
Result<std::size_t> read_at(int fd, std::span<char> into, std::uint64_t offset,
                            const std::filesystem::path& folder) {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto left = into.subspan(done);
    const auto got = ::pread(fd, left.data(), left.size(), static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io::disk_error("read a draft in", folder);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace

Result<RecordSpool> RecordSpool::make(const std::filesystem::path& folder) {
  io::Fd file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!file && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT)) {
    // A file system without nameless files: this one loses its name at once.
    auto name = (folder / "records.XXXXXX").native();
    file = io::Fd(::mkostemp(name.data(), O_CLOEXEC));
    if (file) ::unlink(name.c_str());
  }
  if (!file) return io::disk_error("make a draft in", folder);
  return RecordSpool(std::move(file), folder);
}

RecordSpool::RecordSpool(io::Fd file, std::filesystem::path folder)
    : file_(std::move(file)), folder_(std::move(folder)) {}

Result<void> RecordSpool::add(const Record& record) {
  const auto& [section, key, name, json, sum] = record;
  constexpr auto kLongest = std::numeric_limits<std::uint16_t>::max();
  const bool is_too_much = key.size() > kLongest || name.size() > kLongest ||
                           texts_.size() + key.size() + name.size() > UINT32_MAX ||
                           json.size() > UINT32_MAX;
  if (is_too_much) return Error(Error::Kind::too_long, "an index with more than anybody can hold");
  const auto key_at = static_cast<std::uint32_t>(texts_.size());
  texts_ += key;
  auto name_at = key_at;  // most keys begin with the name
  if (!key.starts_with(name)) {
    name_at = static_cast<std::uint32_t>(texts_.size());
    texts_ += name;
  }
  entries_.push_back({.offset = written_ + out_.size(),
                      .size = static_cast<std::uint32_t>(json.size()),
                      .key_at = key_at,
                      .key_size = static_cast<std::uint16_t>(key.size()),
                      .name_size = static_cast<std::uint16_t>(name.size()),
                      .name_at = name_at,
                      .section = section,
                      .sum = sum});
  out_ += json;
  return out_.size() < kPiece ? Result<void>() : push();
}

Result<void> RecordSpool::push() {
  TRY(io::write_all(*file_, io::bytes_of(out_), folder_));
  written_ += out_.size();
  out_.clear();
  return {};
}

Result<void> RecordSpool::sort() {
  TRY(push());
  const auto text = [this](const Entry& entry) {
    return std::string_view(texts_).substr(entry.key_at, entry.key_size);
  };
  const auto before = [&](const Entry& left, const Entry& right) {
    if (left.section != right.section) return left.section < right.section;
    return text(left) < text(right);
  };
  if (!std::ranges::is_sorted(entries_, before)) std::ranges::stable_sort(entries_, before);
  return {};
}

std::string_view RecordSpool::key(std::size_t at) const {
  return std::string_view(texts_).substr(entries_[at].key_at, entries_[at].key_size);
}

std::string_view RecordSpool::name(std::size_t at) const {
  return std::string_view(texts_).substr(entries_[at].name_at, entries_[at].name_size);
}

Result<std::string_view> RecordSpool::json(std::size_t at) {
  const auto& entry = entries_[at];
  auto& window = windows_[static_cast<std::size_t>(entry.section)];
  const auto end = entry.offset + entry.size;
  if (entry.offset < window.at || end > window.at + window.bytes.size()) {
    window.bytes.resize(std::max<std::size_t>(kPiece, entry.size));
    window.at = entry.offset;
    TRY_ASSIGN(const auto got, read_at(*file_, window.bytes, entry.offset, folder_));
    window.bytes.resize(got);
    if (got < entry.size) return Error(Error::Kind::io, "a draft lost some of its bytes");
  }
  return std::string_view(window.bytes).substr(entry.offset - window.at, entry.size);
}

}  // namespace adder::mirror
