#include "mirror/conda/record_edit.h"

#include "base/conda/raw_object.h"
#include "base/core/text.h"

namespace adder::mirror {

namespace {

class Edit {
 public:
  explicit Edit(conda::RawObject& object) : object_(object) {}

  // As JSON.
  void be(std::string_view key, std::string json) {
    const auto* const member = object_.find(key);
    if (member != nullptr && member->value == json) return;
    object_.set(key, std::move(json));
    has_changed_ = true;
  }

  void leave_out(std::string_view key) {
    if (object_.find(key) == nullptr) return;
    object_.remove(key);
    has_changed_ = true;
  }

  bool has_changed() const { return has_changed_; }

 private:
  conda::RawObject& object_;
  bool has_changed_ = false;
};

}  // namespace

Result<EditedRecord> edit_record(std::string_view json, const RecordFacts& facts) {
  TRY_ASSIGN(auto object, conda::RawObject::read(json));
  Edit edit(object);
  edit.be("sha256", cat('"', facts.sha256.hex(), '"'));
  edit.be("size", cat(facts.size));
  edit.be("indexed_timestamp", cat(facts.indexed_timestamp));
  edit.leave_out("url");
  return EditedRecord{.json = object.json(), .has_changed = edit.has_changed()};
}

}  // namespace adder::mirror
