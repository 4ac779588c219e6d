#include "models/series/calendar.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/support/catch.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

std::int64_t unix_s(std::string_view text) {
    auto const parsed = parse_iso(text);
    REQUIRE(parsed);
    return *parsed;
}

Calendar calendar(std::string_view start, std::string const& zone) {
    return {unix_s(start), zone};
}

std::vector<unsigned> hours_of(std::vector<LocalHour> const& stretches) {
    std::vector<unsigned> hours;
    for (LocalHour const& h : stretches) {
        hours.push_back(h.hour);
    }
    return hours;
}

}  // namespace

TEST_CASE("ISO 8601 with an offset becomes seconds since 1970") {
    CHECK(parse_iso("1970-01-01T00:00:00Z") == 0);
    // 2025-01-01 is 55 years of 365 days and 14 leap days later: 20089 days = 1735689600 s; +08:00 is
    // 28800 s earlier.
    CHECK(parse_iso("2025-01-01T00:00:00Z") == 1735689600);
    CHECK(parse_iso("2025-01-01T00:00:00+08:00") == 1735689600 - 28800);
    CHECK(parse_iso("2025-01-01T00:00:00-03:30") == 1735689600 + 12600);
    CHECK(parse_iso("2024-02-29T23:59:59Z") == 1709251199);
    CHECK(parse_iso("1969-12-31T23:59:59Z") == -1);
}

TEST_CASE("times that are incomplete or do not exist are refused") {
    for (auto const* text : {"",
                             "2025-01-01",
                             "2025-01-01T00:00:00",
                             "2025-01-01 00:00:00Z",
                             "2025-1-1T00:00:00Z",
                             "2025-02-29T00:00:00Z",
                             "2100-02-29T00:00:00Z",
                             "2025-13-01T00:00:00Z",
                             "2025-00-10T00:00:00Z",
                             "2025-04-31T00:00:00Z",
                             "2025-01-01T24:00:00Z",
                             "2025-01-01T00:60:00Z",
                             "2025-01-01T00:00:60Z",
                             "2025-01-01T00:00:00+0800",
                             "2025-01-01T00:00:00+15:00",
                             "2025-01-01T00:00:00+08:60",
                             "2025-01-01T00:00:00Z ",
                             "2025-01-01T00:00:00+08:00x",
                             "2025-01-01T00:00:00.5Z",
                             "+2025-01-01T00:00:00Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso(text));
    }
}

TEST_CASE("a day in Shanghai has 24 hours that begin on the hour") {
    // 2025-01-06 is a Monday.
    auto const hours = calendar("2025-01-06T00:00:00+08:00", "Asia/Shanghai").hours(at(24h * 7));
    REQUIRE(hours.size() == 7 * 24);
    CHECK(hours[0].begin == SimTime{});
    CHECK((hours[0].month == 0 && hours[0].weekday == 0 && hours[0].hour == 0));
    CHECK(hours[25].begin == at(25h));
    CHECK((hours[25].weekday == 1 && hours[25].hour == 1));
    CHECK(hours.back().weekday == 6);
    CHECK(hours.back().hour == 23);
}

TEST_CASE("a start within an hour makes a short first stretch, and the end is not passed") {
    auto const hours = calendar("2025-01-31T23:45:30+08:00", "Asia/Shanghai").hours(at(1h));
    REQUIRE(hours.size() == 2);
    CHECK((hours[0].month == 0 && hours[0].weekday == 4 && hours[0].hour == 23));  // a Friday
    CHECK(hours[1].begin == at(14min + 30s));
    CHECK((hours[1].month == 1 && hours[1].weekday == 5 && hours[1].hour == 0));
    CHECK(calendar("2025-01-31T23:45:30+08:00", "Asia/Shanghai").hours(at(0s)).empty());
    CHECK(calendar("2025-01-31T23:45:30+08:00", "Asia/Shanghai").hours(at(1ns)).size() == 1);
}

TEST_CASE("Berlin leaves out an hour in spring and repeats one in autumn") {
    // 2025-03-30: clocks go from 02:00 CET to 03:00 CEST, so the day has 23 hours.
    auto const spring = calendar("2025-03-30T00:00:00+01:00", "Europe/Berlin").hours(at(23h));
    REQUIRE(spring.size() == 23);
    CHECK(std::vector(hours_of(spring)).at(1) == 1);
    CHECK(spring[2].hour == 3);
    CHECK(spring[2].begin == at(2h));
    CHECK(spring.back().hour == 23);
    CHECK(spring.back().weekday == 6);
    // 2025-10-26: from 03:00 CEST back to 02:00 CET, so the day has 25 hours.
    auto const autumn = calendar("2025-10-26T00:00:00+02:00", "Europe/Berlin").hours(at(25h));
    REQUIRE(autumn.size() == 25);
    CHECK(autumn[2].hour == 2);
    CHECK(autumn[3].hour == 2);
    CHECK(autumn[4].hour == 3);
    CHECK(autumn.back().hour == 23);
}

TEST_CASE("zones that are off by half an hour change their hour at half past") {
    // 00:00 UTC is 05:30 in Kolkata.
    auto const kolkata = calendar("2025-06-01T00:00:00Z", "Asia/Kolkata").hours(at(3h));
    CHECK(hours_of(kolkata) == std::vector{5U, 6U, 7U, 8U});
    CHECK(kolkata[1].begin == at(30min));
    CHECK(kolkata[3].begin == at(2h + 30min));
    // Lord Howe sets its clocks by half an hour: on 2025-10-05, 02:00 +10:30 becomes 02:30 +11:00.
    auto const lord_howe = calendar("2025-10-05T01:00:00+10:30", "Australia/Lord_Howe").hours(at(2h));
    CHECK(hours_of(lord_howe) == std::vector{1U, 2U, 3U});
    CHECK(lord_howe[1].begin == at(1h));
    CHECK(lord_howe[2].begin == at(1h + 30min));
}

TEST_CASE("a leap year has its 29th of February") {
    auto const hours = calendar("2024-02-28T00:00:00+08:00", "Asia/Shanghai").hours(at(72h));
    REQUIRE(hours.size() == 72);
    CHECK(hours[47].month == 1);                              // the 29th, 23:00
    CHECK((hours[48].month == 2 && hours[48].weekday == 4));  // Friday, 1 March
    auto const plain = calendar("2025-02-28T00:00:00+08:00", "Asia/Shanghai").hours(at(48h));
    CHECK(plain[24].month == 2);
    auto const year = calendar("2024-01-01T00:00:00Z", "UTC").hours(at(24h * 366));
    CHECK(year.size() == 8784);
    CHECK(std::ranges::count_if(year, [](LocalHour const& h) { return h.month == 1; }) == 29 * 24);
}

TEST_CASE("instants are written in local time with the offset then in force") {
    auto const berlin = calendar("2025-03-30T00:00:00+01:00", "Europe/Berlin");
    CHECK(berlin.iso(at(0s)) == "2025-03-30T00:00:00+01:00");
    CHECK(berlin.iso(at(2h) - 1ns) == "2025-03-30T01:59:59+01:00");
    CHECK(berlin.iso(at(2h)) == "2025-03-30T03:00:00+02:00");
    CHECK(calendar("2025-01-01T00:00:00Z", "America/St_Johns").iso(at(0s)) == "2024-12-31T20:30:00-03:30");
    CHECK(calendar("2025-01-01T00:00:00Z", "UTC").iso(at(1h)) == "2025-01-01T01:00:00+00:00");
    for (auto const* zone : {"Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "America/St_Johns"}) {
        auto const there = calendar("2025-07-01T12:00:00Z", zone);
        CHECK(parse_iso(there.iso(at(90s))) == unix_s("2025-07-01T12:01:30Z"));
    }
}

TEST_CASE("unknown zones are known to be unknown") {
    CHECK(Calendar::known("Asia/Shanghai"));
    CHECK(Calendar::known("UTC"));
    for (auto const* wrong :
         {"Asia/Beijing", "", "..", "/etc/passwd", "Asia", "asia/shanghai", "localtime"}) {
        CAPTURE(wrong);
        CHECK_FALSE(Calendar::known(wrong));
    }
    CHECK_THROWS_AS(Calendar(0, "Asia/Beijing"), std::invalid_argument);
    auto const names = Calendar::zone_names();
    CHECK(std::ranges::is_sorted(names));
    CHECK(std::ranges::binary_search(names, "Europe/Berlin"));
    CHECK_FALSE(std::ranges::binary_search(names, "localtime"));
    CHECK(names.size() > 300);
}
