#pragma once

#include "base/core/json_value.h"
#include "base/core/result.h"
#include "base/pypi/file_record.h"

#include <string_view>

namespace adder::pypi {

// Reads one entry of "files". What is wrong with the name, the URL, a hash or another fact that
// decides what to fetch is an error; what is wrong with the metadata, the signature or the
// provenance beside the file only means that there is none.
Result<FileRecord> read_file_entry(const JsonValue& entry, std::string_view base_url);

}  // namespace adder::pypi
