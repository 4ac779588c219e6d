// What a long queue costs: events (arrivals and ends) per second of processor time while so many jobs wait
// for one pool of 1,000 accelerators. All come within a second and the run ends with the last of them, so the
// queue is half as long on average. One line per figure: name value unit.
//     meridian_waiting_rates [MOST_WAITING]
#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

// `widths` kinds of jobs, each a group of its own at the brain.
Scenario crowd(std::int64_t jobs, std::int64_t widths) {
    Scenario scenario = testing::one_site(1000, std::chrono::hours{1});
    std::int64_t held_s = 0;
    for (std::int64_t i = 0; i < jobs; ++i) {
        testing::list_job(scenario, Duration{i});
        JobDescription& job = scenario.listed_jobs.back().job;
        job.width = Milliaccelerators{(1 + i % widths) * 1000};
        job.runtime = job.estimate = std::chrono::seconds{60 + i * 7919 % 997};
        held_s += (1 + i % widths) * (60 + i * 7919 % 997);
    }
    scenario.horizon = scenario.bin = std::chrono::hours{2 + held_s / 1000 / 3600};
    return scenario;
}

double events_per_second(Scenario const& scenario) {
    std::clock_t const begun = std::clock();
    observe::Ledger const ledger = testing::play(scenario);
    return static_cast<double>(ledger.events) * CLOCKS_PER_SEC / static_cast<double>(std::clock() - begun);
}

}  // namespace

int main(int count, char** arguments) {
    std::int64_t const most = count > 1 ? std::atoll(arguments[1]) : 1'000'000;
    for (std::int64_t waiting = 1'000; waiting <= most; waiting *= 10) {
        for (std::int64_t const widths : {1, 100}) {
            Scenario scenario = crowd(waiting, widths);
            fmt::print("waiting_at_brain_{}_groups_{} {:.0f} events/s\n", widths, waiting,
                       events_per_second(scenario));
            scenario.policy = {Selection{"least_loaded", {}}};
            fmt::print("waiting_fcfs_widths_{}_{} {:.0f} events/s\n", widths, waiting,
                       events_per_second(scenario));
        }
    }
    return 0;
}
