#include "mirror/conda/weak_sums.h"

namespace adder::mirror {

Result<std::optional<Sha256>> blob_of_md5(const Store& store, std::string_view path,
                                          const Md5& md5) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("SELECT sha256 FROM conda_weak WHERE path = ?1 AND md5 = ?2"));
  TRY_ASSIGN(const auto known, row.bind(1, path).bind(2, md5).step());
  return known ? std::optional(row.digest<Sha256>(0)) : std::nullopt;
}

Result<void> remember_md5(const Store& store, std::string_view path, const Md5& md5,
                          const Sha256& sum) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("INSERT OR REPLACE INTO conda_weak VALUES (?1, ?2, ?3)"));
  TRY(row.bind(1, path).bind(2, md5).bind(3, sum).run());
  return {};
}

}  // namespace adder::mirror
