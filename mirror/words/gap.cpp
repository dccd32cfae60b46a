#include "mirror/words/gap.h"

namespace adder::mirror {

std::string_view words(Gap::Why why) {
  switch (why) {
    case Gap::Why::not_asked_for:
      return "no list asks for it";
    case Gap::Why::no_such_version:
      return "the lists ask for other versions only";
    case Gap::Why::excluded:
      return "a line leaves it out";
    case Gap::Why::absent:
      return "upstream has no such project";
  }
  return "";
}

}  // namespace adder::mirror
