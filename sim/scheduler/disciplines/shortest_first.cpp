#include <memory>

#include "sim/scheduler/disciplines/keyed_queue.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// The job that is expected to run for the shortest time on the pool goes first; a long job may wait for
// as long as shorter ones come.
class ShortestFirst final : public KeyedDiscipline {
public:
    using Parameters = ParameterSet;
    ShortestFirst(Parameters const&, DisciplineContext const& context)
        : KeyedDiscipline{context.scenario.pools.size()} {}

    [[nodiscard]] WaitingRule waiting_rule() const override {
        return {.order = WaitingRule::Order::estimate};
    }

private:
    [[nodiscard]] WideCount key(state::Job const& job, SimTime /*ready*/) const override {
        return job.expected.count();
    }
};

}  // namespace

extern DisciplineComponent const shortest_first_component;
DisciplineComponent const shortest_first_component = DisciplineComponent::of<ShortestFirst>(
    "shortest_first", "the shortest expected run time first; no job passes it",
    "Smith, Various optimizers for single-stage production, Naval Research Logistics Quarterly 3, 1956");

}  // namespace meridian::scheduler
