#include "base/conda/subdir.h"
#include "mirror/conda/index_check.h"
#include "mirror/conda/notices_quest.h"

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

// Counts what it is told.
class Count final : public adder::conda::RepodataHandler {
 public:
  bool wants(adder::conda::Section, std::string_view) override {
    ++records;
    return true;
  }
  adder::Result<void> record(adder::conda::Section, std::string_view, std::string_view) override {
    return {};
  }
  adder::Result<void> malformed(adder::conda::Section, std::string_view, adder::Error) override {
    return {};
  }
  adder::Result<void> info(std::string_view) override { return {}; }
  adder::Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return false; }
  adder::Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  adder::Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }

  std::uint64_t records = 0;
};

}  // namespace

// What was found sound is read to its end, and has as many records as were counted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using adder::mirror::IndexForm;
  const adder::io::Fd memory(::memfd_create("index", MFD_CLOEXEC));
  if (::write(*memory, data, size) != static_cast<ssize_t>(size)) return 0;
  const auto path = "/proc/self/fd/" + std::to_string(*memory);
  const auto subdir = adder::conda::Subdir::noarch();
  for (const auto form : {IndexForm::json, IndexForm::zst, IndexForm::bz2}) {
    const auto facts = adder::mirror::check_index(path, form, subdir);
    if (!facts) continue;
    if (facts->body.size != size || facts->names > facts->records) std::abort();
    Count count;
    const auto read = adder::mirror::read_index(path, form, count);
    // A record that only looks sound from far away is an error of its own.
    if (read && count.records != facts->records) std::abort();
  }
  (void)adder::mirror::check_index(path, IndexForm::shards, subdir);
  (void)adder::mirror::check_notices({reinterpret_cast<const char*>(data), size});
  return 0;
}
