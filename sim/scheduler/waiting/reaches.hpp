// Where waiting jobs are eligible: each different set of slots once. Jobs of one kind have one reach.
//
// Asking for the reach of a kind that was asked for lately costs one look-up; else as much as finding the set.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

#include "sim/scheduler/waiting/slots.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::scheduler {

// Jobs that a policy would answer alike: same class (hence accepted hardware and priority), origin, width and
// data home, and inputs that the same sites could store.
struct JobKind {
    ClassId workload_class;
    RegionId origin;
    std::int64_t width;  // thousandths of an accelerator
    NodeId home;
    std::size_t
        storage_step;  // how many of the different storage limits of sites are too small for the input
    friend bool operator==(JobKind const&, JobKind const&) = default;
};

struct JobKindHash {
    [[nodiscard]] std::size_t operator()(JobKind const& kind) const;
};

class Reaches {
public:
    using Reach = std::uint32_t;
    // Where the job is eligible: the same for all jobs of its kind, at any time.
    using Find = std::function<SlotSet(state::Job const&)>;

    Reaches(Scenario const& scenario, Slots slots, Find find);

    [[nodiscard]] JobKind kind(state::Job const& job) const;
    [[nodiscard]] Reach of(state::Job const& job);
    [[nodiscard]] std::size_t size() const { return sets_.size(); }
    [[nodiscard]] SlotSet const& slots(Reach reach) const { return *sets_[reach]; }
    // The reaches that the slot is in.
    [[nodiscard]] std::vector<Reach> const& at(std::size_t slot) const { return at_[slot]; }

private:
    static constexpr std::size_t most_kinds = 100'000;  // that are remembered, some 10 MB

    [[nodiscard]] Reach add(SlotSet set);

    Find find_;
    std::vector<Bytes> storage_limits_;  // of all sites, each once, in ascending order
    std::map<SlotSet, Reach> numbers_;
    std::vector<SlotSet const*> sets_;
    std::vector<std::vector<Reach>> at_;
    std::unordered_map<JobKind, Reach, JobKindHash> known_;  // looked up, never walked through
};

}  // namespace meridian::scheduler
