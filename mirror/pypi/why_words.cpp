#include "base/core/text.h"
#include "mirror/pypi/why.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace adder::mirror {

namespace {

using Json = nlohmann::ordered_json;

std::string step_text(const Because& because) {
  if (!because.wish.empty()) return printable(because.wish);
  return cat(printable(because.dependent), " requires ", printable(because.requirement));
}

Json step_json(const std::string& project, const Because& because) {
  Json step = {{"project", project}};
  if (!because.wish.empty()) {
    step["wish"] = because.wish;
  } else {
    step["dependent"] = because.dependent;
    step["requirement"] = because.requirement;
  }
  return step;
}

// Each step is about the dependent of the one before.
Json chain_json(std::string project, const Chain& chain) {
  auto out = Json::array();
  for (const auto& because : chain) {
    out.push_back(step_json(project, because));
    project = because.dependent.substr(0, because.dependent.find(' '));
  }
  return out;
}

void add_obstacles(Json& out, std::span<const std::string> obstacles) {
  if (obstacles.empty()) return;
  out["obstacles"] = std::vector<std::string>(obstacles.begin(), obstacles.end());
}

std::string text_of(const Json& out) {
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string why_text(const Subject& subject, std::span<const Chain> chains, std::size_t most) {
  auto out = cat(printable(subject.file.empty() ? subject.project : subject.file), '\n');
  const auto shown = chains.first(std::min(most, chains.size()));
  for (const auto& chain : shown) {
    std::size_t depth = 1;
    for (const auto& because : chain) {
      out += std::string(2 * depth++, ' ') + step_text(because) + '\n';
    }
  }
  const auto others = chains.size() - shown.size();
  if (others > 0) out += cat("  and ", others, others == 1 ? " more reason\n" : " more reasons\n");
  return out;
}

std::string why_json(const Subject& subject, std::span<const Chain> chains,
                     std::span<const std::string> obstacles) {
  Json out = {{"schema", 1}, {"project", subject.project}};
  if (!subject.file.empty()) out["file"] = subject.file;
  out["chains"] = Json::array();
  for (const auto& chain : chains) out["chains"].push_back(chain_json(subject.project, chain));
  add_obstacles(out, obstacles);
  return text_of(out);
}

std::string why_nothing_json(std::span<const std::string> obstacles) {
  Json out = {{"schema", 1}, {"project", nullptr}, {"chains", Json::array()}};
  add_obstacles(out, obstacles);
  return text_of(out);
}

}  // namespace adder::mirror
