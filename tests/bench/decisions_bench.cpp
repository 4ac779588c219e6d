// How long each policy thinks about one job, over 2,000 sites of one pool each.
#include <benchmark/benchmark.h>

#include "tests/support/outlook.hpp"

using namespace meridian;

namespace {

constexpr std::uint32_t sites = 2000;

// Made when first asked for: it takes a second.
template <int percent>
testing::Outlook& filled() {
    static testing::Outlook outlook{testing::many_sites(sites)};
    static bool const once = (testing::fill(outlook, percent / 100.0, 1), true);
    benchmark::DoNotOptimize(once);
    return outlook;
}

// Jobs of 1 to 8 accelerators from all regions, with 10 GB of input.
void decisions(benchmark::State& timer, std::string const& name, testing::Outlook& outlook) {
    auto const policy = testing::policy(name);
    std::vector<JobId> jobs;
    for (RegionId const region : outlook.scenario.regions.keys()) {
        for (std::int64_t const width : {1, 2, 4, 8}) {
            jobs.push_back(outlook.add_job(width, std::chrono::hours{2}, ClassId{0}, region));
            outlook.job(jobs.back()).what.input = Bytes{10'000'000'000};
        }
    }
    scheduler::Decisions out;
    for (JobId const& job : jobs) {  // what policies keep of a region is made at its first decision
        out.clear();
        policy->decide({&job, 1}, outlook.view, out);
    }
    std::size_t at = 0;
    for (auto _ : timer) {
        out.clear();
        policy->decide({&jobs[at], 1}, outlook.view, out);
        benchmark::DoNotOptimize(out.answers().front());
        at = at + 1 < jobs.size() ? at + 1 : 0;
    }
    timer.SetItemsProcessed(timer.iterations());
}

}  // namespace

int main(int argc, char** argv) {
    for (ComponentDoc const& doc : scheduler::policies()) {
        std::string const name{doc.name};
        auto const add = [&](std::string const& load, testing::Outlook& (*outlook)()) {
            benchmark::RegisterBenchmark(
                (name + "/" + load).c_str(),
                [name, outlook](benchmark::State& timer) { decisions(timer, name, outlook()); });
        };
        add("50%", filled<50>);
        add("95%", filled<95>);
        add("full", filled<100>);
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
