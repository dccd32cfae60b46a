#include "base/conda/channeldata_writer.h"
#include "base/conda/run_exports_writer.h"
#include "base/core/json_text.h"
#include "base/core/text.h"
#include "mirror/conda/carried.h"
#include "mirror/conda/channel_package.h"
#include "tests/real/conda_packages/conda_python.h"
#include "tests/real/conda_packages/made_up_packages.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

// What conda-index says of a folder of packages beside what we say of it.
namespace adder::testing {

namespace {

using conda::DistName;
using mirror::Carried;
using mirror::CarriedView;
using mirror::ChannelFile;
using nlohmann::json;

constexpr int kPackages = 400;

// A package that lies in the folder, read by us.
struct Published {
  CondaPackage package;
  DistName name;
  Carried carried;
  std::string file_name;
  std::string license;

  ChannelFile told() const {
    return {.subdir = package.subdir,
            .file_name = file_name,
            .version = &name.version,
            .timestamp = package.timestamp,
            .license = license,
            .carried = {carried.about, carried.run_exports, carried.traits}};
  }
};

Published publish(const TempFolder& folder, CondaPackage package, conda::Format format) {
  const auto name = *DistName::parse(package.stem() + std::string(ending(format)));
  const auto bytes = format == conda::Format::conda ? package.conda() : package.tar_bz2();
  const auto file = folder.write(package.subdir + '/' + name.file_name(), bytes);
  auto carried = mirror::read_carried(file, name);
  EXPECT_TRUE(carried) << carried.error().words();
  auto license = json_string("License " + package.version);
  return {std::move(package), name, carried ? *carried : Carried(), name.file_name(), license};
}

std::vector<Published> publish_all(const TempFolder& folder) {
  std::vector<Published> all;
  MadeUpPackages made_up;
  for (int i = 0; i < kPackages; ++i) {
    const auto package = made_up.next();
    if (i % 5 != 0) all.push_back(publish(folder, package, conda::Format::conda));
    if (i % 3 == 0 || i % 5 == 0) {
      all.push_back(publish(folder, package, conda::Format::tar_bz2));
    }
  }
  return all;
}

json our_channeldata(const std::vector<Published>& all) {
  std::map<std::string, std::vector<ChannelFile>> names;
  for (const auto& file : all) names[file.package.name].push_back(file.told());
  std::string text;
  const auto put = [&](std::string_view piece) -> Result<void> {
    text += piece;
    return {};
  };
  conda::ChanneldataWriter writer(put, {});
  for (const auto& [name, files] : names) {
    const auto package = mirror::describe_package(name, files);
    EXPECT_TRUE(package && writer.package(*package)) << name;
  }
  EXPECT_TRUE(writer.finish());
  return json::parse(text)["packages"];
}

// By subdir, section and file name.
json our_run_exports(const std::vector<Published>& all) {
  json out = json::object();
  for (const auto& file : all) {
    const auto section = file.name.format == conda::Format::conda ? "packages.conda" : "packages";
    const auto& said = file.carried.run_exports;
    out[file.package.subdir][section][file.file_name]["run_exports"] =
        said.empty() ? json::object() : json::parse(said);
  }
  return out;
}

TEST(CondaIndex, SaysTheSameOfAChannel) {
  const CondaPython python("conda_index, conda.models.version, zstandard, msgpack, ruamel.yaml");
  if (!python.is_there()) {
    GTEST_SKIP() << "no python3 here has conda_index; ADDER_TEST_CONDA_SOURCE may name its source";
  }
  const TempFolder folder;
  const auto all = publish_all(folder);

  const auto answer = python.run_script("channeldata.py", {folder.path().string()});

  ASSERT_EQ(answer.exit, 0) << answer.err;
  auto theirs = json::parse(answer.out);
  auto ours = our_channeldata(all);
  ASSERT_EQ(ours.size(), 4u);
  for (auto& [name, package] : ours.items()) {
    auto& said = theirs["packages"][name];
    // See docs/conda-differences.md.
    package.erase("timestamp");
    said.erase("timestamp");
    const auto difference = json::diff(said, package);
    EXPECT_TRUE(difference.empty()) << name << ' ' << difference.dump(2);
  }
  const auto exports = our_run_exports(all);
  for (const auto& [subdir, said] : exports.items()) {
    for (const std::string section : {"packages", "packages.conda"}) {
      const auto difference = json::diff(theirs["run_exports"][subdir][section], said[section]);
      EXPECT_TRUE(difference.empty()) << subdir << ' ' << section << ' ' << difference.dump(2);
    }
  }
}

}  // namespace

}  // namespace adder::testing
