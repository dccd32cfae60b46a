#include "mirror/conda/record_key.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using conda::Section;
using mirror::name_in_key;

TEST(RecordKey, NamesThePackage) {
  EXPECT_EQ(name_in_key(Section::packages_conda, "numpy-1.26.4-py312_0.conda"), "numpy");
  EXPECT_EQ(name_in_key(Section::packages, "r-base-4.3.1-h1_2.tar.bz2"), "r-base");
  EXPECT_EQ(name_in_key(Section::packages, "_libgcc_mutex-0.1-main.conda"), "_libgcc_mutex");
  EXPECT_EQ(name_in_key(Section::v3_conda, "ruamel.yaml-0.18-py312_0"), "ruamel.yaml");
  EXPECT_EQ(name_in_key(Section::v3_whl, "six-1.9.0-py3_none_any_0"), "six");
}

TEST(RecordKey, IsSilentWhereTheKeyIsNoFileOfAPackage) {
  for (const auto* key : {"", "numpy", "numpy-1.26.4-py312_0", "numpy-1.26.conda", "-.conda",
                          "numpy-1.26.4-py312_0.zip", ".conda"}) {
    EXPECT_EQ(name_in_key(Section::packages_conda, key), "") << key;
  }
  EXPECT_EQ(name_in_key(Section::v3_conda, "six"), "");
}

}  // namespace

}  // namespace adder::testing
