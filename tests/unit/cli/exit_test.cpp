#include "cli/exit.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using cli::Exit;

TEST(Exit, TheWeightiestIsGiven) {
  EXPECT_EQ(cli::weightiest({Exit::done, Exit::incomplete}), Exit::incomplete);
  EXPECT_EQ(cli::weightiest({Exit::incomplete, Exit::nothing_published}), Exit::nothing_published);
  EXPECT_EQ(cli::weightiest({Exit::nothing_published, Exit::wrong_usage}), Exit::wrong_usage);
  EXPECT_EQ(cli::weightiest({Exit::wrong_usage, Exit::busy, Exit::done}), Exit::busy);
  EXPECT_EQ(cli::weightiest({Exit::terminated, Exit::busy}), Exit::terminated);
}

TEST(Exit, EveryErrorHasOne) {
  EXPECT_EQ(cli::exit_for({Error::Kind::invalid, ""}), Exit::wrong_usage);
  EXPECT_EQ(cli::exit_for({Error::Kind::not_found, ""}), Exit::nothing_published);
  EXPECT_EQ(cli::exit_for({Error::Kind::busy, ""}), Exit::busy);
  EXPECT_EQ(cli::exit_for({Error::Kind::io, ""}), Exit::nothing_published);
  EXPECT_EQ(cli::exit_for({Error::Kind::unavailable, ""}), Exit::nothing_published);
  EXPECT_EQ(cli::exit_for({Error::Kind::refused, ""}), Exit::nothing_published);
}

}  // namespace

}  // namespace adder::testing
