// For policies that choose among places: the walk over the sites in reach, nearest first, that they share,
// with the parameters `reach` and `when_full`.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {

enum class WhenFull : std::uint8_t { wait, queue };
inline constexpr std::array<std::string_view, 2> when_full_words{"wait", "queue"};

inline constexpr ParameterDoc reach_parameter{
    "reach", Dimension::duration,
    "",      0.0,
    1e18,    "one-way latency from the users beyond which a site is not used"};

// `usual`: the default of the policy, "wait" or "queue".
[[nodiscard]] constexpr ParameterDoc when_full_parameter(std::string_view usual) {
    return {"when_full",
            Dimension::number,
            usual,
            0.0,
            1.0,
            "wait: only places with room now, else at the brain; queue: any place that could run the job",
            when_full_words};
}

// Where the sites of one decision come from.
class Places {
public:
    explicit Places(PolicyContext const& context)
        : Places{context, static_cast<WhenFull>(context.word("when_full"))} {}
    // For a policy whose rule says itself what it does where there is no room.
    Places(PolicyContext const& context, WhenFull when_full)
        : reach_{context.limit("reach")}, when_full_{when_full} {}

    [[nodiscard]] Duration reach() const { return reach_; }
    [[nodiscard]] WhenFull when_full() const { return when_full_; }
    // May the job be committed to this place of a site in reach?
    [[nodiscard]] bool takes(state::Job const& job, View const& view, Place place) const {
        bool const now = when_full_ == WhenFull::wait;
        bool const stores = now ? view.has_storage(job, place.site) : view.could_store(job, place.site);
        if (!stores || !place.pool.valid()) return stores;
        return now ? view.has_room(job, place.pool) : view.could_run(job, place.pool);
    }

    // Every pool, nearest site first, that the job may be committed to; a job without accelerators has one
    // place per site, without a pool. `found` is reused.
    void find(state::Job const& job, View const& view, Considered& considered,
              std::vector<Place>& found) const;
    // What to answer if there is none: wait while some site in reach could ever run the job.
    [[nodiscard]] Decision none(state::Job const& job, View const& view) const;

private:
    void look_at(state::Job const& job, View const& view, SiteId site, Considered& considered,
                 std::vector<Place>& found) const;

    Duration reach_;
    WhenFull when_full_;
};

// The place with the lowest score; ties go to the nearer site, then to the pool listed first.
class ScoringPolicy : public OneJobPolicy {
public:
    explicit ScoringPolicy(PolicyContext const& context) : places_{context} {}
    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const final {
        return view.latency(job.what.origin, site) <= places_.reach();
    }
    [[nodiscard]] double preference(state::Job const& job, Place place, View const& view) const final {
        return score(job, place, view);
    }
    ScoringPolicy(PolicyContext const& context, WhenFull when_full) : places_{context, when_full} {}

protected:
    [[nodiscard]] Places const& places() const { return places_; }
    // The same place by a quicker way, where the policy has one for this job. No pool: no place takes the
    // job.
    struct Shortcut {
        bool taken{false};
        std::optional<PoolId> pool{};
    };

private:
    // Smaller is better; finite.
    [[nodiscard]] virtual double score(state::Job const& job, Place place, View const& view) const = 0;
    // Of the input to the place that was chosen; none: the shortest that is whole.
    [[nodiscard]] virtual PathId input_path(state::Job const&, Place, View const&) const { return {}; }
    // Asked where candidates are not kept.
    [[nodiscard]] virtual Shortcut shortcut(state::Job const&, View const&) { return {}; }

    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view, Considered& considered) final;

    Places places_;
    std::vector<Place> found_;  // reused
};

}  // namespace meridian::scheduler
