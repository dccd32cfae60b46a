#include "base/core/text.h"
#include "base/pypi/marker.h"
#include "base/pypi/project_name.h"
#include "base/pypi/requirement.h"
#include "base/pypi/specifier.h"
#include "base/pypi/version.h"
#include "base/pypi/wheel_fit.h"
#include "tests/real/packaging/pypi_words.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

// Our reading of versions beside pip's: made-up words go to both, and no answer may differ.
namespace adder::testing {

namespace {

using pypi::Marker;
using pypi::MarkerEnvironment;
using pypi::Prereleases;
using pypi::Requirement;
using pypi::SpecifierSet;
using pypi::Target;
using pypi::Version;

constexpr std::size_t kNamedDifferences = 20;
constexpr auto kInvalid = "invalid";

// Where pip gives up, we count a comparison as true; its known bugs are listed in packaging.py.
bool has_no_answer(std::string_view theirs) {
  return theirs == "undefined" || theirs == "known bug";
}

// What was asked, and what we say. pip says its own afterwards.
struct Question {
  std::string line;
  std::string ours;
};
using Questions = std::vector<Question>;

std::string letters(std::initializer_list<bool> truths) {
  std::string out;
  for (const auto truth : truths) out += truth ? 'T' : 'F';
  return out;
}

Question version_question(const std::string& text) {
  const auto version = Version::parse(text);
  const auto ours = [&] {
    return cat(
        version->text(), ' ', version->public_text(), ' ',
        letters({version->is_prerelease(), version->is_postrelease(), version->has_local()}));
  };
  return {cat("version\t", text), version ? ours() : kInvalid};
}

Question order_question(const std::string& left, const std::string& right) {
  const auto ours = [](const Version& l, const Version& r) {
    return l < r ? "<" : l > r ? ">" : "=";
  };
  const auto l = Version::parse(left);
  const auto r = Version::parse(right);
  return {cat("order\t", left, '\t', right), l && r ? ours(*l, *r) : kInvalid};
}

// With prereleases and, where the set names none itself, without.
Question specifier_question(const std::string& text, const std::string& candidate) {
  const auto set = SpecifierSet::parse(text);
  const auto version = Version::parse(candidate);
  Question question{cat("specifier\t", text, '\t', candidate), kInvalid};
  if (!set || !version) return question;
  const bool with = set->contains(*version, Prereleases::allowed);
  const bool without = with && !version->is_prerelease();
  const bool by_name = set->contains(*version, Prereleases::only_if_named);
  EXPECT_EQ(by_name, set->names_prerelease() ? with : without) << question.line;
  question.ours = letters({with, without, set->names_prerelease()});
  return question;
}

struct Machine {
  MarkerEnvironment environment;
  std::string extra;

  // As packaging wants it: the extra is one of the variables.
  std::string json() const {
    auto out = cat("{\"extra\": \"", extra, '"');
    for (const auto& [name, value] : environment) out += cat(", \"", name, "\": \"", value, '"');
    return out + '}';
  }
};

const std::vector<Machine>& machines() {
  static const std::vector<Machine> all = {
      {{{"implementation_name", "cpython"},
        {"implementation_version", "3.8.1"},
        {"os_name", "posix"},
        {"platform_machine", "x86_64"},
        {"platform_python_implementation", "CPython"},
        {"platform_release", "generic"},
        {"platform_system", "Linux"},
        {"platform_version", "SMP"},
        {"python_full_version", "3.8.1"},
        {"python_version", "3.8"},
        {"sys_platform", "linux"}},
       "test"},
      {{{"implementation_name", "pypy"},
        {"implementation_version", "7.3.9"},
        {"os_name", "nt"},
        {"platform_machine", "arm64"},
        {"platform_python_implementation", "PyPy"},
        {"platform_release", "linux"},
        {"platform_system", "Windows"},
        {"platform_version", "posix"},
        {"python_full_version", "3.10.0"},
        {"python_version", "3.10"},
        {"sys_platform", "win32"}},
       ""},
  };
  return all;
}

Question marker_question(const std::string& text, const Machine& machine) {
  const auto marker = Marker::parse(text);
  const auto holds = [&](const Marker& it) {
    return it.holds(machine.environment, machine.extra);
  };
  Question question{cat("marker\t", text, '\t', machine.json()), kInvalid};
  if (!marker) return question;
  question.ours = letters({holds(*marker)});

  const auto again = Marker::parse(marker->text());
  EXPECT_TRUE(again && again->text() == marker->text()) << text << " became " << marker->text();
  EXPECT_TRUE(again && holds(*again) == holds(*marker)) << text << " became " << marker->text();
  return question;
}

std::string sorted_clauses(const SpecifierSet& specifier) {
  std::vector<std::string> clauses;
  const auto text = specifier.text();
  for (const auto clause : split(text, ',')) clauses.emplace_back(clause);
  std::ranges::sort(clauses);
  clauses.erase(std::unique(clauses.begin(), clauses.end()), clauses.end());
  return join(clauses, ",");
}

Question requirement_question(const std::string& text, const Machine& machine) {
  const auto ours = [&](const Requirement& it) {
    const bool holds = it.marker.holds(machine.environment, machine.extra);
    return cat(it.name.text(), ' ', join(it.extras, ","), ' ', sorted_clauses(it.specifier), ' ',
               it.url, ' ', it.marker.empty() ? "" : letters({holds}));
  };
  const auto requirement = Requirement::parse(text);
  return {cat("requirement\t", text, '\t', machine.json()),
          requirement ? ours(*requirement) : kInvalid};
}

Question wheel_question(const std::string& tag, const Target& target) {
  static const auto project = *pypi::ProjectName::parse("demo");
  const auto name = pypi::parse_file_name(cat("demo-1-", tag, ".whl"), project);
  return {cat("wheel\t", tag, '\t', target.python, '\t', target.platform, '-', target.machine),
          letters({name.tags && fits(*name.tags, target)})};
}

const std::vector<Target>& targets() {
  static const std::vector<Target> all = {
      {.python = "3.9", .platform = "linux", .machine = "x86_64", .libc = "glibc>=2.17"},
      {.python = "3.11", .platform = "linux", .machine = "aarch64", .libc = "glibc>=2.17"},
      {.python = "3.11", .platform = "darwin", .machine = "arm64"},
      {.python = "3.10", .platform = "darwin", .machine = "x86_64"},
      {.python = "3.12", .platform = "win32", .machine = "amd64"},
  };
  return all;
}

// Made once: each interpreter gets the same.
Questions make_questions() {
  Questions questions;
  PypiWords words;
  for (int i = 0; i < 5000; ++i) {
    const auto tag = words.wheel_tag();
    for (const auto& target : targets()) questions.push_back(wheel_question(tag, target));
  }
  for (int i = 0; i < 10000; ++i)
    questions.push_back(version_question(words.version(words.release())));
  for (int i = 0; i < 20000; ++i) {
    const auto left = words.release();
    const auto right = i % 2 == 0 ? left : words.release();
    questions.push_back(order_question(words.version(left), words.version(right)));
  }
  for (int i = 0; i < 40000; ++i) {
    const auto release = words.release();
    const auto candidate = i % 4 == 0 ? words.release() : release;
    questions.push_back(specifier_question(words.specifier(release), words.version(candidate)));
  }
  for (int i = 0; i < 3000; ++i) {
    const auto marker = words.marker(3);
    for (const auto& machine : machines()) questions.push_back(marker_question(marker, machine));
  }
  for (int i = 0; i < 5000; ++i) {
    questions.push_back(requirement_question(words.requirement(), machines().front()));
  }
  for (int i = 0; i < 5000; ++i) {
    const auto name = words.name();
    questions.push_back({cat("name\t", name), pypi::normalise(name)});
  }
  return questions;
}

// The interpreters whose pip can be asked: the system's, the user's, and one more by name.
std::vector<std::string> interpreters() {
  std::vector<std::string> found;
  const auto* named = std::getenv("ADDER_TEST_PYTHON");
  for (const std::string python : {"/usr/bin/python3", "python3", named ? named : "python3"}) {
    const Command probe{.words = {python, "-c", "import pip._vendor.packaging"}};
    const bool twice = std::ranges::find(found, python) != found.end();
    if (!twice && run(probe).exit == 0) found.push_back(python);
  }
  return found;
}

void compare(const std::string& python, const std::string& file, const Questions& questions) {
  const auto answers =
      run({.words = {python, ADDER_SOURCE "/tests/real/packaging/packaging.py", file}});
  ASSERT_EQ(answers.exit, 0) << answers.err;
  auto theirs = split(answers.out, '\n');
  theirs.pop_back();  // behind the last newline
  ASSERT_EQ(theirs.size(), questions.size());

  std::size_t differences = 0;
  const auto unanswered = std::ranges::count_if(theirs, has_no_answer);
  EXPECT_LT(static_cast<std::size_t>(unanswered), questions.size() / 10);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (theirs[i] == questions[i].ours || has_no_answer(theirs[i]) ||
        ++differences > kNamedDifferences)
      continue;
    ADD_FAILURE() << questions[i].line << "\n  ours " << questions[i].ours << "\n  pip's "
                  << theirs[i];
  }
  EXPECT_EQ(differences, 0u) << "with " << python;
}

TEST(Packaging, OfPipReadsVersionsAsWeDo) {
  const auto pythons = interpreters();
  if (pythons.empty()) GTEST_SKIP() << "no python3 here has pip";
  const auto questions = make_questions();
  std::string lines;
  for (const auto& question : questions) lines += question.line + '\n';
  const TempFolder folder;
  const auto file = folder.write("questions", lines);

  for (const auto& python : pythons) compare(python, file, questions);
}

}  // namespace

}  // namespace adder::testing
