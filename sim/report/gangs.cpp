#include "sim/report/gangs.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "sim/state/state.hpp"

namespace meridian::report {

Table<CalendarId, std::int64_t> sites_that_could_hold(Scenario const& scenario) {
    Table<CalendarId, std::int64_t> sites{scenario.calendar.size()};
    if (sites.empty()) return sites;
    state::State const empty{scenario};
    for (ListedJob const& listed : scenario.listed_jobs) {
        JobDescription const& job = listed.job;
        if (!job.calendar.valid()) continue;
        for (SiteId const s : scenario.sites.keys()) {
            auto const pools = empty.pools_of(s);
            bool const runs = std::any_of(pools.begin(), pools.end(), [&](PoolId const p) {
                return empty.could_run(job.workload_class, job.width, p);
            });
            if (runs && empty.could_store(s, job.input)) ++sites[job.calendar];
        }
    }
    return sites;
}

std::vector<Gang> gangs(Scenario const& scenario, Table<CalendarId, std::int64_t> const& sites) {
    std::map<std::pair<std::int64_t, ClassId>, Gang> by_width;
    for (ListedJob const& listed : scenario.listed_jobs) {
        JobDescription const& job = listed.job;
        if (!job.calendar.valid()) continue;
        Gang& gang = by_width[{job.width.count(), job.workload_class}];
        // Of jobs that differ in their input, the one that is hardest to place.
        gang.sites = gang.jobs == 0 ? sites[job.calendar] : std::min(gang.sites, sites[job.calendar]);
        gang.workload_class = job.workload_class;
        gang.width = job.width;
        ++gang.jobs;
    }
    std::vector<Gang> all;
    all.reserve(by_width.size());
    for (auto const& [key, gang] : by_width)
        all.push_back(gang);
    return all;
}

}  // namespace meridian::report
