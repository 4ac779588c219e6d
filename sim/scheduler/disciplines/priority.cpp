#include <memory>
#include <optional>

#include "sim/scheduler/disciplines/keyed_queue.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

// The smallest priority of a class goes first, however long others have waited; with ageing, a job that
// has waited for w counts as of priority p - w / ageing. At any instant that is smallest where
// p * ageing + (time at which the job became ready) is, so the key of a job never changes.
class Priority final : public KeyedDiscipline {
public:
    struct Parameters : ParameterSet {
        Parameter<std::optional<Duration>> ageing{
            *this,
            {"ageing", Dimension::duration, "", 1e9, static_cast<double>(longest_duration.count()),
             "waiting so long is worth one step of priority; none: priorities do not age"}};
    };
    Priority(Parameters const& parameters, DisciplineContext const& context)
        : KeyedDiscipline{context.scenario.pools.size()},
          scenario_{context.scenario},
          ageing_{*parameters.ageing} {}

    [[nodiscard]] WaitingRule waiting_rule() const override {
        if (!ageing_) return {.order = WaitingRule::Order::priority};
        return {.order = WaitingRule::Order::aged, .ageing = *ageing_};
    }

private:
    [[nodiscard]] WideCount key(state::Job const& job, SimTime ready) const override {
        WideCount const priority = scenario_.classes[job.what.workload_class].priority;
        return ageing_ ? priority * ageing_->count() + ready.time_since_epoch().count() : priority;
    }

    Scenario const& scenario_;
    std::optional<Duration> ageing_;
};

}  // namespace

extern DisciplineComponent const priority_component;
DisciplineComponent const priority_component = DisciplineComponent::of<Priority>(
    {"priority", "Priority", "优先级"},
    "the smallest priority of a class first; no job passes it, and waiting may raise it",
    "Jackson, Some problems in queueing with dynamic priorities, Naval Research Logistics Quarterly 7, 1960");

}  // namespace meridian::scheduler
