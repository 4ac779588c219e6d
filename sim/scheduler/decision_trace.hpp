// The candidates of a decision, why each was excluded or how it was scored: for `--log decisions`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/scheduler/decision.hpp"

namespace meridian::scheduler {

// The rule that kept a job from a site.
enum class Exclusion : std::uint8_t {
    none,
    unreachable,
    beyond_reach,
    residency,
    kind_of_work,
    accelerator_model,
    software_stack,
    too_wide,
    power_limit,
    storage_size,
    accelerators_taken,
    power_taken,
    storage_taken,
    held_for_earlier_jobs,
    policy_rule,
};

// No default branch: under -Wswitch a new exclusion without words does not compile.
[[nodiscard]] constexpr std::string_view words(Exclusion why) {
    switch (why) {
        case Exclusion::none:
            return "";
        case Exclusion::unreachable:
            return "no path leads there";
        case Exclusion::beyond_reach:
            return "beyond the policy's latency limit";
        case Exclusion::residency:
            return "the job's data may not go there";
        case Exclusion::kind_of_work:
            return "no accelerator can do this kind of work";
        case Exclusion::accelerator_model:
            return "no accelerator model that the class accepts";
        case Exclusion::software_stack:
            return "no software stack that the class accepts";
        case Exclusion::too_wide:
            return "the job is wider than its pools";
        case Exclusion::power_limit:
            return "the job alone exceeds its power limit";
        case Exclusion::storage_size:
            return "the input exceeds its storage";
        case Exclusion::accelerators_taken:
            return "too few accelerators are free";
        case Exclusion::power_taken:
            return "too little power is free";
        case Exclusion::storage_taken:
            return "too little storage is free";
        case Exclusion::held_for_earlier_jobs:
            return "it is held for jobs that go first";
        case Exclusion::policy_rule:
            return "the policy's own rule";
    }
    return "";
}

struct Candidate {
    SiteId site;
    PoolId pool;                             // none: the site as a whole, or a job without accelerators
    Exclusion excluded_by{Exclusion::none};  // none: it was feasible
    std::optional<double> score;             // smaller is better; absent where the policy gives none
};

// Holds the candidates of one decision while it is enabled, and ignores them otherwise. The search of a policy
// writes it; what a policy chooses does not depend on it.
class DecisionTrace {
public:
    explicit DecisionTrace(bool enabled = false) : enabled_{enabled} {}

    [[nodiscard]] bool enabled() const { return enabled_; }
    void feasible(Placement place, std::optional<double> score = std::nullopt) {
        if (enabled_) candidates_.push_back({place.site, place.pool, Exclusion::none, score});
    }
    void exclude(SiteId site, PoolId pool, Exclusion why) {
        if (enabled_) candidates_.push_back({site, pool, why, std::nullopt});
    }
    void clear() { candidates_.clear(); }
    [[nodiscard]] std::vector<Candidate> const& candidates() const { return candidates_; }

private:
    bool enabled_;
    std::vector<Candidate> candidates_;
};

}  // namespace meridian::scheduler
