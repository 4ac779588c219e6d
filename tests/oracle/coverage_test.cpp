// Intervals hold what they promise: of 1,000 studies of a queue whose answer is known, 95 % of the intervals
// hold it.
//
// M/M/c with c = 2 and c = 3 at 1 erlang each (loads 0.5 and 0.333), service 1 s. A study is 20 replications
// of 600 s after 60 s of warm-up, when the mean wait is within a thousandth of its limit; the queues share
// their random numbers.
#include <array>
#include <cmath>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/study/comparison.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/closed_forms.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

constexpr int studies = 1000;
constexpr int replications = 20;

Scenario queue(std::int64_t servers) {
    Scenario s = testing::one_site(servers, std::chrono::seconds{1});
    s.classes[ClassId{0}].arrivals.rate = PerSecond{1.0};
    s.classes[ClassId{0}].runtime = Distribution{Exponential{1.0}};
    s.horizon = std::chrono::seconds{660};
    s.warmup = std::chrono::seconds{60};
    s.bin = s.horizon;
    return s;
}

// The waits of the jobs of the window by its expected number of jobs: its mean is exactly the mean wait.
double waits_per_job(Scenario& scenario, std::uint64_t seed, int run) {
    scenario.seed = seed;
    scenario.run = static_cast<std::uint64_t>(run);
    auto const all = testing::play(scenario).all_classes();
    return all.wait_s.mean() * static_cast<double>(all.wait_s.count()) / 600.0;
}

struct Held {
    int student{0}, bootstrap{0};
};

void check(char const* what, int held) {
    CAPTURE(what, held);
    CHECK(held >= 930);
    CHECK(held <= 970);
}

}  // namespace

TEST_CASE(
    "95 % intervals of M/M/c and of the difference of two hold the truth in 93 to 97 % of 1,000 studies",
    "[oracle]") {
    double const two = MMc{2, 1.0, 1.0}.mean_wait();
    double const three = MMc{3, 1.0, 1.0}.mean_wait();
    Scenario queue_of_two = queue(2);
    Scenario queue_of_three = queue(3);
    Held single;
    Held paired;
    double reduction = 0.0;
    for (int study = 0; study < studies; ++study) {
        auto const seed = static_cast<std::uint64_t>(study + 1);
        std::array<double, replications> a{};
        std::array<double, replications> b{};
        for (int run = 0; run < replications; ++run) {
            auto const r = static_cast<std::size_t>(run);
            a[r] = waits_per_job(queue_of_two, seed, run);
            b[r] = waits_per_job(queue_of_three, seed, run);
        }
        auto const bits = study::resampling_bits("coverage " + std::to_string(study));
        single.student += estimate_mean(a, 0.95).interval->holds(two) ? 1 : 0;
        single.bootstrap += bootstrap_mean(a, 0.95, bits)->holds(two) ? 1 : 0;
        auto const difference = paired_difference(a, b, 0.95, bits);
        paired.student += difference.difference.interval->holds(two - three) ? 1 : 0;
        paired.bootstrap += difference.bootstrap->holds(two - three) ? 1 : 0;
        reduction += difference.variance_reduction.value() / studies;
    }
    check("mean, Student", single.student);
    check("mean, bootstrap", single.bootstrap);
    check("difference, Student", paired.student);
    check("difference, bootstrap", paired.bootstrap);
    WARN("of 1,000: mean " << single.student << " / " << single.bootstrap << ", difference " << paired.student
                           << " / " << paired.bootstrap << " (Student / bootstrap); variance reduction "
                           << reduction);
}
