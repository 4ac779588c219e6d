// Jobs that are interrupted, against the closed form of their mean time; and the interval that loses least.
#include <chrono>
#include <cmath>

#include "models/compute/checkpointing.hpp"
#include "models/statistics/moments.hpp"
#include "sim/failure/interrupted_work.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

failure::RandomGaps const gaps{engine::RandomSource{20251124, 0}};

Moments times(failure::Occupancy occupancy, std::uint64_t jobs) {
    Moments held;
    for (std::uint64_t job = 0; job < jobs; ++job) {
        occupancy.entity = gaps.entity_of(1, job);
        auto const all = failure::progress_at(occupancy, longest_duration, gaps);
        REQUIRE(all.ended);
        held.add(in_seconds(all.held).count());
    }
    return held;
}

}  // namespace

TEST_CASE("a job with interruptions takes the time of Daly's closed form", "[oracle][checkpoint]") {
    struct Case {
        double mtti_s, interval_s, write_s, restart_s;
    };
    for (Case const c : {Case{3600, 1800, 60, 300}, Case{3600, 7200, 60, 300}, Case{36000, 3600, 600, 1200},
                         Case{1200, 600, 120, 900}}) {
        // The last stretch is not written: n - 1 stretches with a checkpoint and one without.
        constexpr double stretches = 40.0;
        double const expected =
            mean_time_with_interruptions_s((stretches - 1.0) * c.interval_s, c.interval_s, c.write_s,
                                           c.restart_s, c.mtti_s) +
            mean_time_with_interruptions_s(c.interval_s, c.interval_s, 0.0, c.restart_s, c.mtti_s);
        failure::Occupancy occupancy;
        occupancy.work = rounded_up(Seconds{stretches * c.interval_s});
        occupancy.interval = rounded_up(Seconds{c.interval_s});
        occupancy.write = rounded_up(Seconds{c.write_s});
        occupancy.restart = rounded_up(Seconds{c.restart_s});
        occupancy.mtti_s = c.mtti_s;
        Moments const held = times(occupancy, 20'000);
        INFO("MTTI " << c.mtti_s << " s, interval " << c.interval_s << " s");
        double const error = held.standard_deviation() / std::sqrt(20'000.0);
        CHECK(held.mean() == Approx(expected).margin(4.0 * error));
        CHECK(held.mean() == Approx(expected).epsilon(0.01));
    }
}

TEST_CASE("Young's and Daly's intervals lose least of the simulated time", "[oracle][checkpoint]") {
    // A gang of 8,192 with an MTTI of 6.2 h, 60 s a checkpoint, 10 min a restart, 40 d of work: common random
    // numbers, intervals from a quarter to four times the rule's.
    double const mtti = 6.19 * 3600.0;
    failure::Occupancy occupancy;
    occupancy.work = 24h * 40;
    occupancy.write = 60s;
    occupancy.restart = 10min;
    occupancy.mtti_s = mtti;
    auto const mean_at = [&](double interval_s) {
        occupancy.interval = rounded_up(Seconds{interval_s});
        return times(occupancy, 400).mean();
    };
    for (double const best : {young_interval_s(60.0, mtti), daly_interval_s(60.0, mtti)}) {
        double const least = mean_at(best);
        double previous = least;
        for (double const factor : {1.6, 2.5, 4.0}) {
            double const longer = mean_at(best * factor);
            CHECK(longer > previous);
            previous = longer;
        }
        previous = least;
        for (double const factor : {1.0 / 1.6, 1.0 / 2.5, 0.25}) {
            double const shorter = mean_at(best * factor);
            CHECK(shorter > previous);
            previous = shorter;
        }
    }
}
