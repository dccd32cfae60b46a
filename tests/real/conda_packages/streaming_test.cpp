#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "mirror/conda/carried.h"
#include "mirror/conda/member_check.h"
#include "mirror/conda/package_walk.h"
#include "tests/real/conda_packages/conda_python.h"
#include "tests/real/conda_packages/made_up_packages.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

// conda-package-streaming, which conda itself unpacks with, beside our reading of packages.
namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using io::ArchiveStream;
using mirror::PackageMember;
using mirror::PackagePart;

constexpr int kPackages = 40;
constexpr std::size_t kRewritten = 12;  // it packs as well as zstd can, which takes a second each
constexpr std::array<std::string_view, 4> kKinds = {"file", "hard_link", "soft_link", "folder"};

// The lines that the script prints, from our own walk.
std::string our_lines(const fs::path& file) {
  const auto name = *conda::DistName::parse(file.filename().string());
  std::string lines;
  const auto walked = mirror::walk_package(
      file, name.format, PackagePart::all,
      [&](const PackageMember& member, ArchiveStream& archive) -> Result<void> {
        std::string bytes;
        if (member.kind == ArchiveStream::Kind::file) {
          TRY_ASSIGN(bytes, archive.read());
        }
        lines += cat(file.filename().string(), '\t', member.name, '\t',
                     kKinds[static_cast<std::size_t>(member.kind)], '\t',
                     io::sha256_of(bytes).hex(), '\t', member.link, '\n');
        return {};
      });
  return walked ? lines : walked.error().words();
}

class CondaPackageStreaming : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!python_.is_there()) {
      GTEST_SKIP()
          << "no python3 here has conda_package_streaming (python3-conda-package-streaming)";
    }
    for (int i = 0; i < kPackages; ++i) {
      packages_.push_back(made_up_.next());
      const auto& package = packages_.back();
      files_.push_back(folder_.write(package.stem() + ".conda", package.conda()));
      files_.push_back(folder_.write(package.stem() + ".tar.bz2", package.tar_bz2()));
    }
  }

  Ended run_streaming(std::vector<std::string> words, const std::vector<fs::path>& files) const {
    for (const auto& file : files) words.push_back(file.string());
    auto ended = python_.run_script("streaming.py", std::move(words));
    EXPECT_EQ(ended.exit, 0) << ended.err;
    return ended;
  }

  const CondaPython python_{"conda_package_streaming.transmute"};
  const TempFolder folder_;
  MadeUpPackages made_up_;
  std::vector<CondaPackage> packages_;
  std::vector<fs::path> files_;
};

TEST_F(CondaPackageStreaming, FindsTheSameMembersAsWe) {
  std::string ours;
  for (const auto& file : files_) ours += our_lines(file);

  EXPECT_EQ(run_streaming({"read"}, files_).out, ours);
}

TEST_F(CondaPackageStreaming, WritesTheOtherFormatAsWeReadIt) {
  const TempFolder other;
  files_.resize(kRewritten);
  run_streaming({"transmute", other.path().string()}, files_);

  for (const auto& file : files_) {
    const auto name = *conda::DistName::parse(file.filename().string());
    const auto carried = mirror::read_carried(other / file.filename().string(), name);
    const auto checked = mirror::check_members(other / file.filename().string(), name.format);
    ASSERT_TRUE(carried) << file << ": " << carried.error().words();
    ASSERT_TRUE(checked) << file << ": " << checked.error().words();
    EXPECT_EQ(*carried, *mirror::read_carried(file, name)) << file;
    EXPECT_EQ(*checked, mirror::MemberCheck{.has_list = true}) << file;
  }
}

}  // namespace

}  // namespace adder::testing
