#include <array>

#include "sim/scheduler/places_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter, when_full_parameter("wait")};

// In turn over the sites, in the order of the scenario, whatever the origin; each class has a turn of its
// own. A site that cannot take the job, or is beyond reach, is passed over, and the turn goes on after the
// site that was chosen.
class RoundRobin final : public OneJobPolicy {
public:
    explicit RoundRobin(PolicyContext const& context) : places_{context} {}

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return view.latency(job.what.origin, site) <= places_.reach();
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        if (considered.kept()) explain(job, view, considered);
        std::uint32_t const sites = static_cast<std::uint32_t>(view.scenario().sites.size());
        std::uint32_t& next = turn(job);
        for (std::uint32_t step = 0; step < sites; ++step) {
            SiteId const site{(next + step) % sites};
            Duration const latency = view.latency(job.what.origin, site);
            if (latency > places_.reach() || latency == Duration::max()) continue;
            auto const place = at(job, view, site);
            if (!place) continue;
            next = (site.index + 1) % sites;
            return *place;
        }
        return places_.none(job, view);
    }

    [[nodiscard]] std::uint32_t& turn(state::Job const& job) {
        std::size_t const c = job.what.workload_class.index;
        if (next_.size() <= c) next_.resize(c + 1, 0);
        return next_[c];
    }

    [[nodiscard]] std::optional<Place> at(state::Job const& job, View const& view, SiteId site) const {
        return places_.when_full() == WhenFull::wait ? view.room(job, site) : view.possible(job, site);
    }

    // The score is how many turns away the site is. Of a site only the pool that would be chosen has one.
    void explain(state::Job const& job, View const& view, Considered& considered) {
        places_.find(job, view, considered, found_);
        auto const sites = static_cast<std::uint32_t>(view.scenario().sites.size());
        std::uint32_t const next = turn(job);
        SiteId last;
        for (Place const place : found_) {
            auto const turns = static_cast<double>((place.site.index + sites - next) % sites);
            considered.feasible(place, place.site == last ? std::nullopt : std::optional{turns});
            last = place.site;
        }
    }

    Places places_;
    std::vector<std::uint32_t> next_;  // by class: the site whose turn it is
    std::vector<Place> found_;         // reused
};

}  // namespace

extern ComponentDoc const round_robin_doc;
ComponentDoc const round_robin_doc{
    "round_robin", "the sites in turn, each class with its own turn", parameters,
    "Coffman and Kleinrock, Computer scheduling methods and their countermeasures, AFIPS 1968"};

std::unique_ptr<Policy> make_round_robin(PolicyContext const& context) {
    return std::make_unique<RoundRobin>(context);
}

}  // namespace meridian::scheduler
