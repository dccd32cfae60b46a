#include "mirror/pypi/published_paths.h"

#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/net/url.h"

namespace adder::mirror {

namespace {

constexpr std::string_view kPypi = "pypi/";
constexpr std::string_view kPackages = "pypi/packages/";

// From pypi/simple/<project>/ two steps up is pypi/.
constexpr std::string_view kUp = "../../";

// All before the file's name is hex digits.
std::string encoded(std::string_view path) {
  const auto name = path.rfind('/') + 1;
  return cat(path.substr(0, name), percent_encode(path.substr(name)));
}

}  // namespace

std::string package_path(const Blake2b& sum, std::string_view filename) {
  const auto hex = sum.hex();
  const std::string_view digits = hex;
  return cat(kPackages, digits.substr(0, 2), '/', digits.substr(2, 2), '/', digits.substr(4), '/',
             filename);
}

std::string package_url(std::string_view path) {
  return cat(kUp, encoded(path.substr(kPypi.size())));
}

std::string package_url(std::string_view base, std::string_view path) {
  return cat(base, '/', encoded(path));
}

std::optional<std::string> package_path_of(std::string_view url) {
  if (!url.starts_with(kUp)) return std::nullopt;
  const auto path = url.substr(kUp.size());
  const auto name = path.rfind('/') + 1;
  return cat(kPypi, path.substr(0, name), net::percent_decode(path.substr(name)));
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
