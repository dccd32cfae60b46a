#include "mirror/lists/request_lines.h"

#include "base/core/text.h"
#include "base/core/utf8.h"
#include "base/io/file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace adder::mirror {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_white(char letter) {
  return letter == ' ' || letter == '\t';
}

std::string_view without_comment(std::string_view line) {
  for (auto at = line.find('#'); at != line.npos; at = line.find('#', at + 1)) {
    if (at == 0 || is_white(line[at - 1])) return line.substr(0, at);
  }
  return line;
}

// What makes a line unreadable, if anything does.
std::optional<std::string> illegible(std::string_view line) {
  if (const auto bad = find_bad_utf8(line)) {
    return cat("this is not UTF-8: '", printable(line.substr(*bad, 1)), '\'');
  }
  for (const char letter : line) {
    const auto byte = static_cast<unsigned char>(letter);
    if ((byte < 0x20 && letter != '\t') || byte == 0x7f) {
      return cat("a control character stands here: '", printable(std::string_view(&letter, 1)),
                 '\'');
    }
  }
  return {};
}

// The list that a line includes by -r FILE, in each of the ways pip lets one write that.
std::optional<std::string_view> included(std::string_view line) {
  for (const std::string_view flag : {"--requirement", "-r"}) {
    if (!line.starts_with(flag)) continue;
    auto rest = line.substr(flag.size());
    const bool short_form = flag.size() == 2;
    if (!rest.empty() && !is_white(rest.front()) && rest.front() != '=' && !short_form) continue;
    if (rest.starts_with('=')) rest.remove_prefix(1);
    return trim(rest);
  }
  return {};
}

// Reads lists and the lists in them, each file once.
class Collector {
 public:
  Collector(const fs::path& folder, Problems& problems) : folder_(folder), problems_(problems) {}

  void read(const fs::path& list, const Place* asked_by) {
    std::error_code unknown;
    auto file = fs::weakly_canonical(list, unknown);
    if (unknown) file = list.lexically_normal();
    if (std::ranges::find(open_, file) != open_.end()) return complain_of_circle(file, *asked_by);
    // Lines are ORed: what is already in needs no second reading.
    if (std::ranges::find(found_.files, file) != found_.files.end()) return;
    const auto text = io::read_file(list);
    if (!text) {
      const auto place = asked_by != nullptr ? *asked_by : Place{};
      problems_.errors.push_back({place.file, place.line, text.error().words()});
      return;
    }
    found_.files.push_back(file);
    open_.push_back(file);
    take(*text, list);
    open_.pop_back();
  }

  RequestLines result() && { return std::move(found_); }

 private:
  void take(const std::string& text, const fs::path& list) {
    for (auto& line : request_lines(text, list_name(list, folder_), problems_)) {
      const auto other = included(line.text);
      if (!other) {
        found_.lines.push_back(std::move(line));
      } else if (other->empty()) {
        problems_.errors.push_back({line.place.file, line.place.line, "-r: a file is missing"});
      } else {
        read(list.parent_path() / *other, &line.place);
      }
    }
  }

  void complain_of_circle(const fs::path& file, const Place& place) {
    std::vector<std::string> circle;
    for (auto at = std::ranges::find(open_, file); at != open_.end(); ++at) {
      circle.push_back(list_name(*at, folder_));
    }
    circle.push_back(list_name(file, folder_));
    problems_.errors.push_back(
        {place.file, place.line, cat("the list includes itself: ", join(circle, " -> "))});
  }

  const fs::path& folder_;
  Problems& problems_;
  RequestLines found_;
  std::vector<fs::path> open_;  // from the first list down to the one being read
};

void add_unless_empty(const RequestLine& line, std::vector<RequestLine>& lines) {
  const auto text = trim(line.text);
  if (!text.empty()) lines.push_back({line.place, std::string(text), line.last});
}

}  // namespace

bool continues(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return without_comment(line).ends_with('\\');
}

std::string list_name(const fs::path& list, const fs::path& folder) {
  const auto relative = list.lexically_normal().lexically_relative(folder.lexically_normal());
  const bool below = !relative.empty() && *relative.begin() != "..";
  return below ? relative.string() : list.string();
}

std::vector<RequestLine> request_lines(std::string_view text, const std::string& file,
                                       Problems& problems) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<RequestLine> lines;
  RequestLine open;
  bool continued = false;
  bool is_legible = true;
  int number = 0;
  for (auto line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!continued) {
      open = {.place = {.file = file, .line = number}, .text = {}};
      is_legible = true;
    }
    if (const auto what = illegible(line)) {
      problems.errors.push_back({file, number, *what});
      is_legible = false;  // what a reader would make of it tells nobody anything more
    }
    continued = continues(line);
    line = without_comment(line);
    if (continued) line.remove_suffix(1);
    open.text += line;
    open.last = number;
    if (!continued && is_legible) add_unless_empty(open, lines);
  }
  if (continued && is_legible) add_unless_empty(open, lines);
  return lines;
}

std::vector<RequestLine> placed_lines(std::string_view words) {
  std::vector<RequestLine> lines;
  for (auto at = words.find(": "); at != words.npos; at = words.find(": ", at + 1)) {
    const auto colon = words.substr(0, at).rfind(':');
    if (colon == words.npos) continue;
    RequestLine line;
    const auto digits = words.substr(colon + 1, at - colon - 1);
    const auto* const last = digits.data() + digits.size();
    const auto [end, problem] = std::from_chars(digits.data(), last, line.place.line);
    if (problem != std::errc() || end != last) continue;
    line.place.file = words.substr(0, colon);
    line.text = words.substr(at + 2);
    lines.push_back(std::move(line));
  }
  return lines;
}

RequestLines read_request_lines(std::span<const fs::path> lists, const fs::path& folder,
                                Problems& problems) {
  Collector collector(folder, problems);
  for (const auto& list : lists) collector.read(list, nullptr);
  return std::move(collector).result();
}

void sort_by_place(Problems& problems) {
  for (auto* const all : {&problems.errors, &problems.warnings}) {
    std::map<std::string, std::size_t> ranks;
    for (const auto& problem : *all) ranks.emplace(problem.file, ranks.size());
    std::ranges::stable_sort(*all, {}, [&](const Problem& problem) {
      return std::pair(ranks.at(problem.file), problem.line);
    });
  }
}

}  // namespace adder::mirror
