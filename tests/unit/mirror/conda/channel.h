#pragma once

#include "base/core/text.h"
#include "mirror/conda/offers.h"
#include "mirror/lists/conda_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

using Texts = std::vector<std::string>;

// A channel small enough to be written down in a test.
class Channel {
 public:
  explicit Channel(Texts subdirs = {"noarch", "linux-64"})
      : subdirs_(subdirs),
        offers("conda-forge", std::move(subdirs), mirror::Offers::Dependencies::kept) {}

  // add("linux-64/numpy-1.0-py_0.conda", {"python >=3"})
  Channel& add(std::string_view path, const Texts& depends = {}, std::string_view more = "") {
    const auto slash = path.find('/');
    const auto place = std::ranges::find(subdirs_, path.substr(0, slash)) - subdirs_.begin();
    const auto file = path.substr(slash + 1);
    const auto section =
        file.ends_with(".conda") ? conda::Section::packages_conda : conda::Section::packages;
    const auto dist = conda::DistName::parse(file);
    EXPECT_TRUE(dist) << dist.error().words();
    std::string quoted;
    for (const auto& spec : depends) quoted += cat(quoted.empty() ? "\"" : ",\"", spec, '"');
    const auto added =
        offers.add(static_cast<std::size_t>(place), section, file,
                   cat(R"({"name":")", dist->name.text(), R"(","version":")", dist->version.text(),
                       R"(","build":")", dist->build, R"(","depends":[)", quoted, "]", more, "}"));
    EXPECT_TRUE(added) << added.error().words();
    return *this;
  }
  Channel& add_all(const Texts& paths) {
    for (const auto& path : paths) add(path);
    return *this;
  }

  // noarch/demo-1.0-0.conda
  std::string path(mirror::OfferId id) const {
    return cat(offers.subdirs()[offers.place(id)], '/', offers.file_name(id));
  }
  Texts paths(const std::vector<mirror::OfferId>& ids) const {
    Texts out;
    for (const auto id : ids) out.push_back(path(id));
    return out;
  }

 private:
  Texts subdirs_;

 public:
  mirror::Offers offers;
};

// The lines of a list of the channel, all of which must be in order. They stand in a.list, from
// line 1 on.
inline mirror::CondaRequestList listed(const Texts& lines) {
  mirror::CondaRequestList list;
  Problems problems;
  int number = 0;
  for (const auto& line : lines) {
    mirror::add_conda_line({.place = {.file = "a.list", .line = ++number}, .text = line},
                           "conda-forge", list, problems);
  }
  for (const auto& problem : problems.errors) ADD_FAILURE() << problem.words();
  return list;
}

}  // namespace adder::testing
