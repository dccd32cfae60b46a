#include "tests/support/distributions.h"

#include "tests/support/tar_builder.h"
#include "tests/support/zip_builder.h"

#include <algorithm>

namespace adder::testing {

namespace {

std::string stem_of(const Distribution& distribution) {
  auto name = distribution.name;
  std::ranges::replace(name, '-', '_');
  return name + "-" + distribution.version;
}

}  // namespace

std::string Distribution::metadata() const {
  auto text = "Metadata-Version: 2.2\nName: " + name + "\nVersion: " + version + "\n";
  if (!requires_python.empty()) text += "Requires-Python: " + requires_python + "\n";
  for (const auto& requirement : requires_dist) text += "Requires-Dist: " + requirement + "\n";
  return text;
}

std::string Distribution::wheel_name() const {
  return stem_of(*this) + "-py3-none-any.whl";
}

std::string Distribution::wheel() const {
  const auto info = stem_of(*this) + ".dist-info/";
  return ZipFile{.members = {stored("package.py", content), deflated(info + "METADATA", metadata()),
                             stored(info + "WHEEL", "Wheel-Version: 1.0\n")}}
      .bytes();
}

std::string Distribution::sdist_name() const {
  return stem_of(*this) + ".tar.gz";
}

std::string Distribution::sdist() const {
  const auto folder = stem_of(*this) + "/";
  return packed(tar_of({{.name = folder + "package.py", .bytes = content},
                        {.name = folder + "PKG-INFO", .bytes = metadata()}}),
                "gzip");
}

}  // namespace adder::testing
