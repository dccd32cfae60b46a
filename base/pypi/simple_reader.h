#pragma once

#include "base/core/result.h"
#include "base/pypi/file_record.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace adder::pypi {

// Reads the list of all projects while it arrives: one entry in memory at a time, however long it
// is. Give it the bytes in any pieces, then finish. Order and unknown keys do not matter. An entry
// that is malformed is left out and counted.
class ListReader {
 public:
  using Visit = std::function<Result<void>(ListedProject)>;

  explicit ListReader(Visit visit);
  ListReader(ListReader&&) noexcept;
  ListReader& operator=(ListReader&&) noexcept;
  ~ListReader();

  Result<void> add(std::span<const std::byte> bytes);

  struct Meta {
    std::optional<std::uint64_t> serial;
    std::string api_version = "1.0";
    std::uint64_t malformed = 0;
  };
  // An error when the document is not whole, not a project list, or of a newer major version.
  Result<Meta> finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

// How much of our memory a page may ask for; one that wants more is refused as too long.
struct PageLimits {
  std::size_t files = 50'000;
  std::size_t bytes = std::size_t{24} << 20;  // of all that is kept of it
  std::size_t rest = std::size_t{8} << 20;    // of what is not its files
};

// Our own pages say a little more than those they were made of.
inline constexpr PageLimits kOwnPage = {
    .files = 1'000'000, .bytes = std::size_t{1} << 30, .rest = std::size_t{256} << 20};

// Reads a project's page. `base_url` is where it really came from: file URLs are resolved against
// it. A file whose name is unsafe, whose fields are malformed, or that stands there twice with
// different facts is left out and told to `malformed`; a page that is no project page at all, or
// whose status or API version cannot be understood, is an error.
using Malformed = std::function<void(std::string_view filename, std::string_view why)>;
Result<ProjectPage> read_project_page(std::string_view json, std::string_view base_url,
                                      const Malformed& malformed, PageLimits limits = {});

}  // namespace adder::pypi
