#include "mirror/pypi/published_paths.h"

#include "base/core/text.h"

namespace adder::mirror {

namespace {

constexpr std::string_view kPackages = "pypi/packages/";

}  // namespace

std::string package_path(const Blake2b& sum, std::string_view filename) {
  const auto hex = sum.hex();
  const std::string_view digits = hex;
  return cat(kPackages, digits.substr(0, 2), '/', digits.substr(2, 2), '/', digits.substr(4), '/',
             filename);
}

std::string package_url(std::string_view path) {
  // From pypi/simple/<project>/ two steps up is pypi/.
  return cat("../../", path.substr(std::string_view("pypi/").size()));
}

bool blake2b_of_url(std::string_view url, Blake2b& sum) {
  const auto parts = split(url.substr(0, url.find_first_of("?#")), '/');
  if (parts.size() < 5) return false;
  const auto last = parts.size() - 1;
  const auto digits = cat(parts[last - 3], parts[last - 2], parts[last - 1]);
  if (parts[last - 3].size() != 2 || parts[last - 2].size() != 2) return false;
  const auto parsed = Blake2b::from_hex(digits);
  if (!parsed) return false;
  sum = *parsed;
  return true;
}

}  // namespace adder::mirror
