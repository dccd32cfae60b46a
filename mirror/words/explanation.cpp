#include "mirror/words/explanation.h"

#include "base/core/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace adder::mirror {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kConda = "conda/";

bool is_of_channel(const Explanation& explanation) {
  return explanation.section.starts_with(kConda);
}

std::string title(const Explanation& explanation) {
  const auto& what = explanation.file.empty() ? explanation.package : explanation.file;
  return is_of_channel(explanation) ? cat(explanation.section, '/', what) : what;
}

std::string step_text(const Because& because) {
  if (!because.wish.empty()) return printable(because.wish);
  return cat(printable(because.dependent), " requires ", printable(because.requirement));
}

// Each step is about the dependent of the one before.
Json chain_json(const char* noun, std::string package, const Chain& chain) {
  auto out = Json::array();
  for (const auto& because : chain) {
    Json step = {{noun, package}};
    if (!because.wish.empty()) {
      step["wish"] = because.wish;
    } else {
      step["dependent"] = because.dependent;
      step["requirement"] = because.requirement;
    }
    out.push_back(std::move(step));
    package = because.dependent.substr(0, because.dependent.find(' '));
  }
  return out;
}

void add(Json& out, const char* noun, const Explanation& explanation) {
  out[noun] = explanation.package;
  if (!explanation.file.empty()) out["file"] = explanation.file;
  auto chains = Json::array();
  for (const auto& chain : explanation.chains) {
    chains.push_back(chain_json(noun, explanation.package, chain));
  }
  out["chains"] = std::move(chains);
}

}  // namespace

std::string why_text(const Explanation& explanation, std::size_t most) {
  auto out = cat(printable(title(explanation)), '\n');
  const std::span chains(explanation.chains);
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

std::string why_json(std::span<const Explanation> explanations,
                     std::span<const std::string> obstacles) {
  Json out = {{"schema", 1}, {"project", nullptr}, {"chains", Json::array()}};
  auto channels = Json::array();
  for (const auto& explanation : explanations) {
    if (!is_of_channel(explanation)) {
      out = {{"schema", 1}};
      add(out, "project", explanation);
      continue;
    }
    Json channel = {{"channel", explanation.section.substr(kConda.size())}};
    add(channel, "package", explanation);
    channels.push_back(std::move(channel));
  }
  if (!obstacles.empty()) {
    out["obstacles"] = std::vector<std::string>(obstacles.begin(), obstacles.end());
  }
  if (!channels.empty()) out["conda"] = std::move(channels);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace adder::mirror
