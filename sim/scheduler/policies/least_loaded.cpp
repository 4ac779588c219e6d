#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// The pool with the smallest share of its accelerators held or promised: join the shortest queue, weighted by
// size.
class LeastLoaded final : public ScoringPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"queue"} {}
    };
    LeastLoaded(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters}} {}

private:
    [[nodiscard]] double score(state::Job const&, Placement place, View const& view) const override {
        return place.pool.valid() ? view.load(place.pool) : 0.0;
    }
    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override {
        if (job.what.width.count() == 0) return search().nearest(job, view);
        return search().least(job, view, {view.levels().load.data(), view.levels().load.size()});
    }
};

}  // namespace

extern PolicyComponent const least_loaded_component;
PolicyComponent const least_loaded_component = PolicyComponent::of<LeastLoaded>(
    {"least_loaded", "Least loaded", "最低负载"},
    "the pool with the smallest share held or promised, full or not",
    "join the shortest queue: Winston, Optimality of the shortest line discipline, J. Appl. Prob. 14, 1977");

}  // namespace meridian::scheduler
