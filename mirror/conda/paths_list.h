#pragma once

#include "base/core/checksum.h"
#include "base/core/json_scanner.h"
#include "base/core/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// What info/paths.json says of one path that a package brings (CEP 34).
struct ListedPath {
  enum class Type { file, soft_link, folder };
  enum class Prefix { none, text, binary };  // how an installer writes its own prefix into it

  std::string path;
  Type type = Type::file;
  Prefix prefix = Prefix::none;
  std::optional<Sha256> sha256 = {};
  std::optional<std::uint64_t> size = {};
};

// Reads an info/paths.json of any length that comes in pieces, path by path.
class PathsReader final : private JsonHandler {
 public:
  using Take = std::function<Result<void>(ListedPath)>;
  explicit PathsReader(Take take);

  Result<void> add(std::string_view piece);

  // The list must be whole by now.
  Result<void> finish();

 private:
  Result<void> begin_object() override;
  Result<void> key(std::string_view key) override;
  Result<void> end_object() override;
  Result<void> begin_array() override;
  Result<void> end_array() override;
  Result<void> string(std::string_view text) override;
  Result<void> number(JsonNumber number) override;
  Result<void> boolean(bool truth) override;
  Result<void> null() override;

  bool is_in_path() const;
  Result<void> take_path();

  Take take_;
  JsonScanner scanner_;
  int depth_ = 0;
  bool is_in_list_ = false;  // of paths, which stands in the outermost object
  bool has_list_ = false;
  std::string key_;
  ListedPath path_;
  bool has_placeholder_ = false;
  bool is_binary_ = false;
};

}  // namespace adder::mirror
