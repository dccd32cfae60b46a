#include "mirror/conda/subdir_index.h"

#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "base/net/url.h"
#include "mirror/conda/index_body.h"

#include <algorithm>

namespace adder::mirror {

void SubdirIndex::become(IndexSource source) {
  source_ = std::move(source);
  shelf_.reset();
}

void SubdirIndex::settled(std::filesystem::path body) {
  source_.body = std::move(body);
  if (shelf_ != nullptr) shelf_->settled(source_.shards);
}

std::vector<std::string> SubdirIndex::package_urls(
    std::string_view file_name, std::optional<std::string_view> record_url) const {
  const auto name = percent_encode(file_name);
  std::vector<std::string> urls;
  if (record_url) {
    const auto base = net::parse_url(source_.packages_url);
    const auto url = base ? net::resolve(*base, *record_url) : base;
    // What cannot be used is said by whoever is told to fetch it.
    urls.push_back(url ? url->full() : std::string(*record_url));
  } else {
    urls.push_back(source_.packages_url + name);
  }
  for (const auto& folder : source_.elsewhere) {
    auto url = folder + name;
    if (std::ranges::find(urls, url) == urls.end()) urls.push_back(std::move(url));
  }
  return urls;
}

Result<void> SubdirIndex::read(conda::RepodataHandler& handler) const {
  if (is_absent()) return {};
  return is_sharded() ? read_shards(handler) : read_whole(handler);
}

Result<void> SubdirIndex::read_whole(conda::RepodataHandler& handler) const {
  const auto facts = read_index(source_.body, source_.form, handler);
  if (!facts) return find_damage(source_.body, source_.sha256, facts.error());
  if (facts->sha256 == source_.sha256) return {};
  return find_damage(source_.body, source_.sha256,
                     {Error::Kind::corrupt, "its checksum is another one"});
}

Result<void> SubdirIndex::read_shards(conda::RepodataHandler& handler) const {
  TRY_ASSIGN(const auto* const shelf, this->shelf());
  std::optional<Sha256> failed;
  auto read = shelf->read(handler, failed);
  return failed ? find_damage(shelf->at_hand().at(*failed), *failed, read.error()) : read;
}

// What could be read when it was accepted is damaged now, or the trouble is not in the file. Who
// finds a file gone asks for another one.
Error SubdirIndex::find_damage(const std::filesystem::path& file, const Sha256& sum,
                               Error why) const {
  const auto digests = io::digests_of_file(file);
  if (!digests || digests->sha256 == sum) return why;
  if (source_.may_be_removed) (void)io::remove_file(file);
  return {Error::Kind::corrupt,
          lines({cat("'", file.native(), "': damaged on this disk"), cat("  ", why.words())}),
          "the next sync brings a new one"};
}

Result<std::optional<std::vector<std::string>>> SubdirIndex::names() const {
  if (!is_sharded()) return std::optional<std::vector<std::string>>();
  TRY_ASSIGN(const auto* const shelf, this->shelf());
  std::vector<std::string> names;
  for (const auto& shard : shelf->index().shards) names.push_back(shard.name);
  return std::optional(std::move(names));
}

std::vector<std::string> SubdirIndex::packages_told() const {
  return shelf_ == nullptr ? std::vector<std::string>() : shelf_->names_at_hand();
}

Result<ShardShelf*> SubdirIndex::shelf() const {
  if (shelf_ == nullptr) {
    auto shelf = ShardShelf::open(source_.body, source_.sha256, source_.shards);
    if (!shelf) return find_damage(source_.body, source_.sha256, std::move(shelf).error());
    shelf_ = std::make_unique<ShardShelf>(*std::move(shelf));
  }
  return shelf_.get();
}

}  // namespace adder::mirror
