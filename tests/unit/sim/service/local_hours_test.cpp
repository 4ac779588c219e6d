// Services ask by local hours: days of 23 and 25 hours, and the leap day.
#include <chrono>

#include "models/series/calendar.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

// Requests from `start` on in Berlin, by a curve that has
// weight only in the hour `hour` of each day: 24 requests/s there, 1/s in the mean.
double requests(std::string const& start, Duration horizon, int hour) {
    Scenario s = service_line({1.0}, 400, "home");
    s.timezone = "Europe/Berlin";
    s.start_unix_s = *parse_iso(start);
    s.horizon = horizon;
    Curve only;
    only.name = "only";
    for (std::size_t day = 0; day < 7; ++day)
        only.weight[day * 24 + static_cast<std::size_t>(hour)] = 24.0;
    s.services[ServiceId{0}].requests.curve = s.curves.add(only);
    return play(s).of_service(ServiceId{0}).requests;
}

}  // namespace

TEST_CASE("an hour that is left out brings no requests, and one that comes twice brings them twice",
          "[service][calendar]") {
    // 24 requests/s in one hour of the day.
    constexpr double one_hour = 24.0 * 3600.0;
    // 2025-03-30: clocks go from 2:00 to 3:00. The day has 23 hours and no third one.
    CHECK(requests("2025-03-30T00:00:00+01:00", 23h, 2) == 0.0);
    CHECK(requests("2025-03-30T00:00:00+01:00", 23h, 3) == Approx(one_hour));
    // 2025-10-26: from 3:00 back to 2:00.
    CHECK(requests("2025-10-26T00:00:00+02:00", 25h, 2) == Approx(2 * one_hour));
    // The days after them are as long as any: noon is 12 h after midnight.
    CHECK(requests("2025-03-31T00:00:00+02:00", 12h, 12) == 0.0);
    CHECK(requests("2025-03-31T00:00:00+02:00", 13h, 12) == Approx(one_hour));
    CHECK(requests("2025-10-27T00:00:00+01:00", 13h, 12) == Approx(one_hour));
    // The leap day is a day, and the first of March comes after it.
    CHECK(requests("2024-02-28T00:00:00+01:00", 48h, 12) == Approx(2 * one_hour));
    CHECK(requests("2024-02-29T00:00:00+01:00", 48h, 12) == Approx(2 * one_hour));
}
