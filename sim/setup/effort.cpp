#include "sim/setup/effort.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "models/units/time.hpp"
#include "sim/setup/demand.hpp"
#include "sim/setup/listed_jobs.hpp"

namespace meridian {
namespace {

double times_within(Duration horizon, Duration step) {
    return step > Duration{0} ? in_seconds(horizon).count() / in_seconds(step).count() : 0.0;
}

double expected_failures(Scenario const& scenario) {
    double failures = 0.0;
    for (Pool const& pool : scenario.pools) {
        Duration const mtbf = scenario.accelerators[pool.accelerator].mtbf;
        failures += static_cast<double>(pool.servers) * static_cast<double>(pool.width) *
                    times_within(scenario.horizon, mtbf);
    }
    return failures;
}

// Of policies that answer once in a while for all jobs together.
double expected_assignments(Scenario const& scenario) {
    double assignments = 0.0;
    auto const add = [&](PolicyChain const& chain) {
        for (Selection const& policy : chain) {
            auto const written = policy.parameters.find("period");
            if (written == policy.parameters.end()) continue;
            auto const period = static_cast<double>(std::get<Duration>(written->second).count());
            double const horizon_ns = in_seconds(scenario.horizon).count() * nanoseconds_per_second;
            assignments = std::max(assignments, horizon_ns / period);
        }
    };
    add(scenario.policy);
    for (PolicyChain const& chain : scenario.class_policies)
        add(chain);
    return assignments;
}

}  // namespace

double expected_arrivals(Scenario const& scenario) {
    double rate = 0.0;
    for (WorkloadClass const& c : scenario.classes)
        rate += c.arrivals.rate.count();
    return rate * in_seconds(scenario.horizon).count() + static_cast<double>(listed_job_count(scenario));
}

double Effort::seconds() const {
    return std::transform_reduce(loads.begin(), loads.end(), 0.0, std::plus<>{},
                                 [](Load const& load) { return load.seconds; });
}

double Effort::bytes() const {
    return std::transform_reduce(loads.begin(), loads.end(), 0.0, std::plus<>{},
                                 [](Load const& load) { return load.bytes; });
}

namespace {

// What services hold is counted ahead until a replica that is taken now is ready.
double epochs_ahead(Scenario const& scenario) {
    Duration longest{};
    for (Service const& service : scenario.services)
        longest = std::max(longest, service.start_up);
    if (scenario.serving.lends) longest += scenario.serving.reclaim_time;
    return times_within(longest, scenario.serving.epoch);
}

// Of one epoch, without the jobs: seconds, and seconds per service x (regions + sites). Measured as processor time of
// runs with few jobs that differ in `epoch` alone, over the number of epochs that one has more:
//     2,014 sites, 31 regions, 4 services (tests/bench/edge_year), 30 d, 1 min against 5 min: 102 us, 1.2e-8
//     14 sites, 31 regions, 4 services (scenarios/national/china.yaml), 30 d, 10 s against 1 min: 3.5 us, 1.9e-8
//     34 sites, 31 regions, 4 services (its layout f_n3_31), 60 d, 30 s against 5 min: 4.8 us, 1.9e-8
//     1 site, 1 region, 1 service (scenarios/tiny/chat.yaml), 300 d, 1 min: 0.12 us
// Services whose policy looks at prices are planned again each hour, which is not counted.
constexpr double seconds_per_epoch = 1e-7;
constexpr double seconds_per_service_and_place = 2e-8;
// Where demand is uncertain each epoch has rates of its own, so that no wait is known already: national/china.yaml with
// noise on all services, 8 d, 5 min: 1.0 ms, 4.4e-6.
constexpr double seconds_per_uncertain_service_and_place = 5e-6;

}  // namespace

Effort effort_of(Scenario const& scenario) {
    auto const sites = static_cast<double>(scenario.sites.size());
    auto const links = static_cast<double>(scenario.map.links().size());
    auto const regions = static_cast<double>(scenario.regions.size());
    auto const services = static_cast<double>(scenario.services.size());
    Duration const horizon = scenario.horizon;
    double const arrivals = expected_arrivals(scenario);
    double const failures = expected_failures(scenario);
    double const epochs = services > 0.0 ? times_within(horizon, scenario.serving.epoch) : 0.0;
    double const each_place = has_uncertain_demand(scenario) ? seconds_per_uncertain_service_and_place
                                                             : seconds_per_service_and_place;
    double const looks = times_within(horizon, scenario.sensing.interval);
    double const assignments = expected_assignments(scenario);
    double const hours = times_within(horizon, std::chrono::hours{1});
    double const bins = times_within(horizon, scenario.bin);
    Effort effort{{
        {"arrivals", "lower the rates of 'arrivals'", arrivals, 5e-6 * arrivals, 0.0},
        {"failures of accelerators", "write a longer 'mtbf'", failures, 2e-6 * failures, 0.0},
        {"epochs of services", "write a longer 'epoch' of 'serving'", epochs,
         epochs * (seconds_per_epoch + each_place * services * (regions + sites)),
         16.0 * services * sites * epochs_ahead(scenario)},
        {"samples of the network", "write a longer 'interval' of 'sensing'", looks,
         looks * (1e-6 + 1e-8 * (sites + links)), 0.0},
        {"assignments of jobs", "write a longer 'period' of the policy", assignments, 1e-6 * assignments,
         0.0},
        {"hours", "write a shorter 'horizon'", hours, 1e-7 * sites * hours, 50.0 * sites * hours},
        {"bins of timeseries.csv", "write a longer 'timeseries_bin'", bins, 1e-6 * bins, 512.0 * bins},
    }};
    std::ranges::stable_sort(effort.loads, std::ranges::greater{}, &Load::seconds);
    return effort;
}

}  // namespace meridian
