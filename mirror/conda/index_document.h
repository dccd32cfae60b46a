#pragma once

#include "base/core/result.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// One index file of a subdir and its packed twin, written to drafts while its text comes.
class IndexDocument {
 public:
  // `name` is repodata.json; its twin is repodata.json.zst.
  enum class Twin { zst, none };
  static Result<IndexDocument> create(const Store& store, std::string name, Twin twin = Twin::zst);
  IndexDocument(IndexDocument&&) noexcept;
  IndexDocument& operator=(IndexDocument&&) noexcept;
  ~IndexDocument();

  Result<void> write(std::string_view text);

  // The files, closed.
  Result<std::vector<PageFile>> finish() &&;

 private:
  struct Drafts;
  explicit IndexDocument(std::unique_ptr<Drafts> drafts);
  std::unique_ptr<Drafts> drafts_;
};

// The bytes of a page that is small, or packed already.
Result<PageFile> draft_page(const Store& store, std::string name, std::string_view bytes);

// A draft's .bz2 twin. May run on another thread than the one that uses the store.
Result<PageFile> pack_bz2(const Paths& paths, const PageFile& page);

}  // namespace adder::mirror
