#include <memory>

#include "sim/scheduler/disciplines/keyed_queue.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// The job of which the shortest time is expected to be left goes first; a long job may wait for as long as shorter
// ones come.
//
// At a pool that is the time on the pool. At the brain no pool is chosen yet, and one order serves all pools, so it
// is the time on the reference accelerator. Jobs of one class are in the same order by both. Jobs of different kinds of
// work are not where a pool is relatively faster at one kind: each key is right where it is used, as only the time on
// the pool minimises the mean wait there, and an order per pool may put each of two jobs before the other.
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
    {"shortest_first", "Shortest first", "最短优先"},
    "the shortest expected run time first; no job passes it",
    "Smith, Various optimizers for single-stage production, Naval Research Logistics Quarterly 3, 1956");

}  // namespace meridian::scheduler
