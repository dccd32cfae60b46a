#include "base/pypi/version.h"

#include "base/core/scanner.h"
#include "base/core/text.h"
#include "base/pypi/version_key.h"

#include <span>

namespace adder::pypi {

namespace key = version_key;

namespace {

// Nobody's version is that long; what is kept of it in 32 bits stays right.
constexpr std::size_t kLongest = 65536;

struct Spelling {
  std::string_view word;
  char tag;
};

// Where one word begins another, the longer one comes first.
constexpr Spelling kStages[] = {
    {"alpha", key::kAlpha},       {"a", key::kAlpha},
    {"beta", key::kBeta},         {"b", key::kBeta},
    {"rc", key::kCandidate},      {"c", key::kCandidate},
    {"preview", key::kCandidate}, {"pre", key::kCandidate},
};
constexpr Spelling kPosts[] = {{"post", key::kPost}, {"rev", key::kPost}, {"r", key::kPost}};
constexpr Spelling kDevs[] = {{"dev", key::kDev}};

// A word with its number, which may be missing: rc1, post.
struct Part {
  char tag;
  std::string_view digits;
};

Error not_a_version(const Scanner& scan) {
  const auto why = scan.all().empty()    ? std::string("it is empty")
                   : scan.done().empty() ? std::string("it does not begin with a number")
                   : scan.at_end()       ? cat("a number is missing after ", quoted(scan.done()))
                                         : cat(quoted(scan.rest()), " after ", quoted(scan.done()),
                                               " does not belong there");
  return {Error::Kind::invalid, cat(quoted(scan.all()), " is not a version: ", why)};
}

bool is_local_letter(char c) {
  return is_letter(c) || is_digit(c);
}

bool take_separator(Scanner& scan) {
  return scan.take('.') || scan.take('-') || scan.take('_');
}

// A separator or none, one of the words, a separator or none, a number or none.
std::optional<Part> take_part(Scanner& scan, std::span<const Spelling> spellings) {
  const auto begin = scan.position();
  take_separator(scan);
  for (const auto& [word, tag] : spellings) {
    if (!scan.take_word(word)) continue;
    take_separator(scan);
    return Part{tag, scan.take_digits()};
  }
  scan.back_to(begin);
  return {};
}

std::optional<Part> take_post(Scanner& scan) {
  const auto begin = scan.position();
  const auto digits = scan.take('-') ? scan.take_digits() : std::string_view();
  if (!digits.empty()) return Part{key::kPost, digits};
  scan.back_to(begin);
  return take_part(scan, kPosts);
}

}  // namespace

Result<Version> Version::parse(std::string_view text) {
  Scanner scan(trim(text));
  if (scan.all().size() > kLongest) {
    return Error(Error::Kind::invalid, cat(quoted(text), " is not a version: it is longer than ",
                                           kLongest, " characters"));
  }
  Version version;
  scan.take_word("v");
  if (!version.take_release(scan)) return not_a_version(scan);
  version.take_stages(scan);
  version.take_local(scan);
  if (!scan.at_end()) return not_a_version(scan);
  return version;
}

// The epoch, too.
bool Version::take_release(Scanner& scan) {
  auto digits = scan.take_digits();
  if (digits.empty()) return false;
  const bool has_epoch = scan.take('!');
  key::append_number(key_, has_epoch ? digits : "0");
  if (has_epoch) digits = scan.take_digits();
  const bool found = !digits.empty();
  while (!digits.empty()) {
    add_release_number(digits);
    const auto end = scan.position();
    digits = scan.take('.') ? scan.take_digits() : std::string_view();
    if (digits.empty()) scan.back_to(end);
  }
  release_size_ = static_cast<std::uint32_t>(key_.size());
  return found;
}

void Version::add_release_number(std::string_view digits) {
  if (digits.find_first_not_of('0') == digits.npos) {
    ++zeros_;
    return;
  }
  key_.append(zeros_, key::kZero);
  zeros_ = 0;
  key::append_number(key_, digits);
}

void Version::take_stages(Scanner& scan) {
  const auto stage = take_part(scan, kStages);
  const auto post = take_post(scan);
  const auto dev = take_part(scan, kDevs);
  prerelease_ = stage || dev;
  postrelease_ = post.has_value();
  devrelease_ = dev.has_value();

  series_size_ = release_size_;
  const auto add = [this](const std::optional<Part>& part, char otherwise) {
    key_ += part ? part->tag : otherwise;
    if (part) key::append_number(key_, part->digits);
    return static_cast<std::uint32_t>(key_.size());
  };
  stage_size_ = add(stage, dev && !post ? key::kOnlyDev : key::kFinal);
  if (stage) series_size_ = stage_size_;
  const auto post_end = add(post, key::kNoPost);
  if (post) series_size_ = post_end;
  public_size_ = add(dev, key::kNoDev);
}

void Version::take_local(Scanner& scan) {
  auto end = scan.position();
  bool more = scan.take('+');
  while (more) {
    const auto word = scan.take_while(is_local_letter);
    if (word.empty()) return scan.back_to(end);
    const bool number = word.find_first_not_of("0123456789") == word.npos;
    key_ += number ? key::kLocalNumber : key::kLocalWord;
    if (number) key::append_number(key_, word);
    if (!number) (key_ += lower(word)) += '\0';
    end = scan.position();
    more = take_separator(scan);
  }
}

bool Version::belongs_to(const Version& series) const {
  const auto begin = series.series_key();
  if (series.series_size_ > series.release_size_) return public_key().starts_with(begin);
  if (!release_key().starts_with(begin)) return false;
  // 1.2.0.* is 1.2 and 1.2.0.7, but not 1.2.7.
  const auto more = release_key().substr(begin.size()).substr(0, series.zeros_);
  return more.find_first_not_of(key::kZero) == more.npos;
}

std::optional<Version> Version::parent_series() const {
  const auto release = release_text();
  const auto dot = release.rfind('.');
  if (dot == release.npos) return {};
  return *parse(std::string_view(release).substr(0, dot));
}

bool Version::is_prerelease_of(const Version& base) const {
  if (!prerelease_ || base.prerelease_ || *this > base) return false;
  return base.postrelease_ ? series_key() == base.series_key()
                           : release_key() == base.release_key();
}

bool Version::is_postrelease_of(const Version& base) const {
  const bool can_have_any = !base.postrelease_ && !base.devrelease_;
  return postrelease_ && can_have_any && stage_key() == base.stage_key();
}

}  // namespace adder::pypi
