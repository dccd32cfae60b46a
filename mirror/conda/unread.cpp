#include "mirror/conda/unread.h"

#include "base/conda/dist_name.h"
#include "mirror/conda/carried_book.h"

#include <utility>
#include <vector>

namespace adder::mirror {

Result<void> find_unread(const Store& store, const Offers& offers, SubdirWork& work,
                         const std::function<void(WantedFile&, HeldPackage)>& tell) {
  std::vector<WantedFile*> files;
  std::vector<Sha256> sums;
  for (auto& file : work.wanted) {
    if (file.verdict != WantedFile::Verdict::offered) continue;
    files.push_back(&file);
    sums.push_back(file.sha256);
  }
  std::vector<bool> is_read(files.size());
  TRY(recall_all_carried(store.ledger(), sums,
                         [&](std::size_t at, const CarriedView&) -> Result<void> {
                           is_read[at] = true;
                           return {};
                         }));
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (is_read[at]) continue;
    const auto name = offers.file_name(files[at]->offer);
    auto dist = conda::DistName::parse(name);
    if (!dist) continue;
    tell(*files[at], {.item = work.path_of(name), .name = *std::move(dist), .sum = sums[at]});
  }
  return {};
}

}  // namespace adder::mirror
