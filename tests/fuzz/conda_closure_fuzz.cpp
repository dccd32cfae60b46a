#include "base/core/text.h"
#include "mirror/conda/closure.h"
#include "mirror/conda/missing.h"
#include "mirror/conda/why.h"
#include "mirror/lists/conda_list.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace adder;

using Reasons = std::map<std::string, std::vector<mirror::CondaBecause>, std::less<>>;

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    const bool is_plain = letter >= ' ' && letter < 0x7f && letter != '"' && letter != '\\';
    out += is_plain ? letter : '?';
  }
  return out + '"';
}

// A channel out of lines such as "a-1.0-0.conda|b >=1|c[build=x]"; those with an odd number of
// letters lie in noarch.
void add(std::string_view line, mirror::Offers& offers) {
  const auto fields = split(line, '|');
  const auto file = conda::DistName::parse(fields[0]);
  if (!file) return;
  std::string depends;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    depends += cat(depends.empty() ? "" : ",", json_text(fields[i]));
  }
  (void)offers.add(line.size() % 2, conda::Section::packages, fields[0],
                   cat(R"({"name":")", file->name.text(), R"(","version":")", file->version.text(),
                       R"(","depends":[)", depends, "]}"));
}

mirror::CondaRequestList lines() {
  mirror::CondaRequestList list;
  Problems problems;
  int number = 0;
  for (const auto* text : {"a* +deps", "b latest=1", "!c <1", "!d format=conda"}) {
    mirror::add_conda_line({.place = {.file = "a.list", .line = ++number}, .text = text}, "x", list,
                           problems);
  }
  return list;
}

Reasons reasons_of(const mirror::CondaChoice& choice) {
  Reasons all;
  (void)choice.reasons().each([&](std::string_view package, auto reasons) -> Result<void> {
    all[std::string(package)].assign(reasons.begin(), reasons.end());
    return {};
  });
  return all;
}

}  // namespace

// Whatever stands in file names and dependencies, a closure ends after one run over a whole
// channel, and a line can be found for every package that is wanted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest = 4096;
  if (size > longest) return 0;
  mirror::Offers offers("x", {"linux-64", "noarch"}, mirror::Offers::Dependencies::kept);
  for (const auto line : split(std::string_view(reinterpret_cast<const char*>(data), size), '\n')) {
    add(line, offers);
  }

  mirror::CondaClosure closure(lines(), offers);
  closure.run();
  if (!closure.run().empty()) std::abort();
  const auto choice = std::move(closure).finish();
  const auto all = reasons_of(choice);
  const auto known = [&](std::string_view package) -> Result<std::vector<mirror::CondaBecause>> {
    const auto found = all.find(package);
    return found == all.end() ? std::vector<mirror::CondaBecause>() : found->second;
  };
  for (const auto id : choice.offers()) {
    const auto reasons = known(offers.name(id));
    const auto chains = mirror::chains(*reasons, "x", known);
    if (!chains || chains->empty()) std::abort();
  }
  (void)choice.warnings(offers.packages());
  (void)mirror::missing_dependencies(lines(), offers, choice,
                                     [](std::string_view) { return true; });
  return 0;
}
