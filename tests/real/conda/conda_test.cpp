#include "base/conda/match_spec.h"
#include "base/conda/version.h"
#include "base/conda/version_spec.h"
#include "base/core/text.h"
#include "tests/real/conda/conda_words.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

// Our reading of versions and match specs beside conda's: made-up words go to both, and no answer
// may differ but as docs/conda-differences.md says.
namespace adder::testing {

namespace {

using conda::MatchSpec;
using conda::RecordView;
using conda::Version;
using conda::VersionSpec;

constexpr std::size_t kNamedDifferences = 20;
constexpr auto kInvalid = "invalid";

// What was asked, and what we say. conda says its own afterwards.
struct Question {
  std::string line;
  std::string ours;
};
using Questions = std::vector<Question>;
using Fields = std::vector<std::pair<std::string, std::string>>;

Question order_question(const std::string& left, const std::string& right) {
  const auto ours = [](const Version& l, const Version& r) {
    return l < r ? "<" : l > r ? ">" : "=";
  };
  const auto l = Version::parse(left);
  const auto r = Version::parse(right);
  if (l && r) {
    EXPECT_EQ(*l == *r, l->hash() == r->hash()) << left << ' ' << right;
  }
  return {cat("order\t", left, '\t', right), l && r ? ours(*l, *r) : kInvalid};
}

Question series_question(const std::string& text, const std::string& series) {
  const auto version = Version::parse(text);
  const auto begin = Version::parse(series);
  return {cat("series\t", text, '\t', series),
          version && begin ? (version->starts_with(*begin) ? "T" : "F") : kInvalid};
}

Question version_spec_question(const std::string& text, const std::string& candidate) {
  const auto spec = VersionSpec::parse(text);
  const auto version = Version::parse(candidate);
  return {cat("version_spec\t", text, '\t', candidate),
          spec && version ? (spec->contains(*version) ? "T" : "F") : kInvalid};
}

std::string json(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    const auto quote = name == "build_number" ? "" : "\"";
    out += cat(out.empty() ? '{' : ',', '"', name, "\":", quote, value, quote);
  }
  return out + '}';
}

RecordView view_of(const Fields& fields) {
  std::map<std::string_view, std::string_view> values(fields.begin(), fields.end());
  RecordView view{.name = values["name"],
                  .version_text = values["version"],
                  .build = values["build"],
                  .subdir = values["subdir"],
                  .channel = values["channel"],
                  .fn = values["fn"],
                  .url = values["url"],
                  .md5 = values["md5"],
                  .sha256 = values["sha256"],
                  .license = values["license"],
                  .license_family = values["license_family"],
                  .track_features = values["track_features"],
                  .features = values["features"]};
  const auto number = values["build_number"];
  std::from_chars(number.data(), number.data() + number.size(), view.build_number);
  return view;
}

Question match_spec_question(const std::string& text, const Fields& record) {
  const auto spec = MatchSpec::parse(text);
  const auto ours = [&] {
    return std::string(spec->matches(view_of(record)) ? "T" : "F");
  };
  return {cat("match_spec\t", text, '\t', json(record)), spec ? ours() : kInvalid};
}

Questions make_questions() {
  Questions questions;
  CondaWords words;
  for (int i = 0; i < 40000; ++i) {
    const auto release = words.release();
    const auto other = i % 2 == 0 ? release : words.release();
    questions.push_back(order_question(words.version(release), words.version(other)));
  }
  for (int i = 0; i < 20000; ++i) {
    const auto release = words.release();
    questions.push_back(series_question(words.version(release), words.version(release)));
  }
  for (int i = 0; i < 60000; ++i) {
    const auto release = words.release();
    const auto candidate = i % 4 == 0 ? words.release() : release;
    questions.push_back(
        version_spec_question(words.version_spec(release), words.version(candidate)));
  }
  for (int i = 0; i < 60000; ++i) {
    const auto release = words.release();
    const auto candidate = i % 4 == 0 ? words.release() : release;
    const auto version = Version::parse(words.version(candidate));
    const auto record = words.record(version ? version->text() : "1.0");
    questions.push_back(match_spec_question(words.match_spec(release), record));
  }
  return questions;
}

// conda, wherever a python finds it: its own, or in folders that ADDER_TEST_CONDA_SOURCE names with
// colons between them (a checkout, and what it needs).
Command ask_conda(const std::string& python, std::vector<std::string> words,
                  const TempFolder& home) {
  const auto* source = std::getenv("ADDER_TEST_CONDA_SOURCE");
  words.insert(words.begin(), python);
  return {.words = std::move(words),
          .environment = {{"PYTHONPATH", source ? source : ""}, {"HOME", home.path().string()}}};
}

std::string python_with_conda(const TempFolder& home) {
  const auto* named = std::getenv("ADDER_TEST_PYTHON");
  for (const std::string python : {named ? named : "python3", "python3", "/usr/bin/python3"}) {
    const auto probe = ask_conda(python, {"-c", "import conda.models.match_spec"}, home);
    if (run(probe).exit == 0) return python;
  }
  return {};
}

// `known: WHY` is an answer that docs/conda-differences.md explains.
bool is_known(std::string_view theirs) {
  return theirs.starts_with("known: ");
}

void compare(const Questions& questions, const std::vector<std::string_view>& theirs) {
  ASSERT_EQ(theirs.size(), questions.size());
  const auto known = static_cast<std::size_t>(std::ranges::count_if(theirs, is_known));
  EXPECT_LT(known, questions.size() / 20);
  std::size_t differences = 0;
  std::map<std::string, std::map<std::string_view, int>> tally;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto kind = questions[i].line.substr(0, questions[i].line.find('\t'));
    ++tally[kind][theirs[i]];
    if (theirs[i] == questions[i].ours || is_known(theirs[i]) ||
        ++differences > kNamedDifferences) {
      continue;
    }
    ADD_FAILURE() << questions[i].line << "\n  ours    " << questions[i].ours << "\n  conda's "
                  << theirs[i];
  }
  EXPECT_EQ(differences, 0u);
  for (const auto& [kind, answers] : tally) {
    for (const auto& [answer, count] : answers) {
      std::cout << kind << ' ' << answer << ' ' << count << '\n';
    }
  }
}

TEST(Conda, ReadsVersionsAndMatchSpecsAsWeDo) {
  const TempFolder folder;
  const auto python = python_with_conda(folder);
  if (python.empty()) {
    GTEST_SKIP() << "no python3 here can import conda; ADDER_TEST_CONDA_SOURCE may name its source";
  }
  const auto questions = make_questions();
  std::string lines;
  for (const auto& question : questions) lines += question.line + '\n';
  const auto file = folder.write("questions", lines);

  const auto answers =
      run(ask_conda(python, {ADDER_SOURCE "/tests/real/conda/conda_answers.py", file}, folder));

  ASSERT_EQ(answers.exit, 0) << answers.err;
  auto theirs = split(answers.out, '\n');
  theirs.pop_back();  // behind the last newline
  compare(questions, theirs);
}

}  // namespace

}  // namespace adder::testing
