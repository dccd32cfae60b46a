#include "mirror/conda/index_body.h"

#include "base/conda/repodata_reader.h"
#include "base/conda/shard.h"
#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "base/io/sink.h"
#include "base/io/unpacker.h"
#include "base/io/zstd.h"

#include <string_view>
#include <utility>

namespace adder::mirror {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSpace = " \t\r\n";

// The first few characters of a text that are no white space.
class Beginning {
 public:
  void add(std::string_view piece) {
    for (auto at = piece.find_first_not_of(kSpace); at != piece.npos && text_.size() < kEnough;
         at = piece.find_first_not_of(kSpace, at + 1)) {
      text_ += piece[at];
    }
  }
  bool is_markup() const { return text_.starts_with('<'); }
  bool is_bare() const { return text_ == "{}"; }

 private:
  static constexpr std::size_t kEnough = 3;
  std::string text_;
};

Error web_page() {
  return {Error::Kind::corrupt, "it is a web page and no index"};
}

// Hashes, unpacks and reads in one pass.
class IndexSink final : public io::Sink {
 public:
  IndexSink(IndexForm form, conda::RepodataHandler& handler)
      : reader_(handler),
        unpacker_(packing_of(form), kMostIndex, [this](std::string_view piece) -> Result<void> {
          text_.add(piece);
          return reader_.add(piece);
        }) {}

  Result<void> write(std::span<const std::byte> bytes) override {
    const std::string_view piece(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    hasher_.add(bytes);
    size_ += bytes.size();
    packed_.add(piece);
    return judge(unpacker_.add(piece));
  }

  Result<BodyFacts> finish() && {
    TRY(judge(unpacker_.finish()));
    TRY(judge(reader_.finish()));
    return BodyFacts{
        .sha256 = std::move(hasher_).finish(), .size = size_, .is_bare = text_.is_bare()};
  }

 private:
  Result<void> judge(Result<void> outcome) const {
    if (!outcome && packed_.is_markup()) return web_page();
    return outcome;
  }

  io::Sha256Hasher hasher_;
  Beginning packed_;
  Beginning text_;
  conda::RepodataReader reader_;
  io::Unpacker unpacker_;
  std::uint64_t size_ = 0;
};

Result<std::string> unpacked(std::string_view packed, std::uint64_t most) {
  Beginning beginning;
  beginning.add(packed);
  auto text = io::unzstd(packed, most);
  if (!text && beginning.is_markup()) return web_page();
  return text;
}

}  // namespace

std::uint64_t most_bytes(IndexForm form) {
  if (form == IndexForm::shards) return kMostPackedShardIndex;
  return form == IndexForm::json ? kMostIndex : kMostPackedIndex;
}

Result<BodyFacts> read_index(const fs::path& body, IndexForm form,
                             conda::RepodataHandler& handler) {
  IndexSink sink(form, handler);
  TRY(io::pour(body, sink));
  return std::move(sink).finish();
}

Result<ShardIndexBody> read_packed_shard_index(const fs::path& body) {
  TRY_ASSIGN(const auto packed, io::read_file(body, kMostPackedShardIndex));
  TRY_ASSIGN(const auto bytes, unpacked(packed, kMostShardIndex));
  TRY_ASSIGN(auto index, conda::read_shard_index(bytes));
  return ShardIndexBody{.facts = {.sha256 = io::sha256_of(packed), .size = packed.size()},
                        .index = std::move(index)};
}

Result<void> read_packed_shard(const fs::path& body, const Sha256& sum,
                               conda::RepodataHandler& handler) {
  TRY_ASSIGN(const auto packed, io::read_file(body, kMostShard));
  const auto found = io::sha256_of(packed);
  if (found != sum) {
    return Error(Error::Kind::corrupt, lines({"it is not the shard that the index names",
                                              cat("  expected sha256 ", sum.hex()),
                                              cat("  received sha256 ", found.hex())}));
  }
  TRY_ASSIGN(const auto bytes, unpacked(packed, kMostShard));
  return conda::read_shard(bytes, handler);
}

}  // namespace adder::mirror
