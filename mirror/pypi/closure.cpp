#include "mirror/pypi/closure.h"

#include "mirror/pypi/closure_work.h"
#include "mirror/pypi/line_warnings.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace adder::mirror {

// The questions that are out, and the work between them.
struct Closure::Work {
  explicit Work(ClosureState& state) : inferences(state) {}

  ClosureWork inferences;
  std::size_t pages = 0;  // asked for and not answered
  std::map<std::uint64_t, ClosureWork::Source> sources;
  std::uint64_t last_number = 0;
};

namespace {

// More than anybody fetches at once; a need is larger than the number it is kept as.
constexpr std::size_t kMostAtOnce = 4096;

MetadataNeed need_of(const ClosureState& state, const ClosureWork::Source& source) {
  const auto& package = state.packages[source.package];
  const auto& file = package.offer->files()[source.file];
  MetadataNeed need{.project = package.name,
                    .file = std::string(package.offer->name(file)),
                    .kind = file.kind,
                    .is_offered = file.metadata != Offer::Metadata::none};
  if (file.metadata == Offer::Metadata::hashed) need.sha256 = package.offer->metadata_sha256(file);
  return need;
}

}  // namespace

Closure::Closure(RequestList list, std::span<const Environment> environments, Reads reads)
    : state_(std::make_unique<ClosureState>(std::move(list), environments)),
      work_(std::make_unique<Work>(*state_)) {
  state_->surveys = reads == Reads::everything;
}
Closure::Closure(Closure&&) noexcept = default;
Closure& Closure::operator=(Closure&&) noexcept = default;
Closure::~Closure() = default;

bool Closure::found(std::string_view name) {
  for (const auto i : state_->index.exclusions(name)) state_->exclusion_is_matched[i] = true;
  if (state_->index.wishes(name).empty()) return false;
  const auto project = pypi::ProjectName::parse(name);
  if (!project) return false;
  const auto package = state_->number_of(*project);
  state_->packages[package].is_found = true;
  work_->inferences.want_page(package);
  return !state_->packages[package].is_excluded;
}

Closure::Needs Closure::needs() {
  work_->inferences.settle();
  Needs needs;
  for (const auto package : work_->inferences.take_pages()) {
    needs.pages.push_back(state_->packages[package].name);
    ++work_->pages;
  }
  for (const auto& source : work_->inferences.take_sources(kMostAtOnce)) {
    auto& need = needs.metadata.emplace_back(need_of(*state_, source));
    need.number = ++work_->last_number;
    work_->sources.emplace(need.number, source);
  }
  std::ranges::sort(needs.pages);
  std::ranges::sort(needs.metadata, {},
                    [](const MetadataNeed& need) { return std::tie(need.project, need.file); });
  return needs;
}

void Closure::page(const pypi::ProjectName& project, const pypi::ProjectPage& page) {
  const auto package = state_->number_of(project);
  if (state_->packages[package].page != Package::Page::asked) return;
  --work_->pages;
  work_->inferences.take_page(package, page);
}

void Closure::no_page(const pypi::ProjectName& project, NoPage why) {
  const auto package = state_->number_of(project);
  if (state_->packages[package].page != Package::Page::asked) return;
  --work_->pages;
  state_->packages[package].page =
      why == NoPage::absent ? Package::Page::absent : Package::Page::unreadable;
}

void Closure::requirements(const MetadataNeed& need, std::span<const std::string> requires_dist) {
  const auto source = work_->sources.extract(need.number);
  if (source) work_->inferences.take_requirements(source.mapped(), requires_dist);
}

void Closure::no_requirements(const MetadataNeed& need) {
  const auto source = work_->sources.extract(need.number);
  if (source) work_->inferences.take_requirements(source.mapped(), std::nullopt);
}

bool Closure::is_finished() {
  work_->inferences.settle();
  return !work_->inferences.has_questions() && work_->pages == 0 && work_->sources.empty();
}

std::vector<std::string> Closure::unmatched_words() const {
  std::vector<std::string> words;
  for (const auto& line : unmatched_lines(*state_)) words.push_back(line.word);
  return words;
}

void Closure::set_nearest(std::vector<std::string> names) {
  state_->nearest = std::move(names);
}

Choice Closure::finish() && {
  return Choice(std::move(state_));
}

}  // namespace adder::mirror
