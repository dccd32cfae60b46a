#include "base/io/hasher.h"

#include "base/io/file.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace adder::testing {

namespace {

TEST(Hasher, KnowsTheDigestsOfAbc) {
  io::Hasher hasher(io::Hasher::Kinds::md5_too);
  hasher.add(io::bytes_of("a"));
  hasher.add(io::bytes_of("bc"));

  const auto digests = std::move(hasher).finish();

  EXPECT_EQ(digests.sha256.hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digests.blake2b.hex(),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(digests.md5->hex(), "900150983cd24fb0d6963f7d28e17f72");
}

TEST(Hasher, PiecesOfAnySizeGiveTheSameDigests) {
  const std::string text(100'000, 'x');
  io::Hasher whole;
  whole.add(io::bytes_of(text));
  io::Hasher pieces;
  for (std::size_t at = 0; at < text.size(); at += 777) {
    pieces.add(io::bytes_of(std::string_view(text).substr(at, 777)));
  }

  EXPECT_EQ(std::move(whole).finish(), std::move(pieces).finish());
}

TEST(Hasher, MakesASha256AloneForThoseWhoNeedNoMore) {
  io::Sha256Hasher hasher;
  hasher.add(io::bytes_of("a"));
  hasher.add(io::bytes_of("bc"));

  EXPECT_EQ(std::move(hasher).finish(), io::sha256_of("abc"));
}

TEST(Hasher, MakesTheSha256AloneOfAFile) {
  const TempFolder folder;

  EXPECT_EQ(*io::sha256_of_file(folder.write("abc", "abc")), io::sha256_of("abc"));
  EXPECT_EQ(io::sha256_of_file(folder / "none").error().kind(), Error::Kind::not_found);
}

TEST(Hasher, MakesNoMd5UnlessAsked) {
  EXPECT_FALSE(io::digests_of("abc").md5.has_value());
}

}  // namespace

}  // namespace adder::testing
