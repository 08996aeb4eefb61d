#include "text/moment.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>

#include "text/ascii.hpp"
#include "text/quantity.hpp"

namespace rasctl {
namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 4> relative_words{"now", "today", "yesterday", "tomorrow"};
constexpr std::int64_t seconds_a_day = 86'400;

// A time of the calendar and what it was said to be ahead of UTC.
struct Written {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::int32_t nanoseconds = 0;
    std::optional<int> offset{};  // in seconds
};

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool at_end() const { return text_.empty(); }
    bool take(char c) {
        if (text_.empty() || to_lower(text_.front()) != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool take_blanks() {
        const auto before = text_.size();
        while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
        return text_.size() != before;
    }
    // A number of `least` to `most` digits.
    bool take(int& number, std::size_t least, std::size_t most) {
        std::size_t digits = 0;
        number = 0;
        while (digits < most && digits < text_.size() && is_digit(text_[digits]))
            number = number * 10 + (text_[digits++] - '0');
        text_.remove_prefix(digits);
        return digits >= least;
    }
    std::string_view take_word() {
        std::size_t size = 0;
        while (size < text_.size() && is_letter(text_[size])) ++size;
        const std::string_view word = text_.substr(0, size);
        text_.remove_prefix(size);
        return word;
    }
    // Any number of digits behind the point; those behind the ninth do not count.
    bool take_fraction(std::int32_t& nanoseconds) {
        int weight = 100'000'000;
        std::size_t digits = 0;
        for (; digits < text_.size() && is_digit(text_[digits]); ++digits) {
            nanoseconds += weight * (text_[digits] - '0');
            weight /= 10;
        }
        text_.remove_prefix(digits);
        return digits > 0;
    }

  private:
    std::string_view text_;
};

// "10:00", "10:00:00", and with `fraction` "10:00:00.5".
bool take_clock(Reader& reader, Written& time, bool with_fraction) {
    if (!reader.take(time.hour, 1, 2) || !reader.take(':') || !reader.take(time.minute, 2, 2)) return false;
    if (!reader.take(':')) return true;
    if (!reader.take(time.second, 2, 2)) return false;
    if (with_fraction && (reader.take('.') || reader.take(',')))
        return reader.take_fraction(time.nanoseconds);
    return true;
}

// "Z", "+02:00", "-0530", "+02", or nothing.
bool take_offset(Reader& reader, Written& time) {
    reader.take_blanks();
    if (reader.take('z')) {
        time.offset = 0;
        return true;
    }
    const bool ahead = reader.take('+');
    if (!ahead && !reader.take('-')) return true;
    int hours = 0, minutes = 0;
    if (!reader.take(hours, 2, 2)) return false;
    if (reader.take(':') ? !reader.take(minutes, 2, 2) : !reader.at_end() && !reader.take(minutes, 2, 2))
        return false;
    if (hours > 15 || minutes > 59) return false;
    time.offset = (ahead ? 1 : -1) * (hours * 3600 + minutes * 60);
    return true;
}

std::optional<Written> read_iso(std::string_view text) {
    Written time;
    Reader reader(text);
    const bool date = reader.take(time.year, 4, 4) && reader.take('-') && reader.take(time.month, 2, 2) &&
                      reader.take('-') && reader.take(time.day, 2, 2);
    if (!date) return std::nullopt;
    if (reader.at_end()) return time;
    if (!reader.take('t') && !reader.take_blanks()) return std::nullopt;
    if (!take_clock(reader, time, true) || !take_offset(reader, time) || !reader.at_end())
        return std::nullopt;
    return time;
}

// "Wed May 15 09:34:08 2019"
std::optional<Written> read_ctime(std::string_view text) {
    Written time;
    Reader reader(text);
    if (reader.take_word().size() != 3 || !reader.take_blanks()) return std::nullopt;
    const std::string month = lower_case(reader.take_word());
    for (std::size_t i = 0; i < months.size(); ++i)
        if (months[i] == month) time.month = static_cast<int>(i) + 1;
    const bool good = reader.take_blanks() && reader.take(time.day, 1, 2) && reader.take_blanks() &&
                      take_clock(reader, time, false) && reader.take_blanks() &&
                      reader.take(time.year, 4, 4) && reader.at_end();
    return good ? std::optional(time) : std::nullopt;
}

// "03/05/2019 05:30", the day first.
std::optional<Written> read_day_first(std::string_view text) {
    Written time;
    Reader reader(text);
    const bool date = reader.take(time.day, 1, 2) && reader.take('/') && reader.take(time.month, 1, 2) &&
                      reader.take('/') && reader.take(time.year, 4, 4);
    if (!date) return std::nullopt;
    if (reader.at_end()) return time;
    if (!reader.take_blanks() || !take_clock(reader, time, false) || !reader.at_end()) return std::nullopt;
    return time;
}

std::int64_t local_seconds(const Written& time) {
    std::tm parts{};
    parts.tm_year = time.year - 1900;
    parts.tm_mon = time.month - 1;
    parts.tm_mday = time.day;
    parts.tm_hour = time.hour;
    parts.tm_min = time.minute;
    parts.tm_sec = time.second;
    parts.tm_isdst = -1;
    return std::mktime(&parts);
}

std::optional<Moment> instant(const std::optional<Written>& time) {
    if (!time) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(time->year),
                                           std::chrono::month(static_cast<unsigned>(time->month)),
                                           std::chrono::day(static_cast<unsigned>(time->day))};
    if (!date.ok() || time->hour > 23 || time->minute > 59 || time->second > 59) return std::nullopt;
    Moment moment{0, time->nanoseconds};
    if (!time->offset) {
        moment.seconds = local_seconds(*time);
    } else {
        const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
        moment.seconds =
            days * seconds_a_day + time->hour * 3600 + time->minute * 60 + time->second - *time->offset;
    }
    return moment;
}

// The first moment of the day that lies so many days from that of `now`, here.
Moment start_of_day(const Moment& now, int days) {
    const std::time_t seconds = now.seconds;
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    const Written day{.year = parts.tm_year + 1900, .month = parts.tm_mon + 1, .day = parts.tm_mday + days};
    return {local_seconds(day), 0};
}

std::string_view relative_word(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && is_letter(text[size])) ++size;
    for (const std::string_view word : relative_words)
        if (equal_ignoring_case(text.substr(0, size), word)) return word;
    return {};
}

std::optional<Moment> moved(const Moment& moment, double milliseconds) {
    constexpr double most = 1e15;
    if (!(std::abs(milliseconds) < most)) return std::nullopt;
    const double whole = std::floor(milliseconds / 1000);
    const std::chrono::duration<double, std::milli> part(milliseconds - whole * 1000);
    Moment result{moment.seconds + static_cast<std::int64_t>(whole),
                  moment.nanoseconds +
                      static_cast<std::int32_t>(std::chrono::round<std::chrono::nanoseconds>(part).count())};
    if (result.nanoseconds >= 1'000'000'000) {
        result.nanoseconds -= 1'000'000'000;
        ++result.seconds;
    }
    return result;
}

// What stands behind "now": "-8h", " + 1d - 30m".
std::optional<Moment> shifted(Moment moment, std::string_view rest) {
    for (rest = trimmed(rest); !rest.empty();) {
        const bool later = rest.front() == '+';
        if (!later && rest.front() != '-') return std::nullopt;
        rest.remove_prefix(1);
        const auto end = std::min(rest.find_first_of("+-"), rest.size());
        const auto duration = duration_in_milliseconds(trimmed(rest.substr(0, end)));
        const auto there = duration ? moved(moment, later ? *duration : -*duration) : std::nullopt;
        if (!there) return std::nullopt;
        moment = *there;
        rest.remove_prefix(end);
    }
    return moment;
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
    text = trimmed(text);
    if (const auto moment = instant(read_iso(text))) return moment;
    if (const auto moment = instant(read_ctime(text))) return moment;
    return instant(read_day_first(text));
}

std::optional<Moment> parse_moment(std::string_view text, Moment now) {
    text = trimmed(text);
    const std::string_view word = relative_word(text);
    if (word.empty()) return parse_moment(text);
    Moment from = now;
    if (word != "now") from = start_of_day(now, word == "today" ? 0 : word == "tomorrow" ? 1 : -1);
    return shifted(from, text.substr(word.size()));
}

bool is_relative_moment(std::string_view text) {
    return !relative_word(trimmed(text)).empty();
}

Moment moment_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    return {seconds.count(),
            static_cast<std::int32_t>(
                std::chrono::duration_cast<std::chrono::nanoseconds>(since - seconds).count())};
}

std::string moment_text(const Moment& moment) {
    const std::time_t seconds = moment.seconds;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace rasctl
