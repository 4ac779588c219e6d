// Chooses where jobs go: the contract of every scheduling policy.
//
// A policy may rely on
//   - `asked` holding the jobs to decide, in the order of the discipline; each is at the brain, and
//     could run at some site if that were empty;
//   - `view` showing the state as it is sensed at the instant of the call, which may be old;
//   - being asked again when room is seen to be freed that a waiting job could use and the discipline lets it
//     have: for the first job of its group, which holds jobs of the same class, origin, width and data
//     home, with inputs that the same sites could store, or for a later one that the discipline lets pass;
//   - view.has_room() answering no where the room is held for jobs that go first (WaitingRule);
//   - with a period: being asked at its multiples instead, for all its jobs that wait, at once;
//   - if it decides in batches: being asked for all its jobs that wait, at once, whenever one comes or room is freed.
// A policy must
//   - answer each asked job once;
//   - send data over one of view.paths() of its two ends;
//   - place only where the job could run if the site were empty (view.possible / view.could_run);
//     there need be no room now. The engine checks this in every build;
//   - answer from jobs, view, its parameters, its own random stream and its own earlier answers alone,
//     and change nothing else;
//   - answer the same whether out.trace() is enabled or not.
// Always true afterwards: arrived = placed + waiting + deferred + rejected.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "sim/engine/random_streams.hpp"
#include "sim/scheduler/decisions.hpp"
#include "sim/scheduler/view.hpp"
#include "sim/setup/plugin.hpp"
#include "sim/setup/registry.hpp"
#include "sim/state/run_listener.hpp"

namespace meridian::scheduler {

class Policy {
public:
    virtual ~Policy() = default;
    virtual void decide(std::span<JobId const> asked, View const& view, Decisions& out) = 0;
    // Does it use the site for such a job at all? Where it does not, the job holds nobody back. The answer is
    // the same at any time, for all jobs of a group.
    [[nodiscard]] virtual bool uses(state::Job const& /*job*/, SiteId /*site*/, View const& /*view*/) const {
        return true;
    }
    // Its order among places where the job could start at the same time: smaller is better, then the nearer
    // site.
    [[nodiscard]] virtual double preference(state::Job const& /*job*/, Placement /*place*/,
                                            View const& /*view*/) const {
        return 0.0;
    }
    // Zero: asked as jobs arrive and room is freed.
    [[nodiscard]] virtual Duration period() const { return Duration{0}; }
    // Of a policy without a period: asked for all its jobs that wait, not for one after the other.
    [[nodiscard]] virtual bool decides_in_batches() const { return false; }
    // Does it look at the links' shares? The brain senses them for such policies alone.
    [[nodiscard]] virtual bool senses_links() const { return false; }
    // Who learns what becomes of the jobs; lives as long as the policy. Most policies learn nothing.
    [[nodiscard]] virtual state::RunListener* listener() { return nullptr; }
    // Of a policy outside the program that has failed, while another decides for it.
    [[nodiscard]] virtual std::optional<PluginFailure> failure() const { return std::nullopt; }
    // Asked, where some policy senses links, when the output of a job is about to leave: one of view.paths()
    // from the site to the job's origin; none: the shortest that is whole.
    [[nodiscard]] virtual PathId output_path(state::Job const&, View const&) { return {}; }
};

// For policies that decide each job by itself.
class OneJobPolicy : public Policy {
public:
    void decide(std::span<JobId const> asked, View const& view, Decisions& out) final {
        for (JobId const id : asked) {
            state::Job const& job = view.job(id);
            if (out.trace().enabled()) trace(job, view, out.trace());
            out.add(id, decide_one(job, view));
        }
    }

private:
    [[nodiscard]] virtual Decision decide_one(state::Job const& job, View const& view) = 0;
    // Writes the candidates of the decision that follows. Called only while the trace is enabled.
    virtual void trace(state::Job const& /*job*/, View const& /*view*/, DecisionTrace& /*trace*/) {}
};

// What a policy is made from, beside its parameters.
struct PolicyContext {
    engine::RandomSource random;  // draw with the policy's own stream name
};
using PolicyComponent = Component<Policy, PolicyContext>;

}  // namespace meridian::scheduler
