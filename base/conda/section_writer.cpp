#include "base/conda/section_writer.h"

#include "base/core/json_cursor.h"
#include "base/core/json_text.h"

namespace adder::conda {

namespace {

constexpr std::size_t kGiven = std::size_t{128} << 10;  // bytes at once, or a little more

}  // namespace

Result<Extent> SectionWriter::member(std::string_view key, std::string_view json) {
  separate(",", "");
  append_json_string(out_, key);
  out_ += ':';
  return value(json);
}

Result<Extent> SectionWriter::line(std::string_view key, std::string_view json) {
  separate(",\n", "\n");
  append_json_string(out_, key);
  out_ += ':';
  return value(json);
}

void SectionWriter::name_line(std::string_view text) {
  separate(",\n", "\n");
  append_json_string(out_, text);
}

Result<Extent> SectionWriter::value(std::string_view json) {
  const auto offset = written();
  append_compact_json(out_, json);
  const Extent extent{.offset = offset, .size = written() - offset};
  if (out_.size() >= kGiven) TRY(give());
  return extent;
}

void SectionWriter::begin(std::string_view key, char bracket) {
  separate(",\n", "\n");
  append_json_string(out_, key);
  out_ += ':';
  out_ += bracket;
  is_first_ = true;
}

void SectionWriter::end(char bracket) {
  out_ += bracket == '{' ? '}' : ']';
  is_first_ = false;
}

Result<void> SectionWriter::finish() {
  out_ += "}\n";
  return give();
}

void SectionWriter::separate(std::string_view before_next, std::string_view before_first) {
  out_ += is_first_ ? before_first : before_next;
  is_first_ = false;
}

Result<void> SectionWriter::give() {
  if (failure_) return *failure_;
  given_ += out_.size();
  auto given = put_(out_);
  out_.clear();
  if (!given) failure_ = given.error();
  return given;
}

}  // namespace adder::conda
