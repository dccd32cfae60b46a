#include "mirror/conda/published_records.h"

#include "base/conda/repodata_reader.h"
#include "base/io/file.h"
#include "base/io/sink.h"

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

Result<void> read_published(const Store& store, const std::string& unit,
                            conda::RepodataHandler& handler) {
  TRY_ASSIGN(const auto now, unit_now(store, unit));
  return now ? read_published(store, *now, handler) : Result<void>();
}

}  // namespace adder::mirror
