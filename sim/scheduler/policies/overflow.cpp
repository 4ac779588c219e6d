#include <array>

#include "sim/scheduler/candidate_search.hpp"

namespace meridian::scheduler {
namespace {

enum class OverflowOrder : std::uint8_t { nearest, least_loaded };
constexpr std::array<std::string_view, 2> orders{"nearest", "least_loaded"};

// Home is the nearest site that could ever run the job. It comes first if it has room; else another site with
// room that is near enough; else the job joins the queue at home.
class Overflow final : public OneJobPolicy {
public:
    struct Parameters : ParameterSet {
        Parameter<Duration> rtt{*this,
                                {"rtt", Dimension::duration, "20 ms", 0.0, 1e18,
                                 "round trip from the users within which another site helps out"}};
        Parameter<OverflowOrder> then{
            *this,
            {"then", Dimension::number, "nearest", 0.0, 1.0,
             "which other site with room: the nearest, or the one with the smallest share held", orders}};
    };
    Overflow(Parameters const& parameters, PolicyContext const&)
        : search_{*parameters.rtt / 2, WhenFull::wait},
          by_load_{*parameters.then == OverflowOrder::least_loaded} {}

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        if (search_.covers(job.what.origin, site, view)) return true;
        auto const home = home_of(job, view);
        return home && home->site == site;
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) override {
        auto const home = home_of(job, view);
        if (!home) return without_home(job, view);
        return with_room(job, view, home->site).value_or(*home);
    }

    [[nodiscard]] std::optional<Placement> with_room(state::Job const& job, View const& view, SiteId home) {
        if (auto const place = view.room(job, home)) return place;
        if (!by_load_) return search_.nearest(job, view);
        std::optional<Placement> best;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (!search_.covers(job.what.origin, site, view)) break;
            auto const place = view.room(job, site);
            if (place && (!best || load(*place, view) < load(*best, view))) best = place;
        }
        return best;
    }

    [[nodiscard]] static Decision without_home(state::Job const& job, View const& view) {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (view.possible(job, site)) return Wait{Reason::place_lost};
        }
        return Reject{Reason::no_site_in_reach};
    }

    [[nodiscard]] static std::optional<Placement> home_of(state::Job const& job, View const& view) {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (auto const place = view.queue(job, site)) return place;
        }
        return std::nullopt;
    }

    [[nodiscard]] static double load(Placement const& place, View const& view) {
        return place.pool.valid() ? view.load(place.pool) : 0.0;
    }

    // The score is the latency in milliseconds, or the share held. Home has the score 0 where the choice is by
    // load, and where the job queues there: it comes before all others.
    void trace(state::Job const& job, View const& view, DecisionTrace& out) override {
        auto const home = home_of(job, view);
        auto const score = [&](Placement const& place) {
            if (!by_load_) return in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3;
            return home && place.site == home->site ? 0.0 : load(place, view);
        };
        search_.trace_sites(job, view, out, score, home ? home->site : SiteId{});
        if (home && !with_room(job, view, home->site)) out.feasible(*home, 0.0);
    }

    CandidateSearch search_;
    bool by_load_;
};

}  // namespace

extern PolicyComponent const overflow_component;
PolicyComponent const overflow_component = PolicyComponent::of<Overflow>(
    {"overflow", "Home site, then overflow", "本地优先、溢出转移"},
    "home first, then a site near enough with room, else the queue at home",
    "overflow routing: Wilkinson, Theories for toll traffic engineering in the U.S.A., Bell Syst. Tech. J. "
    "35, 1956");

}  // namespace meridian::scheduler
