#include <memory>

#include "sim/scheduler/disciplines/keyed_queue.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// The job that is expected to run for the shortest time on the pool goes first; a long job may wait for
// as long as shorter ones come.
class ShortestFirst final : public KeyedDiscipline {
public:
    using KeyedDiscipline::KeyedDiscipline;

    [[nodiscard]] WaitingRule waiting_rule() const override {
        return {.order = WaitingRule::Order::estimate};
    }

private:
    [[nodiscard]] WideCount key(state::Job const& job, SimTime /*ready*/) const override {
        return job.expected.count();
    }
};

}  // namespace

extern ComponentDoc const shortest_first_doc;
ComponentDoc const shortest_first_doc{
    "shortest_first",
    "the shortest expected run time first, and nobody passes it",
    {},
    "Smith, Various optimizers for single-stage production, Naval Research Logistics Quarterly 3, 1956"};

std::unique_ptr<Discipline> make_shortest_first(DisciplineContext const& context) {
    return std::make_unique<ShortestFirst>(context.scenario.pools.size());
}

}  // namespace meridian::scheduler
