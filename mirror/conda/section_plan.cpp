#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/conda/record_key.h"
#include "mirror/conda/section.h"
#include "mirror/conda/weak_sums.h"
#include "mirror/store/blobs.h"

#include <utility>

namespace adder::mirror {

namespace {

// Upstream promises a size nearly always; no package is that large.
constexpr std::uint64_t kLargest = std::uint64_t{64} << 30;

Result<PublishedFile> published_file(const Store& store, const std::string& path,
                                     const Sha256& sum) {
  TRY_ASSIGN(const auto blob, find_blob(store, sum));
  return PublishedFile{.item = path, .sha256 = sum, .size = blob ? blob->size : 0};
}

}  // namespace

Result<Plan> CondaSection::plan() {
  Plan plan;
  if (is_settled_) return plan;
  for (auto& work : subdirs_) {
    TRY_ASSIGN(auto part, plan_subdir(work));
    plan.append(std::move(part));
  }
  return plan;
}

// What is published with the promised bytes is no part of a plan, and nearly everything is.
Result<Plan> CondaSection::plan_subdir(SubdirWork& work) {
  std::vector<Artifact> wanted;
  std::vector<PublishedFile> published;
  for (const auto& file : work.wanted) {
    auto path = work.path_of(offers_.file_name(file.offer));
    const auto* const sum = work.published_at(path);
    if (ours_.contains(file.offer)) continue;
    TRY_ASSIGN(auto artifact, artifact_of(work, file.offer, path));
    const bool is_same = sum != nullptr && artifact.sha256 == *sum;
    if (is_same || !is_acceptable(artifact, sum != nullptr)) continue;
    if (sum != nullptr) {
      TRY_ASSIGN(auto before, published_file(context_.store, path, *sum));
      published.push_back(std::move(before));
    }
    wanted.push_back(std::move(artifact));
  }
  TRY(add_retired(work, published));
  const auto in_store = [&](const Sha256& sum) {
    const auto blob = find_blob(context_.store, sum);
    return blob && blob->has_value();
  };
  const auto accepted = [&](const Artifact& artifact) {
    return context_.options.accepts(name_, artifact.item);
  };
  return make_plan(wanted, published, {.is_in_store = in_store, .is_accepted = accepted});
}

Result<Artifact> CondaSection::artifact_of(const SubdirWork& work, OfferId offer,
                                           const std::string& path) const {
  Artifact artifact{.section = name_,
                    .item = path,
                    .owner = std::string(offers_.name(offer)),
                    .urls = work.index->package_urls(offers_.file_name(offer), offers_.url(offer)),
                    .size = offers_.size(offer),
                    .sha256 = offers_.sha256(offer),
                    .md5 = offers_.md5(offer),
                    .most = kLargest};
  if (artifact.sha256) artifact.md5 = std::nullopt;  // the weaker sum would prove nothing more
  if (!artifact.sha256 && artifact.md5) {
    TRY_ASSIGN(artifact.sha256, blob_of_md5(context_.store, path, *artifact.md5));
  }
  return artifact;
}

bool CondaSection::is_acceptable(const Artifact& artifact, bool is_published) {
  Held held{.section = name_,
            .item = artifact.item,
            .url = net::without_secrets(artifact.urls.empty() ? "" : artifact.urls.front())};
  if (artifact.size.value_or(0) > artifact.most) {
    held.reason = HeldReason::malformed;
    held.expected = cat("at most ", artifact.most, " bytes");
    held.received = cat(*artifact.size, " bytes");
  } else if (!artifact.sha256 && (channel_.require_sha256 || !artifact.md5)) {
    if (is_published) return false;
    held.reason = HeldReason::unanchored;
    held.expected = channel_.require_sha256 ? "a sha256" : "a sha256, or at least an md5";
    held.received = "none";
  } else {
    return true;
  }
  hold(std::move(held));
  return false;
}

Result<void> CondaSection::add_retired(const SubdirWork& work,
                                       std::vector<PublishedFile>& published) {
  std::set<std::string_view> names;
  for (const auto& file : work.wanted) names.insert(offers_.file_name(file.offer));
  for (const auto& name : work.matter.removed) names.insert(name);
  for (const auto& promise : work.published) {
    const auto file = std::string_view(promise.path).substr(work.unit.size() + 1);
    if (!is_package(work, promise.path) || names.contains(file)) continue;
    const auto package = name_in_key(conda::Section::packages, file);
    if (!only_.empty() && !is_loaded(package)) continue;
    TRY_ASSIGN(auto before, published_file(context_.store, promise.path, promise.sha256));
    published.push_back(std::move(before));
  }
  return {};
}

}  // namespace adder::mirror
