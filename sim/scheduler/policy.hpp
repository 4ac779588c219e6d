// Chooses where jobs go: the contract of every scheduling policy.
//
// A policy may rely on
//   - `asked` holding the jobs to decide, by (priority, arrival, number); each is at the brain, and
//     could run at some site if that were empty;
//   - `view` showing the state as it is sensed at the instant of the call, own earlier decisions
//     included;
//   - being asked again for the first job of each waiting group when room is freed that this job
//     could use. A group holds jobs of the same class, origin, width and data home, so after one
//     Wait the rest of its group is not asked.
// A policy must
//   - answer each asked job once;
//   - place only where the job could run if the site were empty (view.possible / view.could_run);
//     there need be no room now. The engine checks this in every build;
//   - answer from jobs, view, its parameters and its own random stream alone, and change nothing.
// Always true afterwards: arrived = placed + waiting + deferred + refused.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "sim/engine/random_streams.hpp"
#include "sim/scheduler/decision.hpp"
#include "sim/scheduler/view.hpp"
#include "sim/setup/component.hpp"

namespace meridian::scheduler {

class Policy {
public:
    virtual ~Policy() = default;
    virtual void decide(std::span<JobId const> asked, View const& view, Decisions& out) = 0;
};

// For policies that look at one job at a time.
class OneJobPolicy : public Policy {
public:
    void decide(std::span<JobId const> asked, View const& view, Decisions& out) final {
        for (JobId const job : asked)
            out.add(job, decide_one(view.job(job), view));
    }

private:
    [[nodiscard]] virtual Decision decide_one(state::Job const& job, View const& view) = 0;
};

// What a policy is made from.
struct PolicyContext {
    std::map<std::string, double> parameters;  // checked, in base units, defaults filled in
    engine::RandomSource random;               // draw with the policy's own stream name

    [[nodiscard]] double parameter(std::string const& name) const { return parameters.at(name); }
};

}  // namespace meridian::scheduler
