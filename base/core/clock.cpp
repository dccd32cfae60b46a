#include "base/core/clock.h"

#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <vector>

namespace adder {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// RFC 3339 has words for the years 0000 to 9999 and for no others.
constexpr std::int64_t kFirstSecond = -62'167'219'200;
constexpr std::int64_t kLastSecond = 253'402'300'799;

struct Civil {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

// The moment, if that day and that time of day exist. A leap second is the one that follows.
std::optional<Time> moment(const Civil& civil) {
  const std::chrono::year_month_day day(std::chrono::year(civil.year),
                                        std::chrono::month(static_cast<unsigned>(civil.month)),
                                        std::chrono::day(static_cast<unsigned>(civil.day)));
  if (!day.ok() || civil.hour > 23 || civil.minute > 59 || civil.second > 60) return {};
  return std::chrono::sys_days(day) + std::chrono::hours(civil.hour) +
         std::chrono::minutes(civil.minute) + std::chrono::seconds(civil.second);
}

// Takes a text apart from the left; a step that does not fit makes all later ones fail too.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  int number(std::size_t digits) {
    const auto all_digits = [](std::string_view text) {
      return text.find_first_not_of("0123456789") == text.npos;
    };
    if (rest_.size() < digits || !all_digits(rest_.substr(0, digits))) return fail();
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + digits, value);
    rest_.remove_prefix(digits);
    return value;
  }

  // One character of `any`; it is returned.
  char one_of(std::string_view any) {
    if (rest_.empty() || any.find(rest_.front()) == any.npos) return fail(), '\0';
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  void fraction() {
    if (!rest_.starts_with('.')) return;
    const auto end = std::min(rest_.find_first_not_of("0123456789", 1), rest_.size());
    if (end < 2) return void(fail());
    rest_.remove_prefix(end);
  }

  bool at_end() const { return !failed_ && rest_.empty(); }

 private:
  int fail() {
    failed_ = true;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

Civil read_day(Cursor& cursor) {
  Civil civil;
  civil.year = cursor.number(4);
  cursor.one_of("-");
  civil.month = cursor.number(2);
  cursor.one_of("-");
  civil.day = cursor.number(2);
  return civil;
}

void read_time_of_day(Cursor& cursor, Civil& civil) {
  civil.hour = cursor.number(2);
  cursor.one_of(":");
  civil.minute = cursor.number(2);
  cursor.one_of(":");
  civil.second = cursor.number(2);
  cursor.fraction();
}

std::chrono::minutes read_offset(Cursor& cursor) {
  const auto sign = cursor.one_of("Zz+-");
  if (sign == 'Z' || sign == 'z') return {};
  const auto hours = cursor.number(2);
  cursor.one_of(":");
  const auto minutes = cursor.number(2);
  const std::chrono::minutes offset(hours * 60 + minutes);
  return sign == '-' ? -offset : offset;
}

Error no_time(std::string_view text, std::string_view expected) {
  return {Error::Kind::invalid, cat("'", printable(text), "' is not a time: expected ", expected)};
}

// Numbers as HTTP's three date formats have them; anything else is -1.
int small_number(std::string_view text) {
  int value = -1;
  const auto* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, value);
  return problem == std::errc() && rest == end && text.size() <= 4 ? value : -1;
}

int month_number(std::string_view name) {
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view between = " ,-:";
  std::vector<std::string_view> words;
  while (words.size() < 9) {
    const auto begin = text.find_first_not_of(between);
    if (begin == text.npos) break;
    const auto end = std::min(text.find_first_of(between, begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return words;
}

// RFC 850 wrote two digits of the year, in times when that was enough.
int whole_year(std::string_view text) {
  const auto year = small_number(text);
  if (text.size() != 2 || year < 0) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

}  // namespace

Result<Clock> Clock::from_environment() {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr || *epoch == '\0') return Clock();
  const std::string_view text(epoch);
  std::int64_t seconds = -1;
  const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = problem == std::errc() && rest == text.data() + text.size();
  if (!whole || seconds < 0 || seconds > kLastSecond) {
    return Error(Error::Kind::invalid, cat("SOURCE_DATE_EPOCH: '", printable(text),
                                           "' is not a number of seconds since 1970"));
  }
  return Clock(Time(std::chrono::seconds(seconds)));
}

Time Clock::now() const {
  if (stopped_at_) return *stopped_at_;
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string rfc3339(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  const auto padded = [](auto number, std::size_t width) {
    auto digits = cat(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
  };
  return cat(padded(static_cast<int>(date.year()), 4), '-',
             padded(static_cast<unsigned>(date.month()), 2), '-',
             padded(static_cast<unsigned>(date.day()), 2), 'T', padded(clock.hours().count(), 2),
             ':', padded(clock.minutes().count(), 2), ':', padded(clock.seconds().count(), 2), 'Z');
}

Result<Time> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  auto civil = read_day(cursor);
  cursor.one_of("Tt ");
  read_time_of_day(cursor, civil);
  const auto offset = read_offset(cursor);
  const auto local = moment(civil);
  if (!cursor.at_end() || !local) return no_time(text, "one such as 2026-11-20T13:12:00Z");
  const auto time = *local - offset;
  const auto seconds = time.time_since_epoch().count();
  if (seconds < kFirstSecond || seconds > kLastSecond) {
    return no_time(text, "a year of four digits in UTC");
  }
  return time;
}

Result<Time> parse_day_or_time(std::string_view text) {
  Cursor cursor(text);
  const auto day = moment(read_day(cursor));
  if (cursor.at_end() && day) return *day;
  if (const auto time = parse_rfc3339(text)) return *time;
  return no_time(text, "2026-11-20 or 2026-11-20T13:12:00Z");
}

std::optional<Time> parse_http_date(std::string_view text) {
  const auto words = words_of(text);
  std::optional<Civil> civil;
  if (words.size() == 8 && words[7] == "GMT") {
    // Fri, 20 Nov 2026 13:12:00 GMT, or Friday, 20-Nov-26 13:12:00 GMT
    civil = Civil{.year = whole_year(words[3]),
                  .month = month_number(words[2]),
                  .day = small_number(words[1]),
                  .hour = small_number(words[4]),
                  .minute = small_number(words[5]),
                  .second = small_number(words[6])};
  } else if (words.size() == 7) {
    // Fri Nov 20 13:12:00 2026
    civil = Civil{.year = small_number(words[6]),
                  .month = month_number(words[1]),
                  .day = small_number(words[2]),
                  .hour = small_number(words[3]),
                  .minute = small_number(words[4]),
                  .second = small_number(words[5])};
  }
  if (!civil || std::min({civil->year, civil->hour, civil->minute, civil->second}) < 0) return {};
  return moment(*civil);
}

}  // namespace adder
