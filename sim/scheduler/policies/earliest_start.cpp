#include <algorithm>
#include <array>

#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/queue_bounds.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

enum class Aim : std::uint8_t { start, finish };
constexpr std::array<std::string_view, 2> aims{"start", "finish"};

// Work begins when the input is there and the queue has let it through; the two go on side by side. Expected
// times are the estimates that the brain has.
class EarliestStart final : public ScoringPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"queue"} {}
        Parameter<Aim> aim{*this,
                           {"aim", Dimension::number, "start", 0.0, 1.0,
                            "start: when work begins; finish: when the output is back", aims}};
    };
    EarliestStart(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters}}, to_finish_{*parameters.aim == Aim::finish} {}

private:
    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const override {
        Duration const start =
            std::max(view.input_time(job, place.site), view.expected_queue(job, place.pool));
        if (!to_finish_) return in_seconds(start).count();
        Seconds const after =
            in_seconds(view.remaining_time(job, place.pool)) + in_seconds(view.output_time(job, place.site));
        return (in_seconds(start) + after).count();
    }
    // As if nobody waited anywhere.
    void bound(state::Job const& job, View const& view, OpenPools const& open,
               std::span<double> bounds) override {
        footprints_.bound_input(job, view, open, bounds);
        if (!to_finish_) return;
        after_.resize(bounds.size());
        open.for_each_in_runs([&](std::size_t p) { after_[p] = 0.0; });
        footprints_.add_work(job, view, open, after_);
        footprints_.add_output(job, view, open, after_);
        open.for_each_in_runs([&](std::size_t p) { bounds[p] += after_[p]; });
    }
    // With the queues, which no place with room now has.
    bool refine(state::Job const& job, View const& view, PoolRun run, std::span<double> bounds) override {
        if (search().when_full() == WhenFull::wait) return false;
        queues_.raise(job, view, run, after_, bounds);
        return true;
    }

    bool to_finish_;
    PoolFootprints footprints_;
    QueueBounds queues_;
    std::vector<double> after_;  // by pool: not above the time after the start of work; empty: not asked for
};

}  // namespace

extern PolicyComponent const earliest_start_component;
PolicyComponent const earliest_start_component = PolicyComponent::of<EarliestStart>(
    {"earliest_start", "Earliest start", "最早开始"},
    "where work is expected to begin, or to end, first: queue and transfers included",
    "minimum completion time: Maheswaran et al., Dynamic mapping of a class of independent tasks onto "
    "heterogeneous computing systems, J. Parallel Distrib. Comput. 59, 1999");

}  // namespace meridian::scheduler
