#pragma once

#include "base/io/sink.h"

#include <memory>

namespace adder::io {

// Packs what is written to it, while it comes, and gives the packed bytes to another sink, which
// must outlive it. Same input, same bytes.
class Packer : public Sink {
 public:
  // Gives away the rest. Nothing may be written after it.
  virtual Result<void> finish() = 0;
};

std::unique_ptr<Packer> zstd_packer(Sink& to, int level);
std::unique_ptr<Packer> bzip2_packer(Sink& to);  // as `bzip2 -9`

}  // namespace adder::io
