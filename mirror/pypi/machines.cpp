#include "mirror/pypi/machines.h"

#include "base/pypi/wheel_fit.h"
#include "mirror/pypi/pythons.h"

namespace adder::mirror {

Machines::Machines(std::span<const Environment> environments) {
  for (const auto& environment : environments) {
    for (const auto& python : environment.pythons) {
      const pypi::Target target = {.python = python,
                                   .platform = environment.platform,
                                   .machine = environment.machine,
                                   .libc = environment.libc};
      machines_.push_back({.target = target,
                           .markers = pypi::marker_environment(target),
                           .python = python_number(python)});
    }
  }
}

Bits Machines::that_take(const pypi::WheelTags& tags) const {
  Bits out(size());
  for (std::size_t i = 0; i < size(); ++i) {
    if (pypi::fits(tags, machines_[i].target)) out.add(i);
  }
  return out;
}

Bits Machines::that_satisfy(const std::string& requires_python) const {
  const auto pythons = pythons_admitted(requires_python);
  Bits out(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const auto python = machines_[i].python;
    if (python == kPythons || pythons[python]) out.add(i);
  }
  return out;
}

Bits Machines::where(const pypi::Marker& marker, std::string_view extra) const {
  if (marker.empty()) return Bits::all(size());
  Bits out(size());
  for (std::size_t i = 0; i < size(); ++i) {
    if (marker.holds(machines_[i].markers, extra)) out.add(i);
  }
  return out;
}

}  // namespace adder::mirror
