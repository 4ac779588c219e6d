#include <array>

#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter, when_full_parameter("queue")};

// The pool with the smallest share of its accelerators held or promised: join the shortest queue, weighted by
// size.
class LeastLoaded final : public ScoringPolicy {
public:
    explicit LeastLoaded(PolicyContext const& context) : ScoringPolicy{CandidateSearch{context}} {}

private:
    [[nodiscard]] double score(state::Job const&, Place place, View const& view) const override {
        return place.pool.valid() ? view.load(place.pool) : 0.0;
    }
    [[nodiscard]] std::optional<Place> choose(state::Job const& job, View const& view) override {
        if (job.what.width.count() == 0) return search().nearest(job, view);
        return search().least(job, view, {view.levels().load.data(), view.levels().load.size()});
    }
};

}  // namespace

extern ComponentDoc const least_loaded_doc;
ComponentDoc const least_loaded_doc{
    "least_loaded", "the pool with the smallest share held or promised, full or not", parameters,
    "join the shortest queue: Winston, Optimality of the shortest line discipline, J. Appl. Prob. 14, 1977"};

std::unique_ptr<Policy> make_least_loaded(PolicyContext const& context) {
    return std::make_unique<LeastLoaded>(context);
}

}  // namespace meridian::scheduler
