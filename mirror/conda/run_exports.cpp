#include "mirror/conda/run_exports.h"

#include "base/conda/record.h"
#include "mirror/conda/carried_book.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

struct Known {
  std::unordered_map<std::size_t, std::string> exports;  // few packages have some
  std::vector<bool> is_read;
};

}  // namespace

Result<RunExportsOf> run_exports_of(const Store& store, RecordSpool& records) {
  std::vector<Sha256> sums;
  sums.reserve(records.size());
  for (std::size_t at = 0; at < records.size(); ++at) sums.push_back(records.sum(at));
  auto known = std::make_shared<Known>();
  known->is_read.resize(records.size());
  TRY(recall_all_carried(store.ledger(), sums,
                         [&](std::size_t at, const CarriedView& carried) -> Result<void> {
                           known->is_read[at] = true;
                           if (!carried.run_exports.empty()) {
                             known->exports.emplace(at, carried.run_exports);
                           }
                           return {};
                         }));
  return RunExportsOf([known, &records](std::size_t at) -> Result<std::string> {
    if (const auto found = known->exports.find(at); found != known->exports.end()) {
      return found->second;
    }
    if (known->is_read[at]) return std::string();
    TRY_ASSIGN(const auto json, records.json(at));
    TRY_ASSIGN(auto record, conda::read_record(json));
    return std::move(record.run_exports).value_or("");
  });
}

}  // namespace adder::mirror
