#include <algorithm>

#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// In turn over the sites, in the order of the scenario, whatever the origin; each class has a turn of its
// own. A site that cannot take the job, or is beyond reach, is passed over, and the turn goes on after the
// site that was chosen.
class RoundRobin final : public SearchPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
    };
    RoundRobin(Parameters const& parameters, PolicyContext const&)
        : SearchPolicy{CandidateSearch{parameters}} {}

private:
    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override {
        auto const place = next_of(job, view);
        if (place) turn(job) = (place->site.index + 1) % sites(view);
        return place;
    }

    // Looks at a few sites in turn, and if none takes the job, at all candidates.
    [[nodiscard]] std::optional<Placement> next_of(state::Job const& job, View const& view) {
        for (std::uint32_t step = 0; step < std::min(looked_at_first, sites(view)); ++step) {
            SiteId const site{(turn(job) + step) % sites(view)};
            Duration const latency = view.latency(job.what.origin, site);
            if (latency > search().reach() || latency == Duration::max()) continue;
            if (auto const place = search().first_of(job, view, site)) return place;
        }
        std::optional<Placement> best;
        for (Placement const& candidate : search().candidates(job, view)) {
            if (!best || turns_to(candidate.site, job, view) < turns_to(best->site, job, view))
                best = candidate;
        }
        return best;
    }

    [[nodiscard]] static std::uint32_t sites(View const& view) {
        return static_cast<std::uint32_t>(view.scenario().sites.size());
    }
    [[nodiscard]] std::uint32_t turns_to(SiteId site, state::Job const& job, View const& view) {
        return (site.index + sites(view) - turn(job)) % sites(view);
    }
    [[nodiscard]] std::uint32_t& turn(state::Job const& job) {
        std::size_t const c = job.what.workload_class.index;
        if (next_.size() <= c) next_.resize(c + 1, 0);
        return next_[c];
    }

    // The score is how many turns away the site is. Of a site only the pool that would be chosen has one.
    void rank(state::Job const& job, View const& view, std::span<Placement const> candidates,
              std::span<std::optional<double>> scores) override {
        SiteId last;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            SiteId const site = candidates[i].site;
            if (site != last) scores[i] = static_cast<double>(turns_to(site, job, view));
            last = site;
        }
    }

    static constexpr std::uint32_t looked_at_first = 16;
    std::vector<std::uint32_t> next_;  // by class: the site whose turn it is
};

}  // namespace

extern PolicyComponent const round_robin_component;
PolicyComponent const round_robin_component = PolicyComponent::of<RoundRobin>(
    {"round_robin", "Round robin", "轮询"}, "the sites in turn, each class with its own turn",
    "Coffman and Kleinrock, Computer scheduling methods and their countermeasures, AFIPS 1968");

}  // namespace meridian::scheduler
