#include <array>
#include <memory>
#include <optional>

#include "sim/scheduler/disciplines/keyed_queue.hpp"
#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{
    ParameterDoc{"ageing", Dimension::duration, "", 1e9, static_cast<double>(longest_duration.count()),
                 "waiting so long is worth one step of priority; none: priorities do not age"},
};

// The smallest priority of a class goes first, however long others have waited; with ageing, a job that
// has waited for w counts as of priority p - w / ageing. At any instant that is smallest where
// p * ageing + (time at which the job became ready) is, so the key of a job never changes.
class Priority final : public KeyedDiscipline {
public:
    Priority(Scenario const& scenario, std::optional<Duration> ageing)
        : KeyedDiscipline{scenario.pools.size()}, scenario_{scenario}, ageing_{ageing} {}

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

extern ComponentDoc const priority_doc;
ComponentDoc const priority_doc{
    "priority", "the smallest priority of a class first, and nobody passes it; waiting may raise it",
    parameters,
    "Jackson, Some problems in queueing with dynamic priorities, Naval Research Logistics Quarterly 7, 1960"};

std::unique_ptr<Discipline> make_priority(DisciplineContext const& context) {
    auto const written = context.parameters.find("ageing");
    std::optional<Duration> ageing;
    if (written != context.parameters.end()) ageing = Duration{static_cast<std::int64_t>(written->second)};
    return std::make_unique<Priority>(context.scenario, ageing);
}

}  // namespace meridian::scheduler
