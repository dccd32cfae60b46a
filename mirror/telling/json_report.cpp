#include "mirror/telling/json_report.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace adder::mirror {

namespace {

using Json = nlohmann::ordered_json;

void write_line(std::ostream& out, const Json& event) {
  // Names of files come from strangers: what is not UTF-8 in them is replaced, never thrown.
  out << event.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
}

// More digits than a clock deserves make two runs hard to compare.
double milliseconds(double seconds) {
  return std::round(seconds * 1000) / 1000;
}

}  // namespace

void JsonReport::planned(const Planned& plan) {
  write_line(out_, {{"event", "planned"},
                    {"section", plan.section},
                    {"add", plan.add},
                    {"change", plan.change},
                    {"retire", plan.retire},
                    {"bytes", plan.bytes}});
}

void JsonReport::fetched(const std::string& item, std::uint64_t bytes, double seconds) {
  write_line(
      out_,
      {{"event", "fetched"}, {"item", item}, {"bytes", bytes}, {"seconds", milliseconds(seconds)}});
}

void JsonReport::held(const Held& held) {
  write_line(out_, {{"event", "held"},
                    {"section", held.section},
                    {"item", held.item},
                    {"reason", words(held.reason)},
                    {"expected", held.expected},
                    {"received", held.received},
                    {"url", held.url}});
}

void JsonReport::warning(const Warning& warning) {
  write_line(out_, {{"event", "warning"},
                    {"text", warning.text},
                    {"file", warning.file},
                    {"line", warning.line}});
}

void JsonReport::published(int generation, std::uint64_t units) {
  write_line(out_, {{"event", "published"}, {"generation", generation}, {"units", units}});
}

void JsonReport::retired(const std::string& item) {
  write_line(out_, {{"event", "retired"}, {"item", item}});
}

void JsonReport::error(const Error& error) {
  write_line(out_, {{"event", "error"}, {"text", error.words()}, {"hint", error.hint()}});
}

void JsonReport::done(const Ending& ending) {
  write_line(out_, {{"event", "done"},
                    {"exit", ending.exit},
                    {"generation", ending.generation},
                    {"files", ending.files},
                    {"bytes", ending.bytes},
                    {"seconds", milliseconds(ending.seconds)},
                    {"held", ending.held}});
}

}  // namespace adder::mirror
