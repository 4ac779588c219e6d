#include "sim/report/static_estimate.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/plain_estimate.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

double figure(report::StaticFigures const& figures, std::string_view key) {
    auto const found =
        std::ranges::find(figures, key, [](auto const& one) { return std::string_view{one.first}; });
    REQUIRE(found != figures.end());
    return found->second;
}

}  // namespace

TEST_CASE("the static estimate of listed jobs is that of asking every pool for every job",
          "[report][estimate]") {
    std::size_t listed = 0;
    std::size_t overloaded = 0;
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(200); ++seed) {
        Scenario s = testing::random_world(seed);
        for (WorkloadClass& c : s.classes)
            c.arrivals.rate = PerSecond{0.0};
        std::erase_if(s.listed_jobs, [](ListedJob const& one) { return one.job.calendar.valid(); });
        s.calendar = {};
        s.services = {};
        s.service_policies = {};
        // Some of each class from each region, some of them as long as to fill pools.
        for (ClassId const c : s.classes.keys()) {
            for (RegionId const r : s.regions.keys()) {
                for (int i = 0; i < 40; ++i) {
                    testing::list_job(s, s.warmup + std::chrono::minutes{i});
                    JobDescription& job = s.listed_jobs.back().job;
                    job.workload_class = c;
                    job.origin = r;
                    job.width = Milliaccelerators{1000 * (i % 5)};
                    job.runtime = std::chrono::hours{1 + i * static_cast<int>(seed % 7)};
                }
            }
        }
        std::ranges::stable_sort(s.listed_jobs, {}, &ListedJob::arrival);
        auto const plain = testing::plain_estimate(s);
        auto const figures = report::static_estimate(s).figures;
        CAPTURE(seed);
        CHECK(figure(figures, "accelerator_hours_held") == plain.held_h);  // to the last bit
        CHECK(figure(figures, "accelerator_hours_unmet") == plain.unmet_h);
        listed += s.listed_jobs.size();
        if (plain.unmet_h > 0.0) ++overloaded;
    }
    CHECK(listed > 10'000);
    CHECK(10 * overloaded > meridian::testing::last_seed(200));
}
