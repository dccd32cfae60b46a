#include "mirror/lists/conda_list.h"

#include "base/core/text.h"
#include "mirror/lists/conda_filters.h"
#include "mirror/lists/conda_subject.h"
#include "mirror/lists/request_words.h"

namespace adder::mirror {

namespace {

Error wrong(std::string words) {
  return {Error::Kind::invalid, std::move(words)};
}

Result<void> add(const RequestLine& line, std::string_view channel, CondaRequestList& list,
                 std::vector<std::string>& warnings) {
  if (line.text.starts_with('-')) {
    return Error(Error::Kind::invalid,
                 cat(printable(option_name(line.text)), " means nothing in a list of a channel"));
  }
  const auto parsed = parse_request_words(line.text);
  if (!parsed) return wrong(parsed.error().words() + hint_about_keys(line.text));
  const auto& words = *parsed;
  TRY_ASSIGN(auto subject, parse_conda_subject(words, channel));
  warnings = warnings_about(subject.spec);
  if (words.excludes) {
    CondaExclusion exclusion{.place = line.place,
                             .text = words.text,
                             .name = std::move(subject.name),
                             .spec = std::move(subject.spec)};
    TRY(apply_conda_filters(words, exclusion));
    list.exclusions.push_back(std::move(exclusion));
  } else {
    CondaWish wish{.place = line.place,
                   .text = words.text,
                   .name = std::move(subject.name),
                   .spec = std::move(subject.spec)};
    TRY(apply_conda_filters(words, wish));
    list.wishes.push_back(std::move(wish));
  }
  return {};
}

}  // namespace

void add_conda_line(const RequestLine& line, std::string_view channel, CondaRequestList& list,
                    Problems& problems) {
  const auto& [file, number] = line.place;
  std::vector<std::string> warnings;
  const auto added = add(line, channel, list, warnings);
  if (!added) problems.errors.push_back({file, number, added.error().words()});
  for (auto& warning : warnings) problems.warnings.push_back({file, number, std::move(warning)});
}

CondaRequests read_conda_lists(std::span<const std::filesystem::path> lists,
                               const std::filesystem::path& folder, std::string_view channel) {
  return read_lists<CondaRequestList>(
      lists, folder, [&](const RequestLine& line, CondaRequestList& list, Problems& problems) {
        add_conda_line(line, channel, list, problems);
      });
}

}  // namespace adder::mirror
