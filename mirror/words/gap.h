#pragma once

#include <string>
#include <string_view>

namespace adder::mirror {

// A requirement of wanted versions that nothing wanted satisfies.
struct Gap {
  std::string dependent;    // scipy
  std::string version;      // 1.11.0: the newest of the versions that have it
  std::string requirement;  // numpy>=1.21, in the words of its metadata
  std::string project;      // numpy
  enum class Why {
    not_asked_for,    // no list asks for the project
    no_such_version,  // one does, but for no version that would do
    excluded,         // a line leaves the project out
    absent,           // upstream has no such project
  } why = Why::not_asked_for;

  friend bool operator==(const Gap&, const Gap&) = default;
};
std::string_view words(Gap::Why why);

}  // namespace adder::mirror
