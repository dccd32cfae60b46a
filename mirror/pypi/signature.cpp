#include "mirror/pypi/signature.h"

namespace adder::mirror {

bool is_signature(std::string_view text) {
  return text.find("-----BEGIN PGP SIGNATURE-----") != text.npos;
}

}  // namespace adder::mirror
