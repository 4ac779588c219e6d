#include <array>

#include "sim/scheduler/places_policy.hpp"
#include "sim/scheduler/pool_scan.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter, when_full_parameter("queue")};

// The pool with the smallest share of its accelerators held or promised: join the shortest queue, weighted by
// size.
class LeastLoaded final : public ScoringPolicy {
public:
    explicit LeastLoaded(PolicyContext const& context) : ScoringPolicy{context}, scan_{places().reach()} {}

private:
    [[nodiscard]] double score(state::Job const&, Place place, View const& view) const override {
        return place.pool.valid() ? view.load(place.pool) : 0.0;
    }
    [[nodiscard]] Shortcut shortcut(state::Job const& job, View const& view) override {
        if (job.what.width.count() == 0) return {};
        state::Levels const& levels = view.levels();
        auto const widest = view.widest(job.what.workload_class);
        auto const feasible = [&](PoolId pool) {
            return job.what.width.count() <= widest[pool.index] &&
                   places().takes(job, view, {levels.pools[pool].site, pool});
        };
        return {true, scan_.least({levels.load.data(), levels.load.size()},
                                  scan_.ranks(job.what.origin, view), feasible)};
    }

    PoolScan scan_;
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
