#include "base/core/json_scanner.h"
#include "base/pypi/api_version.h"
#include "base/pypi/simple_reader.h"

#include <string>
#include <utility>
#include <vector>

namespace adder::pypi {

// Hears the document, knows in which place of it we are, and lets pass what it does not know.
class ListReader::State final : public JsonHandler {
 public:
  explicit State(Visit visit) : scanner_(*this), visit_(std::move(visit)) {}

  JsonScanner& scanner() { return scanner_; }
  Result<Meta> meta() const;

  Result<void> begin_object() override;
  Result<void> key(std::string_view key) override;
  Result<void> end_object() override;
  Result<void> begin_array() override;
  Result<void> end_array() override { return leave(); }
  Result<void> string(std::string_view text) override;
  Result<void> number(JsonNumber number) override;
  Result<void> boolean(bool /*truth*/) override { return other_value(); }
  Result<void> null() override { return other_value(); }
  Result<void> flaw(Error error) override;

 private:
  enum class Place { outside, root, meta, projects, entry, unknown };

  Place place() const { return open_.empty() ? Place::outside : open_.back(); }
  Result<void> leave();
  Result<void> other_value();
  Result<void> end_entry();

  JsonScanner scanner_;
  Visit visit_;
  std::vector<Place> open_;  // what each open bracket stands for
  std::string key_;
  ListedProject entry_;
  bool entry_is_good_ = false;
  bool has_meta_ = false;
  bool has_projects_ = false;
  Meta meta_;
};

Result<void> ListReader::State::begin_object() {
  auto inner = Place::unknown;
  if (place() == Place::outside) inner = Place::root;
  if (place() == Place::root && key_ == "meta") {
    inner = Place::meta;
    has_meta_ = true;
  }
  if (place() == Place::projects) {
    inner = Place::entry;
    entry_ = {};
    entry_is_good_ = true;
  }
  open_.push_back(inner);
  return {};
}

Result<void> ListReader::State::begin_array() {
  const bool lists_projects = place() == Place::root && key_ == "projects";
  if (lists_projects) has_projects_ = true;
  TRY(other_value());
  open_.push_back(lists_projects ? Place::projects : Place::unknown);
  return {};
}

Result<void> ListReader::State::key(std::string_view key) {
  key_ = key;
  return {};
}

Result<void> ListReader::State::end_object() {
  if (place() == Place::entry) TRY(end_entry());
  return leave();
}

Result<void> ListReader::State::leave() {
  open_.pop_back();
  return {};
}

Result<void> ListReader::State::end_entry() {
  if (entry_is_good_ && !entry_.name.empty()) return visit_(std::move(entry_));
  ++meta_.malformed;
  return {};
}

Result<void> ListReader::State::string(std::string_view text) {
  if (place() == Place::entry && key_ == "name") entry_.name = text;
  if (place() == Place::meta && key_ == "api-version") meta_.api_version = text;
  return other_value();
}

Result<void> ListReader::State::number(JsonNumber number) {
  if (place() == Place::entry && key_ == "_last-serial") entry_.serial = number.whole;
  if (place() == Place::meta && key_ == "_last-serial") meta_.serial = number.whole;
  return other_value();
}

// Whatever stands among the projects and is no object.
Result<void> ListReader::State::other_value() {
  if (place() == Place::projects) ++meta_.malformed;
  return {};
}

// A flaw within one entry is no reason to do without all the others.
Result<void> ListReader::State::flaw(Error error) {
  for (const auto open : open_) {
    if (open == Place::entry) {
      entry_is_good_ = false;
      return {};
    }
  }
  return error;
}

Result<ListReader::Meta> ListReader::State::meta() const {
  if (!has_meta_ || !has_projects_) {
    return Error(Error::Kind::corrupt, "not a list of projects: it needs 'meta' and 'projects'");
  }
  TRY(check_api_version(meta_.api_version));
  return meta_;
}

ListReader::ListReader(Visit visit) : state_(std::make_unique<State>(std::move(visit))) {}
ListReader::ListReader(ListReader&&) noexcept = default;
ListReader& ListReader::operator=(ListReader&&) noexcept = default;
ListReader::~ListReader() = default;

Result<void> ListReader::add(std::span<const std::byte> bytes) {
  return state_->scanner().add(bytes);
}

Result<ListReader::Meta> ListReader::finish() {
  TRY(state_->scanner().finish());
  return state_->meta();
}

}  // namespace adder::pypi
