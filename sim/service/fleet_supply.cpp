// What is known to be in service and what is, in the fleet.
#include <utility>

#include "sim/service/fleet.hpp"

namespace meridian::service {
namespace {

bool equal(ServiceSupply const& one, ServiceSupply const& other, Scenario const& scenario) {
    for (PoolId const p : scenario.pools.keys()) {
        if (one.accelerators[p] != other.accelerators[p]) return false;
    }
    for (RegionId const r : scenario.regions.keys()) {
        if (one.latencies.change(r, other.latencies) != SiteLatencies::Change::none) return false;
    }
    return true;
}

}  // namespace

void Fleet::plan_for(ServiceSupply const& known) {
    bool const knew_whole = std::exchange(knows_whole_, equal(known, whole_, scenario_));
    known_ = known;
    for (ServiceId const v : scenario_.services.keys()) {
        for (RegionId const r : scenario_.regions.keys())
            find_sites(v, r);
    }
    if (knew_whole && !knows_whole_) std::swap(weekly_, whole_weekly_);
    if (!knew_whole) weekly_.clear();
    if (!knew_whole && knows_whole_) std::swap(weekly_, whole_weekly_);
    plans_.assign(plans_.size(), {});
    outcome_of_ = SimTime::min();
}

void Fleet::set_in_service(ServiceSupply const& supply) {
    for (RegionId const r : scenario_.regions.keys()) {
        if (in_service_.latencies.change(r, supply.latencies) == SiteLatencies::Change::none) continue;
        for (std::size_t place = 0; place < memory_.size(); ++place) {
            for (auto& [key, served] : memory_[place].known)
                served.in_time[r.index] = -1.0;
        }
    }
    in_service_ = supply;
    outcome_of_ = SimTime::min();
}

}  // namespace meridian::service
