#include "mirror/pypi/dependency_warnings.h"

#include "base/core/text.h"
#include "mirror/pypi/select.h"

#include <algorithm>
#include <set>
#include <string>

namespace adder::mirror {

namespace {

using Form = RequirementText::Form;

constexpr std::size_t kNamed = 3;

// "scipy 1.11.0, pandas 2.1.0 and 7 others": each project by one of its versions.
std::string dependents(const ClosureState& state, std::span<const Asker> askers) {
  std::vector<std::uint32_t> packages;
  std::vector<std::string> named;
  for (const auto& asker : askers) {
    if (std::ranges::find(packages, asker.package) != packages.end()) continue;
    packages.push_back(asker.package);
    if (named.size() < kNamed) named.push_back(dependent(state, asker));
  }
  const auto others = packages.size() - named.size();
  auto text = join(named, ", ");
  if (others > 0) text += cat(" and ", others, others == 1 ? " other" : " others");
  return text;
}

// The warnings about one package: what it requires, and what was required of it.
class Warnings {
 public:
  Warnings(const ClosureState& state, const Reasons& reasons) : state_(state), reasons_(reasons) {}

  void look_at(std::uint32_t number) {
    const auto& package = state_.packages[number];
    if (package.offer) {
      warn_of_unknown(package);
      warn_of_unclear(package);
    }
    const auto askers = reasons_.askers(number);
    if (askers.empty()) return;
    if (package.page == Package::Page::absent) {
      warn(cat(package.name.text(), ": upstream has no such project; it is a dependency of ",
               dependents(state_, askers)));
    }
    for (const auto i : package.exclusions) warn_of_cut(package, askers, state_.list.exclusions[i]);
  }

  std::vector<Warning> take() && { return std::move(warnings_); }

 private:
  void warn(std::string text, const Place& place = {}) {
    warnings_.push_back({.text = std::move(text), .file = place.file, .line = place.line});
  }

  static std::string title(const Package& package, std::size_t version) {
    return cat(package.name.text(), ' ', printable(package.offer->versions()[version].text()));
  }

  void warn_of_unknown(const Package& package) {
    for (std::size_t i = 0; i < package.versions.size(); ++i) {
      if (package.versions[i].reading != VersionState::Reading::unknown) continue;
      const auto why = has_wheel(*package.offer, package.offer->versions()[i])
                           ? "none of its wheels can be read"
                           : "there is no wheel, and only building it would tell";
      warn(cat(title(package, i), ": dependencies unknown: ", why));
    }
  }

  static bool has_wheel(const Offer& offer, const Offer::Version& version) {
    const auto files = offer.files().subspan(version.first, version.last - version.first);
    return std::ranges::any_of(
        files, [](const Offer::File& file) { return file.kind == pypi::FileKind::wheel; });
  }

  void warn_of_unclear(const Package& package) {
    std::set<std::uint32_t> seen;
    for (auto version = static_cast<std::uint32_t>(package.versions.size()); version-- > 0;) {
      for (const auto demand : package.demands_of(version)) {
        if (state_.demands[demand].form == Form::plain || seen.contains(demand)) continue;
        const auto text = unclear(package, version, demand);
        if (text.empty()) continue;
        seen.insert(demand);
        warn(text);
      }
    }
  }

  std::string unclear(const Package& package, std::uint32_t version, std::uint32_t demand) const {
    const auto words = state_.words(demand);
    const auto start = cat(title(package, version), ": requires '", printable(words), "'");
    const auto form = state_.demands[demand].form;
    if (form == Form::unreadable && !read_requirement(words)) {
      return cat(start, ", which names no project: left out");
    }
    if (!state_.counts(package, version, demand)) return {};
    const auto why = form == Form::url ? ", a URL" : ", which cannot be read";
    return cat(start, why, ": taken for any version of ", state_.target(demand).name.text());
  }

  void warn_of_cut(const Package& package, std::span<const Asker> askers,
                   const Exclusion& exclusion) {
    std::vector<Asker> cut;
    for (const auto& asker : askers) {
      if (is_cut_by(package, asker.demand, exclusion)) cut.push_back(asker);
    }
    if (cut.empty()) return;
    warn(cat("'", exclusion.text, "' leaves out ", package.name.text(), ", a dependency of ",
             dependents(state_, cut)),
         exclusion.place);
  }

  // Whether nothing is left of what the demand is about, and the exclusion had a part in that.
  bool is_cut_by(const Package& package, std::uint32_t demand, const Exclusion& exclusion) const {
    if (package.is_excluded) return excludes_all(exclusion);
    if (!package.offer || is_met(state_, demand)) return false;
    const auto& offer = *package.offer;
    const auto* const one = &exclusion;
    const auto removed = Bits::all(offer.files().size()) - not_excluded(offer, {&one, 1});
    const auto of_use = installable(offer, Bits::all(offer.files().size()), state_.machines);
    const auto within =
        versions_within(state_.specifiers[state_.bound(demand).specifier], offer, of_use);
    return (within & offer.versions_of(removed & of_use.files)).any();
  }

  const ClosureState& state_;
  const Reasons& reasons_;
  std::vector<Warning> warnings_;
};

}  // namespace

std::vector<Warning> dependency_warnings(const ClosureState& state, const Reasons& reasons) {
  std::vector<std::uint32_t> packages(state.packages.size());
  for (std::uint32_t i = 0; i < packages.size(); ++i) packages[i] = i;
  std::ranges::sort(packages, {}, [&](std::uint32_t i) -> const std::string& {
    return state.packages[i].name.text();
  });
  Warnings warnings(state, reasons);
  for (const auto package : packages) warnings.look_at(package);
  return std::move(warnings).take();
}

}  // namespace adder::mirror
