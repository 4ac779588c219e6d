// Small worlds of listed jobs, played to see when each job starts.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/scheduler/policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

namespace meridian::testing {

using Times = std::vector<double>;  // seconds, by number of the job; -1: never

struct StartTimes final : state::RunListener {
    void job_departed(SimTime, state::Job const& job, state::Departure const&) override {
        if (starts.size() <= job.number) starts.resize(job.number + 1, -1.0);
        starts[job.number] = in_seconds(job.started.time_since_epoch()).count();
    }
    Times starts;
};

// The starts of all jobs; checks the conservation laws. `policy` stands in for the scenario's.
inline Times starts(Scenario const& scenario, std::unique_ptr<scheduler::Policy> policy = nullptr) {
    StartTimes listener;
    world::RunOptions options;
    options.policy = std::move(policy);
    options.listeners = {&listener};
    observe::Ledger const ledger = play(scenario, std::move(options));
    for (observe::AuditRow const& row : ledger.audit) {
        CAPTURE(row.law.key, row.residual);
        CHECK(row.holds());
    }
    return listener.starts;
}

// A job that takes `width` accelerators for `runtime`, as its user believes.
inline JobDescription& list(Scenario& s, Duration arrival, std::int64_t width, Duration runtime,
                            ClassId c = ClassId{0}) {
    list_job(s, arrival);
    JobDescription& job = s.listed_jobs.back().job;
    job.workload_class = c;
    job.width = Milliaccelerators{width * 1000};
    job.runtime = job.estimate = runtime;
    return job;
}

// A class like the first, of its own name.
inline ClassId add_class(Scenario& s, std::string const& name) {
    WorkloadClass c = s.classes[ClassId{0}];
    c.name = c.key = name;
    return s.classes.add(c);
}

// At the first site.
inline PoolId add_pool(Scenario& s, std::int64_t accelerators, AcceleratorId model = AcceleratorId{0}) {
    return s.pools.add({"second pool", "second pool", SiteId{0}, model, accelerators, 1});
}

// At the same node, of one pool and with room for any input.
inline SiteId add_site(Scenario& s, std::int64_t accelerators) {
    Site site = s.sites[SiteId{0}];
    site.name = site.key = "second site";
    site.storage.reset();
    SiteId const at = s.sites.add(site);
    s.pools.add({"second site/pool", "second site/pool", at, AcceleratorId{0}, accelerators, 1});
    return at;
}

// A second accelerator model in a pool of its own. Jobs of the first class run in the first pool alone, those
// of the class that is answered in the second alone.
inline ClassId add_pool_of_its_own(Scenario& s, std::int64_t accelerators) {
    Accelerator other = s.accelerators[AcceleratorId{0}];
    other.name += " of another model";
    AcceleratorId const model = s.accelerators.add(other);
    add_pool(s, accelerators, model);
    ClassId const bound = add_class(s, "bound to the second pool");
    s.classes[ClassId{0}].models = {AcceleratorId{0}};
    s.classes[bound].models = {model};
    return bound;
}

// By the number of the job: how often the policy was asked for it, and at which time of asking it does not place
// the job though there is room.
struct AskedJobs {
    struct Deferral {
        int ask;
        SimTime until;
    };
    std::map<std::uint64_t, int> asked;
    std::map<std::uint64_t, Deferral> deferred;
    std::map<std::uint64_t, int> declined;  // the job waits
};

// Places a job where there is room; nearer sites go first.
class AskedPolicy final : public scheduler::OneJobPolicy {
public:
    explicit AskedPolicy(AskedJobs& jobs) : jobs_{jobs} {}

private:
    [[nodiscard]] scheduler::Decision decide_one(state::Job const& job,
                                                 scheduler::View const& view) override {
        int const ask = ++jobs_.asked[job.number];
        auto const deferral = jobs_.deferred.find(job.number);
        if (deferral != jobs_.deferred.end() && deferral->second.ask == ask)
            return scheduler::Defer{deferral->second.until};
        auto const declined = jobs_.declined.find(job.number);
        if (declined != jobs_.declined.end() && declined->second == ask)
            return scheduler::Wait{state::Reason::policy_choice};
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (auto const place = view.room(job, site)) return *place;
        }
        return scheduler::Wait{state::Reason::sites_in_reach_are_full};
    }
    AskedJobs& jobs_;
};

inline Times starts(Scenario const& scenario, AskedJobs& jobs) {
    return starts(scenario, std::make_unique<AskedPolicy>(jobs));
}

}  // namespace meridian::testing
