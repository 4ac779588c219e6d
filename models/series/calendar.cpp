#include "models/series/calendar.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <system_error>

#include <date/date.h>
#include <date/tz.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace meridian {
namespace {

using std::chrono::seconds;

date::sys_seconds instant(std::int64_t unix_s) {
    return date::sys_seconds{seconds{unix_s}};
}

// A link to whatever zone this machine stands in: results must not depend on it.
constexpr std::string_view machine_zone = "localtime";

// Throws std::system_error if the machine, and not the name, is to blame.
// Does the system have rules for the zone? Allocates nothing: memory may have run out.
bool has_rules(std::string_view name) noexcept {
    constexpr std::string_view folder = "/usr/share/zoneinfo/";
    char path[256];
    if (folder.size() + name.size() >= sizeof path) return false;
    std::ranges::copy(folder, path);
    std::ranges::copy(name, path + folder.size());
    path[folder.size() + name.size()] = '\0';
    int const file = ::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return false;
    char magic[4]{};
    bool const is_read = ::read(file, magic, sizeof magic) == sizeof magic;
    ::close(file);
    return is_read && std::string_view{magic, sizeof magic} == "TZif";
}

date::time_zone const* find_zone(std::string_view name) {
    if (name == machine_zone) return nullptr;
    errno = 0;
    try {
        return date::locate_zone(std::string(name));
    } catch (std::runtime_error const&) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
            throw std::system_error{errno, std::generic_category(), "cannot read the time zones"};
        // The library reads on where memory has run out, and finds less.
        if (has_rules(name))
            throw std::system_error{ENOMEM, std::generic_category(), "cannot read the time zones"};
        return nullptr;
    }
}

// The zone's file is read when it is first asked.
date::sys_info info_at(date::time_zone const& zone, date::sys_seconds at) {
    errno = 0;
    try {
        return zone.get_info(at);
    } catch (std::runtime_error const&) {
        throw std::system_error{errno != 0 ? errno : EIO, std::generic_category(),
                                "cannot read the time zone " + zone.name()};
    }
}

LocalHour local_hour(date::local_seconds local, SimTime begin) {
    auto const day = date::floor<date::days>(local);
    date::year_month_day const ymd{day};
    auto const hour = std::chrono::duration_cast<std::chrono::hours>(local - day).count();
    return {begin, static_cast<unsigned>(ymd.month()) - 1, date::weekday{day}.iso_encoding() - 1,
            static_cast<unsigned>(hour)};
}

// Reads `count` digits at the front and takes them away; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return -1;
    int value = 0;
    for (char const c : text.substr(0, count)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

// "Z" or "+08:00", all that is left of the text. No place is farther than 14 hours from UTC.
std::optional<seconds> take_offset(std::string_view text) {
    constexpr int farthest_min = 14 * 60;
    if (text == "Z") return seconds{0};
    bool const west = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    int const h = take_digits(text, 2);
    if (h < 0 || !take(text, ':')) return std::nullopt;
    int const m = take_digits(text, 2);
    if (m < 0 || m > 59 || !text.empty() || h * 60 + m > farthest_min) return std::nullopt;
    seconds const offset = std::chrono::hours{h} + std::chrono::minutes{m};
    return west ? -offset : offset;
}

}  // namespace

Calendar::Calendar(std::int64_t start_unix_s, std::string const& zone)
    : start_unix_s_{start_unix_s}, zone_{find_zone(zone)} {
    if (zone_ == nullptr) throw std::invalid_argument(fmt::format("unknown time zone '{}'", zone));
}

bool Calendar::known(std::string_view zone) {
    return find_zone(zone) != nullptr;
}

std::vector<std::string> Calendar::zone_names() {
    std::vector<std::string> names;
    for (auto const& zone : date::get_tzdb().zones) {
        if (zone.name() != machine_zone) names.push_back(zone.name());
    }
    std::ranges::sort(names);
    return names;
}

std::vector<LocalHour> Calendar::hours(SimTime end) const {
    std::vector<LocalHour> found;
    auto const zero = instant(start_unix_s_);
    auto const last = zero + date::ceil<seconds>(end.time_since_epoch());
    for (auto at = zero; at < last;) {
        auto const info = info_at(*zone_, at);
        auto const until = std::min(info.end, last);
        while (at < until) {
            date::local_seconds const local{at.time_since_epoch() + info.offset};
            found.push_back(local_hour(local, SimTime{at - zero}));
            auto const next = date::floor<std::chrono::hours>(local) + std::chrono::hours{1};
            at += next - local;
        }
        at = until;
    }
    return found;
}

// Offsets with seconds (local mean time, before about 1900) are cut to minutes, and the local time with
// them, so that the text still names the instant.
std::string Calendar::iso(SimTime when) const {
    auto const at = instant(start_unix_s_) + date::floor<seconds>(when.time_since_epoch());
    auto const offset = date::floor<std::chrono::minutes>(info_at(*zone_, at).offset);
    auto const local = at + offset;
    auto const day = date::floor<date::days>(local);
    date::year_month_day const ymd{day};
    date::hh_mm_ss const time{local - day};
    int const minutes = static_cast<int>(offset.count());
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(),
                       minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

std::optional<std::int64_t> parse_iso(std::string_view text) {
    int const year = take_digits(text, 4);
    if (year < 0 || !take(text, '-')) return std::nullopt;
    int const month = take_digits(text, 2);
    if (month < 0 || !take(text, '-')) return std::nullopt;
    int const day = take_digits(text, 2);
    if (day < 0 || !take(text, 'T')) return std::nullopt;
    int const hour = take_digits(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ':')) return std::nullopt;
    int const minute = take_digits(text, 2);
    if (minute < 0 || minute > 59 || !take(text, ':')) return std::nullopt;
    int const second = take_digits(text, 2);
    if (second < 0 || second > 59) return std::nullopt;
    auto const offset = take_offset(text);
    date::year_month_day const ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
    if (!offset || !ymd.ok()) return std::nullopt;
    auto const local =
        date::sys_days{ymd} + std::chrono::hours{hour} + std::chrono::minutes{minute} + seconds{second};
    return (local - *offset).time_since_epoch().count();
}

}  // namespace meridian
