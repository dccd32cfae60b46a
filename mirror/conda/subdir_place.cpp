#include "mirror/conda/subdir_place.h"

#include "base/net/url.h"

namespace adder::mirror {

Result<std::string> resolved_folder(std::string_view index_url, std::string_view reference) {
  TRY_ASSIGN(const auto base, net::parse_url(index_url));
  TRY_ASSIGN(auto folder, net::resolve(base, reference.empty() ? "." : reference));
  if (!folder.path.ends_with('/')) folder.path += '/';
  folder.query.clear();
  return folder.full();
}

}  // namespace adder::mirror
