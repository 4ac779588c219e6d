#include "sim/study/replications.hpp"

#include <cmath>
#include <map>
#include <random>

#include "tests/support/catch.hpp"

using namespace meridian;
using study::KnownRun;
using study::RunState;

namespace {

// Two layouts of one axis: the first is the baseline.
study::Study two_layouts() {
    study::Study s;
    s.axes = {{"layout", study::Role::compared, {{"a", {}}, {"b", {}}}, {}, {}, {}}};
    s.points = {{{0}}, {{1}}};
    s.baseline = {{0}};
    s.metrics = {{"cost_cny_total", 0, false}};
    return s;
}

KnownRun done(double figure) {
    return {RunState::done, figure};
}

}  // namespace

TEST_CASE("without 'until' every point has its runs, whatever is known", "[study]") {
    auto s = two_layouts();
    s.replications = {7, 7, {}, true, {}};
    auto const wanted =
        study::wanted_runs(s, study::baseline_points(s), [](auto, auto) { return KnownRun{}; });
    CHECK(wanted.runs == std::vector<std::int64_t>{7, 7});
    CHECK(wanted.decided);
    s.replications.runs = 9;  // four rounds of two points: a fifth has no room for both
    CHECK(study::wanted_runs(s, study::baseline_points(s), [](auto, auto) { return KnownRun{}; }).runs ==
          std::vector<std::int64_t>{4, 4});
}

TEST_CASE("replications stop at the first prefix that is known well enough", "[study]") {
    // Differences 1, 3, 2, 2, 2, ...: with baseline mean near 100 and 1 % asked, the half width must be <= 1.
    //   n = 3: variance 1,     t(2) = 4.303, half 4.303 x 1 / sqrt 3 = 2.48
    //   n = 4: variance 2/3,   t(3) = 3.182, half 3.182 x 0.8165 / 2 = 1.30
    //   n = 5: variance 0.5,   t(4) = 2.776, half 2.776 x 0.7071 / 2.236 = 0.878: enough
    auto s = two_layouts();
    s.replications = {3, 50, 0.01, true, {}};
    std::map<std::int64_t, double> const apart{{0, 1.0}, {1, 3.0}};
    auto const known = [&](std::size_t p, std::int64_t run) {
        auto const found = apart.find(run);
        return done(p == 0 ? 100.0 : 100.0 + (found == apart.end() ? 2.0 : found->second));
    };
    auto const base = study::baseline_points(s);
    CHECK(base == std::vector<std::size_t>{0, 0});
    auto const wanted = study::wanted_runs(s, base, known);
    CHECK(wanted.runs == std::vector<std::int64_t>{5, 5});
    CHECK(wanted.decided);

    // Runs that are not there yet: the round is asked for, and nothing is decided.
    auto const until_four = [&](std::size_t p, std::int64_t run) {
        return run < 4 ? known(p, run) : KnownRun{};
    };
    auto const part = study::wanted_runs(s, base, until_four);
    CHECK(part.runs == std::vector<std::int64_t>{5, 5});
    CHECK_FALSE(part.decided);
    // A point that is known at once does not keep the baseline from going on for another one.
    s.axes[0].levels.push_back({"c", {}});
    s.points.push_back({{2}});
    auto const with_c = [&](std::size_t p, std::int64_t run) { return p == 2 ? done(105.0) : known(p, run); };
    CHECK(study::wanted_runs(s, study::baseline_points(s), with_c).runs ==
          std::vector<std::int64_t>{5, 5, 3});
}

TEST_CASE("what is asked for does not depend on runs beyond it", "[study]") {
    // Any subset of later runs may be there, as other workers have made them: the answer is the same.
    auto s = two_layouts();
    s.replications = {4, 30, 0.02, true, {}};
    auto const base = study::baseline_points(s);
    for (unsigned seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 chance{seed};
        std::vector<std::array<double, 2>> figures(30);
        for (auto& run : figures) {
            double const common = static_cast<double>(chance() % 1000) / 10.0 + 50.0;
            run = {common, common + static_cast<double>(chance() % 100) / 10.0};
        }
        auto const all = [&](std::size_t p, std::int64_t run) {
            return done(figures[static_cast<std::size_t>(run)][p]);
        };
        auto const wanted = study::wanted_runs(s, base, all);
        auto const some = [&](std::size_t p, std::int64_t run) {
            bool const beyond = run >= wanted.runs[p];
            return beyond && (static_cast<unsigned>(run) + p + seed) % 2 == 0 ? KnownRun{} : all(p, run);
        };
        auto const again = study::wanted_runs(s, base, some);
        CHECK(again.decided);
        CHECK(again.runs == wanted.runs);
    }
}

TEST_CASE("failed runs count as there and say nothing", "[study]") {
    auto s = two_layouts();
    s.replications = {3, 6, 0.01, true, {}};
    auto const wanted = study::wanted_runs(s, study::baseline_points(s), [](std::size_t p, std::int64_t run) {
        if (p == 1 && run == 1) return KnownRun{RunState::failed, 0.0};
        return done(p == 0 ? 100.0 : 102.0 + static_cast<double>(run % 2));
    });
    CHECK(wanted.decided);
    // Of run 1 there is no difference, so those of three rounds are 2 and 2: no spread, known at once.
    CHECK(wanted.runs == std::vector<std::int64_t>{3, 3});
}
