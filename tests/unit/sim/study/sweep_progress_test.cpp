// How far a sweep has come: shares, times and words, by hand.
#include "sim/study/sweep_progress.hpp"

#include <string>

#include "sim/study/run_cache.hpp"
#include "sim/study/sweep_words.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using study::PhaseProgress;
using study::SweepPhase;

namespace {

PhaseProgress phase_of(SweepPhase phase, std::size_t reused, std::size_t done, std::size_t least,
                       std::size_t likely, std::size_t most) {
    PhaseProgress one{phase};
    one.reused = reused;
    one.done = done;
    one.set_left(least, likely, most);
    return one;
}

study::RunTimes times_of(std::initializer_list<double> seconds) {
    study::RunTimes times;
    for (double const s : seconds)
        times.add(s);
    return times;
}

}  // namespace

TEST_CASE("the share of a sweep counts what was there, and never falls for people", "[study]") {
    study::SweepProgress progress;
    progress.phases = {phase_of(SweepPhase::design, 20, 10, 50, 50, 50)};
    // 30 of 80.
    CHECK(study::share_done(progress) == Approx(0.375));
    study::RisingShare share;
    CHECK(share.next(progress) == Approx(0.375));
    // A phase turns out to be larger: 30 of 120, and what was shown stays.
    progress.phases.push_back(phase_of(SweepPhase::input_effects, 0, 0, 40, 40, 40));
    CHECK(study::share_done(progress) == Approx(0.25));
    CHECK(share.next(progress) == Approx(0.375));
    progress.phases[0].done = 60;
    progress.phases[0].set_left(0, 0, 0);
    CHECK(share.next(progress) == Approx(80.0 / 120.0));
    // One run less is left by all counts; none is less than none.
    progress.phases[1].set_left(0, 1, 2);
    progress.phases[1].take_one();
    CHECK(progress.phases[1].least_left == 0);
    CHECK(progress.phases[1].likely_left == 0);
    CHECK(progress.phases[1].most_left == 1);
}

TEST_CASE("the time left is a range that is as wide as what is not known", "[study]") {
    study::SweepProgress progress;
    progress.workers = 2;
    progress.phases = {phase_of(SweepPhase::design, 0, 0, 10, 10, 10)};
    CHECK_FALSE(study::seconds_left(progress));  // no run time is known
    // All runs take 4 s: 10 of them by two workers, 20 s, and nothing is uncertain.
    progress.times = times_of({4.0, 4.0, 4.0});
    auto left = study::seconds_left(progress);
    REQUIRE(left);
    CHECK(left->low_s == Approx(20.0));
    CHECK(left->high_s == Approx(20.0));
    // 2 s and 6 s: mean 4, variance ((-2)^2 + 2^2) / 1 = 8. Ten runs vary by sqrt(8 (10 + 100 / 2)) = 21.909;
    // two of that are 43.818, more than the 40 s of work: from 0 to (40 + 43.818) / 2.
    progress.times = times_of({2.0, 6.0});
    left = study::seconds_left(progress);
    CHECK(left->low_s == 0.0);
    CHECK(left->high_s == Approx(41.909).epsilon(1e-4));
    // A search of likely 40 runs, at most 240: from 20 to 80 of them, one at a time, 1 s each.
    progress.times = times_of({1.0, 1.0});
    progress.phases = {phase_of(SweepPhase::break_even, 0, 0, 0, 40, 240)};
    progress.phases[0].at_once = 1;
    left = study::seconds_left(progress);
    CHECK(left->low_s == Approx(20.0));
    CHECK(left->high_s == Approx(80.0));
    // What the scenarios cost beside their runs shows in the time that has passed: 8 runs in 8 s by two workers
    // are 2 s each though the runs themselves take 1 s.
    progress.phases = {phase_of(SweepPhase::design, 0, 8, 10, 10, 10)};
    progress.wall_s = 8.0;
    CHECK(study::seconds_left(progress)->low_s == Approx(10.0));
    progress.phases[0].set_left(0, 0, 0);
    CHECK(study::seconds_left(progress)->high_s == 0.0);
}

TEST_CASE("a range of time is said in one unit and with the digits that it has", "[study]") {
    CHECK(study::time_range(0.2, 0.4) == "up to 1 s");
    CHECK(study::time_range(5.1, 5.3) == "about 5 s");
    CHECK(study::time_range(30.0, 110.0) == "30 to 110 s");
    CHECK(study::time_range(12.0 * 60.0, 18.0 * 60.0) == "12 to 18 min");
    CHECK(study::time_range(1.5 * 3600.0, 2.2 * 3600.0) == "1.5 to 2.2 h");
    CHECK(study::time_range(0.0, 14.0 * 3600.0) == "up to 14 h");
    CHECK(study::time_range(2.0 * 86400.0, 30.0 * 86400.0) == "2.0 to 30 d");
}

TEST_CASE("each phase says its own total, known, bounded or expected", "[study]") {
    study::SweepProgress progress;
    progress.workers = 2;
    progress.times = times_of({10.0, 10.0});
    progress.phases = {phase_of(SweepPhase::design, 40, 33, 7, 7, 7),
                       phase_of(SweepPhase::input_effects, 0, 0, 192, 384, 384),
                       phase_of(SweepPhase::break_even, 0, 0, 0, 40, 240)};
    progress.phases[1].is_guess = true;
    // Half of 384 are plausible and all: with 7, and 20 to 80 of the search, 219 to 471 runs of 10 s by two workers:
    // 1,095 to 2,355 s. There are 73 of 73 + 7 + 384 + 40 = 504, 14 %.
    CHECK(
        study::progress_words(progress, "layouts", study::share_done(progress)) ==
        " 14 %, 18 to 39 min left: layouts 73 of 80 · input effects about 384 · break-even search up to 240");
    progress.phases[0].done = 40;
    progress.phases[0].set_left(0, 0, 0);
    progress.phases[1] = phase_of(SweepPhase::input_effects, 0, 384, 0, 0, 0);
    progress.phases[2] = phase_of(SweepPhase::break_even, 0, 16, 0, 24, 224);
    progress.runs_failed = 1;
    // What has ended is left out. 12 to 48 runs of 10 s by two workers are 60 to 240 s.
    CHECK(study::progress_words(progress, "layouts", 0.999) ==
          " 99 %, 1 to 4 min left: break-even search 16 of up to 240 · 1 failed");
    // A search that there is no need for is not named, and only the end is 100 %.
    progress.phases[2] = phase_of(SweepPhase::break_even, 0, 0, 0, 0, 0);
    progress.runs_failed = 0;
    CHECK(study::progress_words(progress, "layouts", 1.0) ==
          "100 %: layouts 80 of 80 · input effects 384 of 384");
}

TEST_CASE("the runs that a sensitivity will ask for, before anything has been run", "[study]") {
    study::Study study;
    study.replications = {3, 3, {}, true, {}};
    study.inputs.resize(2);
    study.sensitivity = study::Sensitivity{4, 10, 2, 0, {}, 0.01};
    CHECK(study::expected_sensitivity_runs(study).effects_left == 0);  // one layout: nothing is compared
    study::Axis axis;
    axis.name = "layout";
    axis.levels.resize(3);
    study.axes.push_back(axis);
    // Two ends of two inputs, ten points of the sample, two trajectories of three points: 20 settings of 4 runs,
    // and one more run without changes than the design has, of the best layout and of the baseline.
    auto const runs = study::expected_sensitivity_runs(study);
    CHECK(runs.effects_left == 2 * (20 * 4 + 1));
    CHECK_FALSE(runs.is_searching);
    CHECK(runs.search_likely_left > 0);
    CHECK(runs.search_most_left >= runs.search_likely_left);
    study.sensitivity->against = {"b", "c"};  // both and the baseline
    CHECK(study::expected_sensitivity_runs(study).effects_left == 3 * (20 * 4 + 1));
}
