#include "tests/real/conda_packages/made_up_packages.h"

#include "base/core/text.h"

#include <array>
#include <iterator>

namespace adder::testing {

std::string MadeUpPackages::one_of(std::initializer_list<std::string_view> words) {
  return std::string(*std::next(words.begin(), static_cast<std::ptrdiff_t>(below(words.size()))));
}

namespace {

// The same one for the same version.
template <std::size_t size>
std::string_view choose(const std::array<std::string_view, size>& choices,
                        std::string_view version) {
  return choices[(version.size() + static_cast<unsigned char>(version.back())) % size];
}

// What is said of a version: always under the same keys, since conda-index looks for what is
// missing in whatever other version it has at hand.
std::string words_of(std::string_view version) {
  const std::array<std::string_view, 2> homes = {"https://example.org/\xc3\xa9/",
                                                 "https://example.org/\\u00e9/"};
  const std::array<std::string_view, 3> descriptions = {R"("\n Two lines\nof \"prose\".\n")",
                                                        R"(["one ","two"])", R"("plain")"};
  return cat(R"({"conda_version":"24.1","description":)", choose(descriptions, version),
             R"(,"dev_url":"https://dev/)", version, R"(","doc_url":"","home":")",
             choose(homes, version), version, R"(","identifiers":[],"keywords":["a",")", version,
             R"("],"license":"overridden","summary":"Summary\nof )", version,
             R"(","tags":null,"extra":{"summary":"no"}})");
}

std::string recipe_of(std::string_view version) {
  const std::array<std::string_view, 3> begins = {
      "    fn: a\n    url: ", "  url:\n  - https://mirror/a\n  - ", "  url: '"};
  const auto begin = choose(begins, version);
  return cat("package:\n    name: alpha\nsource:\n", begin, "https://example.org/alpha-", version,
             ".tar.gz", begin.ends_with('\'') ? "'  # there\n" : "\n", "build:\n    number: '0'\n");
}

}  // namespace

std::string MadeUpPackages::run_exports_of(const CondaPackage& package) {
  if (in_hundred(50)) return {};
  return cat(R"({"weak":[")", package.name, " >=", package.version, R"("],"strong":["x )",
             package.build_number, R"("]})");
}

void MadeUpPackages::add_files(CondaPackage& package) {
  package.files = {{.path = "bin/" + package.name, .bytes = std::string(below(3000), 'x')}};
  if (in_hundred(10)) package.files.push_back({.path = "etc/conda/activate.d/a.sh"});
  if (in_hundred(10)) package.files.push_back({.path = "etc/conda/deactivate.d/a.sh"});
  for (const std::string action : {"pre-link", "post-link", "pre-unlink", "post-unlink"}) {
    const auto folder = one_of({"bin", "Scripts"});
    if (in_hundred(5)) {
      package.files.push_back({.path = cat(folder, "/.", package.name, '-', action, ".sh")});
    }
  }
  for (const std::string mode : {"text", "binary"}) {
    if (!in_hundred(10)) continue;
    package.files.push_back({.path = "lib/" + mode, .placeholder = "/old prefix", .mode = mode});
  }
  if (in_hundred(20)) package.files.push_back({.path = "lib/link", .link = "text"});
  if (in_hundred(20)) {
    package.files.push_back({.path = "lib/\xc3\xbc/" + std::string(120, 'y'), .bytes = ""});
  }
}

CondaPackage MadeUpPackages::next() {
  CondaPackage package;
  package.name = one_of({"alpha", "beta-pkg", "_gamma", "delta.x"});
  package.version = one_of({"0.9", "1.0", "1.9", "1.10", "1.10rc1", "2!0.1", "2.0.post1", "2.0_1"});
  package.build_number = made_++;
  package.build = cat(one_of({"py310_", "h0123456_", ""}), package.build_number);
  package.subdir = one_of({"noarch", "linux-64", "osx-arm64", "win-64"});
  // Never the same: of two files of one moment conda-index takes any.
  package.timestamp = 1'700'000'000'000 + below(4) * 1'000'000 + made_;
  package.more_index = cat(R"({"license":"License )", package.version, "\"}");
  package.about = words_of(package.version);
  package.run_exports = run_exports_of(package);
  add_files(package);
  // Of a name either all packages have a source, or none.
  if (package.name == "alpha") package.info["recipe/meta.yaml"] = recipe_of(package.version);
  return package;
}

}  // namespace adder::testing
