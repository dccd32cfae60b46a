#include "mirror/lists/request_edit.h"

#include "base/core/text.h"
#include "base/io/atomic_file.h"
#include "base/io/file.h"
#include "mirror/lists/request_lines.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

namespace adder::mirror {

namespace {

namespace fs = std::filesystem;

// The file that a link points to: the link itself shall stay.
fs::path real_file(const fs::path& list) {
  std::error_code unknown;
  auto file = fs::weakly_canonical(list, unknown);
  return unknown ? list : file;
}

std::optional<struct stat> state_of(const fs::path& file) {
  struct stat state {};
  if (::stat(file.c_str(), &state) != 0) return {};
  return state;
}

Result<void> replace_contents(const fs::path& file, std::string_view text) {
  const auto before = state_of(file);
  TRY(io::replace_file(file, text));
  if (!before) return {};
  const auto after = state_of(file);
  const bool same_owner =
      after && after->st_uid == before->st_uid && after->st_gid == before->st_gid;
  // Only root may give a file away; who may not keeps it, which is better than not editing it.
  if (!same_owner && ::chown(file.c_str(), before->st_uid, before->st_gid) != 0) errno = 0;
  if (::chmod(file.c_str(), before->st_mode & 07777U) != 0) {
    return io::disk_error("set the mode of", file);
  }
  return {};
}

std::string key_of_text(std::string_view text) {
  std::string key(text);
  std::erase_if(key, [](char letter) { return letter == ' ' || letter == '\t'; });
  return key;
}

// The lines that say `key`.
std::vector<RequestLine> find_wish(std::string_view text, const std::string& key) {
  Problems not_ours;
  auto lines = request_lines(text, {}, not_ours);
  std::erase_if(lines, [&](const RequestLine& line) { return key_of_text(line.text) != key; });
  return lines;
}

bool is_open_at_the_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return continues(text.substr(text.rfind('\n') + 1));
}

}  // namespace

std::string wish_key(std::string_view line) {
  Problems not_ours;
  const auto lines = request_lines(line, {}, not_ours);
  return lines.size() == 1 ? key_of_text(lines[0].text) : std::string();
}

Result<std::string> wish_line(std::string_view wish, std::string_view note) {
  auto line = cat(trim(wish), note.empty() ? "" : "  # ", trim(note));
  if (line.find_first_of("\r\n") != line.npos) {
    return Error(Error::Kind::invalid, cat("'", printable(line), "': expected a single line"));
  }
  Problems problems;
  const auto lines = request_lines(line, {}, problems);
  if (!problems.errors.empty()) {
    return Error(Error::Kind::invalid,
                 cat("'", printable(line), "': ", problems.errors.front().text));
  }
  const bool is_wish = lines.size() == 1 && key_of_text(lines[0].text) == wish_key(wish);
  if (is_wish && !continues(line)) return line;
  return Error(Error::Kind::invalid, cat("'", printable(line), "' is not one wish"));
}

Result<Added> add_wish(const fs::path& list, std::string_view wish, std::string_view note) {
  TRY_ASSIGN(const auto line, wish_line(wish, note));
  const auto file = real_file(list);
  std::string text;
  if (state_of(file)) {
    TRY_ASSIGN(text, io::read_file(file));
  }
  if (!find_wish(text, wish_key(wish)).empty()) return Added::already;

  const std::string_view newline = text.find("\r\n") != text.npos ? "\r\n" : "\n";
  if (!text.empty() && !text.ends_with('\n')) text += newline;
  // An open line would swallow the new one; an empty line closes it.
  if (is_open_at_the_end(text)) text += newline;
  text += cat(line, newline);
  TRY(replace_contents(file, text));
  return Added::now;
}

Result<std::vector<int>> remove_wish(const fs::path& list, std::string_view wish) {
  const auto file = real_file(list);
  TRY_ASSIGN(const auto text, io::read_file(file));
  const auto found = find_wish(text, wish_key(wish));
  std::vector<int> numbers;
  if (found.empty()) return numbers;

  std::string kept;
  int number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    ++number;
    const auto end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const bool goes = std::ranges::any_of(
        found, [&](const auto& line) { return number >= line.place.line && number <= line.last; });
    if (!goes) kept.append(text, begin, end - begin);
    begin = end;
  }
  TRY(replace_contents(file, kept));
  for (const auto& line : found) numbers.push_back(line.place.line);
  return numbers;
}

}  // namespace adder::mirror
