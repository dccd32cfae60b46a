#include "mirror/conda/verdicts.h"

#include "base/core/text.h"
#include "mirror/conda/weak_sums.h"

#include <optional>
#include <string_view>
#include <utility>

namespace adder::mirror {

namespace {

using Verdict = WantedFile::Verdict;

class Judge {
 public:
  Judge(const Store& store, const Offers& offers, const SubdirWork& work, const Arrivals& arrivals)
      : store_(store), offers_(offers), work_(work), arrivals_(arrivals) {}

  Result<void> judge(WantedFile& file) const {
    const auto path = work_.path_of(offers_.file_name(file.offer));
    TRY_ASSIGN(const auto offered, sum_of_offer(path, file.offer));
    const auto* const published = work_.published_at(path);
    if (file.is_ours)
      return published == nullptr ? Result<void>() : fill(file, *published, Verdict::published);
    if (published != nullptr) return judge_published(file, path, *published, offered);
    if (arrivals_.held.contains(path)) return {};
    TRY_ASSIGN(const auto earlier, sum_once_published(path));
    if (earlier && earlier != offered && !arrivals_.accepts_change(path)) {
      hold_changed(path, *earlier, file.offer);
      return {};
    }
    return take(file, path, offered);
  }

 private:
  // What upstream promises, as far as it does or as we found out before.
  Result<std::optional<Sha256>> sum_of_offer(const std::string& path, OfferId offer) const {
    const auto sum = offers_.sha256(offer);
    const auto md5 = offers_.md5(offer);
    if (sum || !md5) return sum;
    return blob_of_md5(store_, path, *md5);
  }

  // A generation that is still kept may name the path, and means the bytes it had.
  Result<std::optional<Sha256>> sum_once_published(const std::string& path) const {
    TRY_ASSIGN(auto row,
               store_.ledger().prepare(
                   "SELECT sha256 FROM promise WHERE path = ?1 ORDER BY since DESC LIMIT 1"));
    TRY_ASSIGN(const auto known, row.bind(1, path).step());
    return known ? std::optional(row.digest<Sha256>(0)) : std::nullopt;
  }

  Result<void> judge_published(WantedFile& file, const std::string& path, const Sha256& published,
                               const std::optional<Sha256>& offered) const {
    if (offered == published) return fill(file, published, Verdict::offered);
    const bool is_no_good = arrivals_.held.contains(path);
    if (!is_no_good && arrivals_.accepts_change(path)) {
      TRY(take(file, path, offered));
      if (file.verdict == Verdict::offered) return {};
    } else if (!is_no_good) {
      hold_changed(path, published, file.offer);
    }
    return fill(file, published, Verdict::published);
  }

  // Where its bytes are here.
  Result<void> take(WantedFile& file, const std::string& path,
                    const std::optional<Sha256>& offered) const {
    const auto arrived = arrivals_.unsummed.find(path);
    if (arrived != arrivals_.unsummed.end()) {
      return fill(file, arrived->second.sha256, Verdict::offered);
    }
    return offered ? fill(file, *offered, Verdict::offered) : Result<void>();
  }

  Result<void> fill(WantedFile& file, const Sha256& sum, Verdict verdict) const {
    const auto size = offers_.size(file.offer);
    const bool is_known = verdict == Verdict::offered && size && is_published(file, sum);
    if (!is_known) {
      TRY_ASSIGN(const auto blob, find_blob(store_, sum));
      if (!blob) return {};
      file.size = blob->size;
    } else {
      file.size = *size;
    }
    file.sha256 = sum;
    file.verdict = verdict;
    return {};
  }

  // The ledger need not be asked for what it promises: there are hundreds of thousands.
  bool is_published(const WantedFile& file, const Sha256& sum) const {
    const auto* const published = work_.published_at(work_.path_of(offers_.file_name(file.offer)));
    return published != nullptr && *published == sum;
  }

  void hold_changed(const std::string& path, const Sha256& published, OfferId offer) const {
    const auto sum = offers_.sha256(offer);
    const auto md5 = offers_.md5(offer);
    arrivals_.hold({.section = work_.unit.substr(0, work_.unit.rfind('/')),
                    .item = path,
                    .reason = HeldReason::changed,
                    .expected = cat("sha256 ", published.hex()),
                    .received = sum   ? cat("sha256 ", sum->hex())
                                : md5 ? cat("md5 ", md5->hex())
                                      : std::string(),
                    .url = {},
                    .detail = {}});
  }

  const Store& store_;
  const Offers& offers_;
  const SubdirWork& work_;
  const Arrivals& arrivals_;
};

}  // namespace

Result<void> judge(const Store& store, const Offers& offers, SubdirWork& work,
                   const Arrivals& arrivals) {
  const Judge judge(store, offers, work, arrivals);
  for (auto& file : work.wanted) TRY(judge.judge(file));
  return {};
}

}  // namespace adder::mirror
