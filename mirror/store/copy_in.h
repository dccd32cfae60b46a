#pragma once

#include "base/io/fd.h"
#include "mirror/store/settler.h"
#include "mirror/store/store.h"

#include <filesystem>
#include <string_view>

namespace adder::mirror {

// Brings a file of this machine into store/incoming: its blocks are shared where the file system
// can do that, else copied. Hashed is what the draft holds, whatever happens to the file meanwhile.
//
// `corrupt` when it is the file that cannot be read; every other trouble is our own disk's.
//
// Never a second name of the file itself: whoever may write to it could then change a blob.
Result<Settler::Arrival> copy_in(const Store& store, const io::Fd& file,
                                 const std::filesystem::path& shown);

// Bytes that are in memory.
Result<Settler::Arrival> write_in(const Store& store, std::string_view bytes);

// Makes one draft durable, and enters it in the ledger.
Result<void> settle(const Store& store, const Settler::Arrival& arrival);

// A file, to the end.
Result<Blob> take_in_copy(const Store& store, const std::filesystem::path& file);

}  // namespace adder::mirror
