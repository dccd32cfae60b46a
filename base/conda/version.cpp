#include "base/conda/version.h"

#include "base/conda/version_key.h"
#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>

namespace adder::conda {

namespace key = version_key;

namespace {

// Nobody's version is that long; what is kept of it in 16 bits stays right.
constexpr std::size_t kLongest = 4096;

Error not_a_version(std::string_view text, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(text), " is not a version: ", why)};
}

bool may_stand_in_version(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') ||
         std::string_view("*.+!_").find(c) != std::string_view::npos;
}

bool is_star(char c) {
  return c == '*';
}

bool is_in_word(char c) {
  return !is_digit(c) && !is_star(c);
}

// In lower case and with underscores for dashes, which a version may have as long as it has none of
// the other.
std::string normal_form(std::string_view text) {
  auto normal = lower(text);
  if (normal.find('_') == normal.npos) std::ranges::replace(normal, '-', '_');
  return normal;
}

void write_word(key::Writer& writer, std::string_view word) {
  if (word == "post") return writer.post();
  writer.word(word == "dev" ? "DEV" : word);
}

// False: it is empty.
bool write_component(key::Writer& writer, std::string_view component) {
  if (component.empty()) return false;
  // Numbers and words stay in phase: a1 is 0a1.
  if (!is_digit(component.front())) writer.number("0");
  for (Scanner scan(component); !scan.at_end();) {
    const auto digits = scan.take_digits();
    if (!digits.empty()) writer.number(digits);
    const auto stars = scan.take_while(is_star);
    if (!stars.empty()) writer.word(stars);
    const auto word = scan.take_while(is_in_word);
    if (!word.empty()) write_word(writer, word);
  }
  writer.end_component();
  return true;
}

// False: one of them is empty.
bool write_components(key::Writer& writer, std::string_view list) {
  while (true) {
    const auto end = list.find_first_of("._");
    if (!write_component(writer, list.substr(0, end))) return false;
    if (end == list.npos) return true;
    list.remove_prefix(end + 1);
  }
}

// An underscore at the very end belongs to the last component: openssl's 1.0.1_ comes before
// 1.0.1a, which comes before 1.0.1.
bool write_main(key::Writer& writer, std::string_view list) {
  if (!list.ends_with('_')) return write_components(writer, list);
  const auto before = list.find_last_of("._", list.size() - 2);
  if (list.size() == 1 || before == list.npos) return write_component(writer, list);
  return write_components(writer, list.substr(0, before)) &&
         write_component(writer, list.substr(before + 1));
}

struct Parts {
  std::string_view epoch = "0";
  std::string_view main;
  std::optional<std::string_view> local = {};
};

Parts cut(std::string_view normal) {
  Parts parts;
  if (const auto mark = normal.find('!'); mark != normal.npos) {
    parts.epoch = normal.substr(0, mark);
    normal.remove_prefix(mark + 1);
  }
  const auto plus = normal.find('+');
  if (plus != normal.npos) parts.local = normal.substr(plus + 1);
  parts.main = normal.substr(0, plus);
  return parts;
}

// Empty: nothing that can be seen before the components are.
std::string wrong_with(const Parts& parts, std::string_view text, std::string_view normal) {
  const auto alien = std::ranges::find_if_not(normal, may_stand_in_version);
  if (alien != normal.end()) {
    const auto before = text.substr(0, static_cast<std::size_t>(alien - normal.begin()));
    if (before.empty()) return "it begins with what none may have";
    return cat("what follows ", quoted(before), " does not belong there");
  }
  if (parts.epoch.empty() || !std::ranges::all_of(parts.epoch, is_digit)) {
    return "the epoch in front of '!' must be a number";
  }
  if (parts.main.empty()) return "there is only a local part, or nothing at all";
  const auto local = parts.local.value_or("");
  if (parts.main.find('!') != parts.main.npos || local.find_first_of("!+") != local.npos) {
    return "'!' and '+' may each stand there once, '!' first";
  }
  return {};
}

}  // namespace

Result<Version> Version::parse(std::string_view text) {
  text = trim(text);
  if (text.empty()) return not_a_version(text, "it is empty");
  if (text.size() > kLongest) {
    return not_a_version(text, cat("it is longer than ", kLongest, " characters"));
  }
  const auto normal = normal_form(text);
  const auto parts = cut(normal);
  const auto wrong = wrong_with(parts, text, normal);
  if (!wrong.empty()) return not_a_version(text, wrong);

  Version version;
  key::Writer main(version.key_);
  bool complete = write_component(main, parts.epoch) && write_main(main, parts.main);
  main.end_list();
  version.main_size_ = static_cast<std::uint32_t>(version.key_.size());
  version.main_ = {main.components(), main.last_elements()};

  key::Writer local(version.key_);
  if (parts.local) complete = complete && write_components(local, *parts.local);
  local.end_list();
  version.local_ = {local.components(), local.last_elements()};
  if (!complete) return not_a_version(text, "a component is empty");
  version.text_ = text;
  return version;
}

bool Version::starts_with(const Version& series) const {
  if (series.local_.components == 0)
    return starts_with(main_key(), series.main_key(), series.main_);
  return main_key() == series.main_key() &&
         starts_with(local_key(), series.local_key(), series.local_);
}

bool Version::starts_with(std::string_view list, std::string_view series, Shape shape) {
  for (auto i = shape.components; i > 1; --i) {
    if (key::take_component(list) != key::take_component(series)) return false;
  }
  auto last = key::take_component(list);
  auto last_of_series = key::take_component(series);
  for (auto i = shape.last_elements; i > 1; --i) {
    if (key::take_element(last) != key::take_element(last_of_series)) return false;
  }
  const auto element = key::take_element(last);
  auto of_series = key::take_element(last_of_series);
  if (!key::is_word(of_series)) return element == of_series;
  of_series.remove_suffix(1);  // a word may go on: 1.0rc begins with 1.0r
  return key::is_word(element) && element.starts_with(of_series);
}

std::optional<Version> Version::parent_series() const {
  const auto normal = normal_form(text_);
  const auto dot = normal.rfind('.');
  if (dot == normal.npos) return {};
  auto parent = parse(std::string_view(normal).substr(0, dot));
  if (!parent) return {};
  return *std::move(parent);
}

}  // namespace adder::conda
