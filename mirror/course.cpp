#include "mirror/course.h"

#include "mirror/sections.h"
#include "mirror/status.h"
#include "mirror/store/allowance.h"
#include "mirror/store/store.h"

#include <utility>

namespace adder::mirror {

namespace {

Result<void> note_rate(const Store& store, std::uint64_t bytes,
                       std::chrono::duration<double> took) {
  constexpr std::uint64_t kWorthMeasuring = 1'000'000;
  if (bytes < kWorthMeasuring) return {};
  const auto rate = static_cast<double>(bytes) / took.count();
  return store.ledger().set("rate", static_cast<std::int64_t>(rate));
}

bool ends_all(const Error& error) {
  return error.kind() == Error::Kind::cancelled || error.kind() == Error::Kind::invalid;
}

}  // namespace

Result<void> Course::open(const SectionContext& context) {
  auto sections = open_sections(context, requests_);
  TRY(leave_those_asked_for(sections, context.options));
  for (auto& section : sections) parts_.push_back({.section = std::move(section)});
  return {};
}

// Those that gave up meanwhile are not gone on with.
Result<void> Course::each_part(const std::function<Result<void>(Part&)>& step) {
  for (auto& part : parts_) TRY(step(part));
  std::erase_if(parts_, [](const Part& part) { return part.section == nullptr; });
  return {};
}

Result<void> Course::give_up(Part& part, const Error& error) {
  report_.error(error);
  ++failed_;
  part.section = nullptr;
  return {};
}

Result<void> Course::look(const SectionContext& context) {
  return each_part([&](Part& part) -> Result<void> {
    auto looked = part.section->look();
    if (!looked && ends_all(looked.error())) return looked;
    if (!context.options.dry_run) {
      TRY(note_look(context.store, std::string(part.section->name()), static_cast<bool>(looked)));
    }
    if (!looked) return give_up(part, looked.error());
    TRY_ASSIGN(part.plan, part.section->plan());
    if (!context.options.dry_run) report_.planned(totals(part.plan, part.section->name()));
    return {};
  });
}

std::uint64_t Course::planned_bytes() const {
  std::uint64_t bytes = 0;
  for (const auto& part : parts_) bytes = saturating_sum(bytes, part.plan.bytes);
  return bytes;
}

bool Course::is_allowed(const Allowance& allowance) {
  if (parts_.empty()) return true;
  const auto allowed = allowance.allows(planned_bytes());
  if (!allowed) report_.error(allowed.error());
  return static_cast<bool>(allowed);
}

Result<void> Course::fetch(Part& part) {
  auto fetched = part.section->fetch(part.plan);
  if (!fetched && fetched.error().kind() == Error::Kind::refused) {
    return give_up(part, fetched.error());
  }
  TRY(std::move(fetched).during("fetching"));
  for (const auto& file : part.plan.retire) part.retires.push_back(file.item);
  part.plan = {};
  return {};
}

Result<void> Course::fetch(const Store& store) {
  const auto before = report_.bytes();
  const auto began = std::chrono::steady_clock::now();
  TRY(each_part([this](Part& part) { return fetch(part); }));
  return note_rate(store, report_.bytes() - before, std::chrono::steady_clock::now() - began);
}

}  // namespace adder::mirror
