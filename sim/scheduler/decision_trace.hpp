// The candidates of a decision, why each was excluded or how it was scored: for `--log decisions`.
#pragma once

#include <optional>
#include <vector>

#include "sim/scheduler/decision.hpp"
#include "sim/setup/obstacle.hpp"

namespace meridian::scheduler {

struct Candidate {
    SiteId site;
    PoolId pool;                          // none: the site as a whole, or a job without accelerators
    std::optional<Obstacle> excluded_by;  // none: it was feasible
    std::optional<double> score;          // smaller is better; absent where the policy gives none
};

// Holds the candidates of one decision while it is enabled, and ignores them otherwise. The search of a policy
// writes it; what a policy chooses does not depend on it.
class DecisionTrace {
public:
    explicit DecisionTrace(bool enabled = false) : enabled_{enabled} {}

    [[nodiscard]] bool enabled() const { return enabled_; }
    void feasible(Placement place, std::optional<double> score = std::nullopt) {
        if (enabled_) candidates_.push_back({place.site, place.pool, std::nullopt, score});
    }
    void exclude(SiteId site, PoolId pool, Obstacle why) {
        if (enabled_) candidates_.push_back({site, pool, why, std::nullopt});
    }
    void clear() { candidates_.clear(); }
    [[nodiscard]] std::vector<Candidate> const& candidates() const { return candidates_; }

private:
    bool enabled_;
    std::vector<Candidate> candidates_;
};

}  // namespace meridian::scheduler
