#include <array>

#include "sim/scheduler/places_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array<std::string_view, 2> orders{"nearest", "least_loaded"};

constexpr std::array parameters{
    ParameterDoc{"rtt", Dimension::duration, "20 ms", 0.0, 1e18,
                 "round trip from the users within which another site helps out"},
    ParameterDoc{"then", Dimension::number, "nearest", 0.0, 1.0,
                 "which other site with room: the nearest, or the one with the smallest share held", orders}};

// Home is the nearest site that could ever run the job. It comes first if it has room; else another site with
// room that is near enough; else the job joins the queue at home.
class Overflow final : public OneJobPolicy {
public:
    explicit Overflow(PolicyContext const& context)
        : one_way_{context.limit("rtt") / 2}, by_load_{context.word("then") == 1} {}

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        if (view.latency(job.what.origin, site) <= one_way_) return true;
        auto const home = home_of(job, view);
        return home && home->site == site;
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        auto const home = home_of(job, view);
        if (considered.kept()) explain(job, view, home, considered);
        if (!home) return Refuse{Reason::no_site_in_reach};
        std::optional<Place> best = view.room(job, home->site);
        if (best) return *best;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (view.latency(job.what.origin, site) > one_way_) break;
            auto const place = view.room(job, site);
            if (!place) continue;
            if (!by_load_) return *place;
            if (!best || score(job, *place, view) < score(job, *best, view)) best = place;
        }
        if (best) return *best;
        if (considered.kept()) considered.feasible(*home, 0.0);
        return *home;
    }

    [[nodiscard]] static std::optional<Place> home_of(state::Job const& job, View const& view) {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (auto const place = view.possible(job, site)) return place;
        }
        return std::nullopt;
    }

    // Latency in milliseconds, or the share held.
    [[nodiscard]] double score(state::Job const& job, Place place, View const& view) const {
        if (!by_load_) return in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3;
        return place.pool.valid() ? view.load(place.pool) : 0.0;
    }

    // Home has the score 0 where the choice is by load: it comes before all others.
    void explain(state::Job const& job, View const& view, std::optional<Place> const& home,
                 Considered& considered) const {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            bool const is_home = home && site == home->site;
            if (!is_home && view.latency(job.what.origin, site) > one_way_) {
                considered.exclude(site, PoolId{}, Exclusion::beyond_reach);
            } else if (auto const place = view.room(job, site)) {
                considered.feasible(*place, is_home && by_load_ ? 0.0 : score(job, *place, view));
            } else {
                exclude(job, view, site, considered);
            }
        }
    }

    static void exclude(state::Job const& job, View const& view, SiteId site, Considered& considered) {
        bool const whole = view.pools_of(site).empty() || job.what.width.count() == 0;
        if (whole) return considered.exclude(site, PoolId{}, view.why_not_now(job, {site, PoolId{}}));
        for (PoolId const pool : view.pools_of(site))
            considered.exclude(site, pool, view.why_not_now(job, {site, pool}));
    }

    Duration one_way_;
    bool by_load_;
};

}  // namespace

extern ComponentDoc const overflow_doc;
ComponentDoc const overflow_doc{
    "overflow", "home first, then a site near enough with room, else the queue at home", parameters,
    "overflow routing: Wilkinson, Theories for toll traffic engineering in the U.S.A., Bell Syst. Tech. J. "
    "35, 1956"};

std::unique_ptr<Policy> make_overflow(PolicyContext const& context) {
    return std::make_unique<Overflow>(context);
}

}  // namespace meridian::scheduler
