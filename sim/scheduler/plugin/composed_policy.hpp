// A policy that is composed in the scenario (sim/setup/composition.hpp).
//
// Of the places that could ever run the job those pass that keep to the filters by latency and tier, and that judges let
// pass; a job for which there is none is rejected. Of those with room, that keep to the other filters, the one with the
// lowest sum is chosen, the nearest of equals; where there is none the job waits. In the sum each quantity is scaled to
// [0, 1] over these places (scale.hpp).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/scheduler/plugin/place_judge.hpp"
#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {

class ComposedPolicy final : public OneJobPolicy {
public:
    // Starts its judges. Throws PluginFault, as decide() does.
    explicit ComposedPolicy(std::shared_ptr<Composition const> of);

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override;

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) override;
    void trace(state::Job const& job, View const& view, DecisionTrace& out) override;
    // Into allowed_: could ever run it, and is not filtered out for good.
    void find_allowed(state::Job const& job, View const& view);
    // Into places_ and sums_: of these, those with room that pass now.
    void find_candidates(state::Job const& job, View const& view);
    [[nodiscard]] bool passes_now(state::Job const& job, View const& view, Placement place) const;
    void add_up(state::Job const& job, View const& view);

    std::shared_ptr<Composition const> of_;
    std::vector<std::unique_ptr<PlaceJudge>> filters_;  // those that are programs
    std::vector<std::unique_ptr<PlaceJudge>> scores_;   // by score; none: a quantity
    std::vector<Placement> allowed_, places_;           // the nearest first
    std::vector<double> sums_;                          // by place
    bool is_found_{false};                              // they are those of the job that is asked for next
};

// Precondition: the selection is composed. Throws PluginFault.
[[nodiscard]] std::unique_ptr<Policy> make_composed_policy(Selection const& selection);

}  // namespace meridian::scheduler
