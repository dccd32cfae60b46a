#pragma once

#include "base/io/unpacker.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace adder::mirror {

// In which of its forms the index of a subdir is taken. Nobody promises that two of them agree, so
// only one is. `absent`: upstream has no such subdir.
enum class IndexForm { absent, shards, zst, json, bz2 };

// Its word in the ledger.
constexpr std::string_view word_of(IndexForm form) {
  constexpr std::array<std::string_view, 5> words = {"absent", "shards", "zst", "json", "bz2"};
  return words[static_cast<std::size_t>(form)];
}

constexpr IndexForm form_of(std::string_view word) {
  for (const auto form : {IndexForm::shards, IndexForm::zst, IndexForm::json, IndexForm::bz2}) {
    if (word_of(form) == word) return form;
  }
  return IndexForm::absent;
}

// What upstream calls the file.
constexpr std::string_view file_name_of(IndexForm form) {
  if (form == IndexForm::shards) return "repodata_shards.msgpack.zst";
  if (form == IndexForm::zst) return "repodata.json.zst";
  if (form == IndexForm::bz2) return "repodata.json.bz2";
  return "repodata.json";
}

constexpr io::Packing packing_of(IndexForm form) {
  if (form == IndexForm::json) return io::Packing::none;
  return form == IndexForm::bz2 ? io::Packing::bzip2 : io::Packing::zstd;
}

}  // namespace adder::mirror
