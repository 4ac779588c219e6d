// How long each policy thinks about one job, over 40, 400 and 2,000 sites of one pool each; names are
// policy/sites/share of the accelerators that are taken:
//     meridian_bench [--benchmark_filter=weighted/2000]
// Nothing stands still: every answer is carried out before the next job is decided, and the work that the job
// did on its last turn ends, so pools fill and empty; the clock goes on by a second, through tariffs by the
// hour. That bookkeeping (a few tens of nanoseconds) is part of the time.
#include <array>

#include <benchmark/benchmark.h>

#include "tests/support/outlook.hpp"

using namespace meridian;

namespace {

// Sites with prices by the hour and room for so much data.
Scenario priced_by_the_hour(std::uint32_t sites) {
    Scenario scenario = testing::many_sites(sites);
    scenario.horizon = std::chrono::hours{24 * 28};
    for (Tariff& tariff : scenario.tariffs) {
        tariff.multiplier = {0.4, 1.0, 1.6, 1.9};
        for (std::size_t hour = 0; hour < tariff.hours.size(); ++hour)
            tariff.hours[hour] = static_cast<Period>((hour / 4) % tariff.multiplier.size());
    }
    for (Site& site : scenario.sites)
        site.storage = Bytes{10'000'000'000'000'000};
    return scenario;
}

// Made when first asked for: it takes a second.
template <std::uint32_t sites, int percent>
testing::Outlook& filled() {
    static testing::Outlook outlook{priced_by_the_hour(sites)};
    static bool const once = (testing::fill(outlook, percent / 100.0, 1), true);
    benchmark::DoNotOptimize(once);
    return outlook;
}

// Jobs of 1 to 8 accelerators from all regions; their data come from another region or their own.
std::vector<JobId> jobs_of(testing::Outlook& outlook) {
    constexpr std::array<std::int64_t, 5> inputs{10'000'000'000, 1'000'000, 500'000'000'000, 0, 40'000'000};
    constexpr std::array<std::int64_t, 3> outputs{1'000'000'000, 50'000'000'000, 2'000'000};
    Scenario const& scenario = outlook.scenario;
    std::vector<JobId> jobs;
    for (std::int64_t const width : {1, 8, 2, 4}) {
        for (RegionId const region : scenario.regions.keys()) {
            std::size_t const n = jobs.size();
            JobId const id = outlook.add_job(width, std::chrono::minutes{30 + n}, ClassId{0}, region);
            jobs.push_back(id);
            state::Job& job = outlook.job(id);
            RegionId const other{static_cast<std::uint32_t>(n * 7 % scenario.regions.size())};
            job.what.input_home = scenario.regions[other].node;
            job.what.estimate = job.what.runtime;
            job.what.input = Bytes{inputs[n % inputs.size()]};
            job.what.output = Bytes{outputs[n % outputs.size()]};
        }
    }
    return jobs;
}

// The job leaves the pool of its last turn.
void end(testing::Outlook& outlook, state::Job& job) {
    if (!job.pool.valid()) return;
    job.started = outlook.view.now();
    outlook.state.allocate(job, job.started);
    outlook.state.release(job);
    if (outlook.state.allocate_storage(SimTime{}, job.site, job.what.input)) {
        outlook.state.release_storage(SimTime{}, job.site, job.what.input);
    }
    job.pool = PoolId{};
}

void carry_out(testing::Outlook& outlook, state::Job& job, scheduler::Answer const& answer) {
    auto const* const place = std::get_if<scheduler::Placement>(&answer.decision);
    if (place == nullptr) return;
    job.site = place->site;
    job.pool = place->pool;
    job.expected = job.what.runtime;
    outlook.state.reserve(job);
    outlook.state.reserve_storage(job.site, job.what.input);
}

void decisions(benchmark::State& timer, std::string const& name, testing::Outlook& outlook) {
    auto const policy = testing::policy(name);
    std::vector<JobId> const jobs = jobs_of(outlook);
    scheduler::Decisions out;
    auto const turn = [&](JobId const& id) {
        state::Job& job = outlook.job(id);
        end(outlook, job);
        out.clear();
        policy->decide({&id, 1}, outlook.view, out);
        carry_out(outlook, job, out.answers().front());
        outlook.view.advance(outlook.view.now() + std::chrono::seconds{1});
    };
    outlook.view.advance(SimTime{});
    for (JobId const& job : jobs)  // what policies keep of a region is made at its first decision
        turn(job);
    std::size_t at = 0;
    for (auto _ : timer) {
        turn(jobs[at]);
        at = at + 1 < jobs.size() ? at + 1 : 0;
    }
    timer.SetItemsProcessed(timer.iterations());
    for (JobId const job : jobs) {
        end(outlook, outlook.job(job));
        outlook.state.jobs.depart(job, outlook.view.now(), {});
    }
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
        add("40/50%", filled<40, 50>);
        add("400/50%", filled<400, 50>);
        add("2000/50%", filled<2000, 50>);
        add("2000/95%", filled<2000, 95>);
        add("2000/100%", filled<2000, 100>);
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
