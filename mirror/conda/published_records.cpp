#include "mirror/conda/published_records.h"

#include "base/conda/repodata_reader.h"
#include "base/io/file.h"
#include "base/io/sink.h"
#include "mirror/conda/hidden_records.h"

namespace adder::mirror {

namespace {

class ReaderSink final : public io::Sink {
 public:
  explicit ReaderSink(conda::RepodataReader& reader) : reader_(reader) {}
  Result<void> write(std::span<const std::byte> bytes) override { return reader_.add(bytes); }

 private:
  conda::RepodataReader& reader_;
};

}  // namespace

Result<void> read_published(const Store& store, const Unit& unit, conda::RepodataHandler& handler) {
  const auto page = unit.pages.find("repodata.json");
  if (page == unit.pages.end()) return {};
  conda::RepodataReader reader(handler);
  ReaderSink sink(reader);
  TRY(io::pour(store.paths().page(page->second), sink).during("reading our own index"));
  return reader.finish().during("reading our own index");
}

Result<void> read_whole(const Store& store, const Unit& unit, conda::RepodataHandler& handler) {
  TRY(read_published(store, unit, handler));
  TRY_ASSIGN(const auto hidden, hidden_records(store, unit));
  for (const auto& record : hidden) {
    if (!handler.wants(record.section, record.key)) continue;
    TRY(handler.record(record.section, record.key, record.json));
  }
  return {};
}

}  // namespace adder::mirror
