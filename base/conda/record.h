#pragma once

#include "base/conda/raw_object.h"
#include "base/core/checksum.h"
#include "base/core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::conda {

// What we understand of a record; all else stays in its JSON. Channels that are older than the
// rules say less than they should, or say it another way: a null is as good as nothing, a number
// may be in quotes, and what only the name of the file or its folder says is empty here.
struct Record {
  std::string name;
  std::string version;
  std::string build;
  std::uint64_t build_number = 0;
  std::vector<std::string> depends;
  std::vector<std::string> constrains;
  std::string subdir;
  std::optional<Sha256> sha256;
  std::optional<Md5> md5;
  std::optional<std::uint64_t> size;
  std::optional<std::uint64_t> timestamp;          // milliseconds, nearly always
  std::optional<std::uint64_t> indexed_timestamp;  // milliseconds (CEP 47)
  std::optional<std::string> url;                  // overrides base_url
  std::optional<std::string> file_name;    // `fn`: of a wheel, where the key is no file name
  std::optional<std::string> run_exports;  // JSON
  std::optional<Md5> legacy_bz2_md5;
  std::optional<std::uint64_t> legacy_bz2_size;
  bool has_features = false;  // `features` or `track_features` is not empty

  friend bool operator==(const Record&, const Record&) = default;
};

// `json` has been found to be JSON. A record without name or version, or with a field that is not
// what we must understand to fetch and to verify the file, is an error that names the field.
Result<Record> read_record(std::string_view json);
Result<Record> read_record(const RawObject& object);

}  // namespace adder::conda
