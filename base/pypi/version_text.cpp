#include "base/pypi/version.h"
#include "base/pypi/version_key.h"

namespace adder::pypi {

namespace key = version_key;

namespace {

std::string_view stage_word(char tag) {
  if (tag == key::kAlpha) return "a";
  if (tag == key::kBeta) return "b";
  return tag == key::kCandidate ? "rc" : "";
}

char take_tag(std::string_view& bytes) {
  const auto tag = bytes.front();
  bytes.remove_prefix(1);
  return tag;
}

}  // namespace

std::string Version::release_text() const {
  auto bytes = release_key();
  std::string text;
  key::take_number(bytes, text);
  text = text == "0" ? "" : text + '!';
  const auto epoch = text.size();
  while (!bytes.empty()) {
    key::take_number(bytes, text);
    text += '.';
  }
  for (auto i = zeros_; i > 0; --i) text += "0.";
  if (text.size() > epoch) text.pop_back();
  return text;
}

void Version::append_stages(std::string& text) const {
  auto bytes = public_key().substr(release_size_);
  const auto stage = stage_word(take_tag(bytes));
  text += stage;
  if (!stage.empty()) key::take_number(bytes, text);
  if (take_tag(bytes) == key::kPost) {
    text += ".post";
    key::take_number(bytes, text);
  }
  if (take_tag(bytes) == key::kDev) {
    text += ".dev";
    key::take_number(bytes, text);
  }
}

void Version::append_local(std::string& text) const {
  auto bytes = std::string_view(key_).substr(public_size_);
  for (char glue = '+'; !bytes.empty(); glue = '.') {
    text += glue;
    if (take_tag(bytes) == key::kLocalNumber) {
      key::take_number(bytes, text);
      continue;
    }
    text += bytes.substr(0, bytes.find('\0'));
    bytes.remove_prefix(bytes.find('\0') + 1);
  }
}

std::string Version::public_text() const {
  auto text = release_text();
  append_stages(text);
  return text;
}

std::string Version::text() const {
  auto text = public_text();
  append_local(text);
  return text;
}

}  // namespace adder::pypi
