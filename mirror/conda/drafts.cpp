#include "mirror/conda/drafts.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"

#include <stdlib.h>
#include <unistd.h>

namespace adder::mirror {

namespace fs = std::filesystem;

Drafts::Drafts(const Store& store, std::string_view owner)
    : store_(store), prefix_(io::sha256_of(owner).hex().substr(0, 16)) {}

Drafts::~Drafts() {
  for (int number = 1; number <= count_; ++number) ::unlink(name(number).c_str());
  if (is_temporary_) ::rmdir(folder_.c_str());
}

Result<fs::path> Drafts::next() {
  if (folder_.empty()) TRY(make_folder());
  return name(++count_);
}

fs::path Drafts::name(int number) const {
  return folder_ / cat(prefix_, '-', number, ".index");
}

Result<void> Drafts::make_folder() {
  if (store_.may_be_changed()) {
    folder_ = store_.paths().incoming();
    return {};
  }
  std::string folder = fs::temp_directory_path() / "adder-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) return io::disk_error("create folder", folder);
  folder_ = folder;
  is_temporary_ = true;
  return {};
}

}  // namespace adder::mirror
