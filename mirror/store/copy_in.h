#pragma once

#include "base/io/fd.h"
#include "mirror/store/settler.h"
#include "mirror/store/store.h"

#include <filesystem>

namespace adder::mirror {

// Brings a file of this machine into store/incoming: its blocks are shared where the file system
// can do that, else copied. Hashed is what the draft holds, whatever happens to the file meanwhile.
//
// Never a second name of the file itself: whoever may write to it could then change a blob.
Result<Settler::Arrival> copy_in(const Store& store, const io::Fd& file,
                                 const std::filesystem::path& shown);

// The same to the end: durable, and in the ledger.
Result<Blob> take_in_copy(const Store& store, const std::filesystem::path& file);

}  // namespace adder::mirror
