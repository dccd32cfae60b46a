#include "mirror/conda/index_document.h"

#include "base/core/text.h"
#include "base/io/fd.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "base/io/packer.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// Fewer bytes for every client of every day cost us seconds, and only where an index changes.
constexpr int kZstdLevel = 9;

// A page on its way to disk.
class Draft final : public io::Sink {
 public:
  static Result<Draft> create(const Paths& paths, std::string name) {
    auto path = (paths.incoming() / "index.XXXXXX").native();
    io::Fd file(::mkostemp(path.data(), O_CLOEXEC));
    if (!file) return io::disk_error("create", path);
    if (::fchmod(*file, 0444) != 0) return io::disk_error("set the mode of", path);
    return Draft({.name = std::move(name), .draft = std::move(path), .sha256 = {}},
                 std::move(file));
  }

  Result<void> write(std::span<const std::byte> bytes) override {
    sum_.add(bytes);
    return io::write_all(*file_, bytes, page_.draft);
  }

  Result<PageFile> finish() && {
    TRY(io::close_file(std::move(file_), page_.draft));
    page_.sha256 = std::move(sum_).finish();
    return std::move(page_);
  }

 private:
  Draft(PageFile page, io::Fd file) : page_(std::move(page)), file_(std::move(file)) {}

  PageFile page_;
  io::Fd file_;
  io::Sha256Hasher sum_;
};

}  // namespace

struct IndexDocument::Drafts {
  explicit Drafts(Draft draft) : plain(std::move(draft)) {}

  Draft plain;
  std::optional<Draft> packed;
  std::unique_ptr<io::Packer> packer;
};

IndexDocument::IndexDocument(std::unique_ptr<Drafts> drafts) : drafts_(std::move(drafts)) {}
IndexDocument::IndexDocument(IndexDocument&&) noexcept = default;
IndexDocument& IndexDocument::operator=(IndexDocument&&) noexcept = default;
IndexDocument::~IndexDocument() = default;

Result<IndexDocument> IndexDocument::create(const Store& store, std::string name, Twin twin) {
  TRY_ASSIGN(auto plain, Draft::create(store.paths(), name));
  auto drafts = std::make_unique<Drafts>(std::move(plain));
  if (twin == Twin::zst) {
    TRY_ASSIGN(auto packed, Draft::create(store.paths(), name + ".zst"));
    drafts->packed.emplace(std::move(packed));
    drafts->packer = io::zstd_packer(*drafts->packed, kZstdLevel);
  }
  return IndexDocument(std::move(drafts));
}

Result<void> IndexDocument::write(std::string_view text) {
  TRY(drafts_->plain.write(io::bytes_of(text)));
  return drafts_->packer ? drafts_->packer->write(io::bytes_of(text)) : Result<void>();
}

Result<std::vector<PageFile>> IndexDocument::finish() && {
  std::vector<PageFile> pages;
  TRY_ASSIGN(auto plain, std::move(drafts_->plain).finish());
  pages.push_back(std::move(plain));
  if (drafts_->packer) {
    TRY(drafts_->packer->finish());
    TRY_ASSIGN(auto packed, std::move(*drafts_->packed).finish());
    pages.push_back(std::move(packed));
  }
  return pages;
}

Result<PageFile> draft_page(const Store& store, std::string name, std::string_view bytes) {
  TRY_ASSIGN(auto draft, Draft::create(store.paths(), std::move(name)));
  TRY(draft.write(io::bytes_of(bytes)));
  return std::move(draft).finish();
}

Result<PageFile> pack_bz2(const Paths& paths, const PageFile& page) {
  TRY_ASSIGN(auto draft, Draft::create(paths, page.name + ".bz2"));
  const auto packer = io::bzip2_packer(draft);
  TRY(io::pour(page.draft, *packer));
  TRY(packer->finish());
  return std::move(draft).finish();
}

}  // namespace adder::mirror
