// Events: what fails or is taken out of service, and the declarations of their keys.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/scenario/records.hpp"

namespace meridian::scenario {

// Of which each has occurrences of its own.
enum class EachOf : std::uint8_t { sites, links, pools };
inline constexpr Enum<EachOf> each_kinds{
    {"sites", EachOf::sites}, {"links", EachOf::links}, {"pools", EachOf::pools}};

// What of a site: everything, or the share of its IT power that supply or cooling carry.
enum class SitePart : std::uint8_t { all, power, cooling };
inline constexpr Enum<SitePart> site_parts{
    {"all", SitePart::all}, {"power", SitePart::power}, {"cooling", SitePart::cooling}};

struct EventRecord : RecordOf<FailureEvent> {
    Field<std::string> site, pool, link, node, province, model, tier, after;
    std::optional<Kilometres> within;
    std::optional<EachOf> each;
    SitePart part{SitePart::all};
    std::optional<Duration> until;
    std::optional<Distribution> uptime;
    EventHazard hazard;
    EventCause cause;
    bool assessed{false};
    LossLevels levels;
};

template <class Visitor>
void fields(Visitor& v, EventRecord& r) {
    constexpr Range part{0.0, 0.999999, "0 % or more and less than 100 %"};
    FailureEvent& e = r.value;
    named_in_reports(v, e, r);
    v.optional("site", r.site, Reference{"sites"}, "that is hit; or one of the next keys");
    v.optional("pool", r.pool, Reference{"pools"}, "that is hit, as a hall is");
    v.optional("link", r.link, Reference{"links"}, "that is hit, in both directions");
    v.optional("province", r.province, Text{"Sichuan"},
               "all sites there are hit together, and the links that end there");
    v.optional("node", r.node, Reference{"nodes"}, "with 'within': the middle of what is hit together");
    v.optional("within", r.within, like(Real<Kilometres>{positive}, "300 km", "1 km", "5000 km"),
               "of 'node', straight: sites there and links that end there");
    v.optional("model", r.model, Reference{"accelerators"}, "all pools of it are hit together");
    v.optional("each", r.each, each_kinds, "every site, link or pool has such events of its own");
    v.optional("tier", r.tier, Reference{"tiers"}, "of the sites and pools of 'each'; without: all");
    v.defaulted("part", r.part, site_parts, "all",
                "of a site: all of it, or the share of its IT power that supply or cooling carry");
    v.defaulted("left", e.left, like(Real{Dimension::fraction, part}, "40 %"), "0 %",
                "of what is hit; 0 %: nothing, and a site's data are out of reach");
    v.optional("from", e.from, like(Real<Duration>{not_negative}, "12 d"), "when it begins, from the start");
    v.optional("until", r.until, like(Real<Duration>{not_negative}, "19 d"),
               "when it is over, from the start");
    v.optional("for", e.duration, like(Real<Duration>{not_negative}, "7 d", "1 s", "1000 d"),
               "how long it lasts");
    v.optional("every", e.every, like(Real<Duration>{positive}, "90 d", "1 h", "3650 d"),
               "with 'from': again and again, from begin to begin");
    v.optional("notice", e.notice, like(Real<Duration>{positive}, "4 h", "1 min", "60 d"),
               "it is planned: so long before it no work starts there, and what waits there leaves");
    v.optional("mtbf", r.uptime, like(Size{Dimension::duration}, "50 d", "1 h", "36500 d"),
               "it comes at random: mean time from repair to failure, exponential; or a distribution");
    v.optional("per", r.hazard.per, like(Real<Kilometres>{positive}, "1000 km", "1 km", "100000 km"),
               "of links: 'mtbf' is that of so much fibre, and longer links fail more often");
    v.optional("repair", e.repair, like(Size{Dimension::duration}, "8 h", "1 min", "1000 d"),
               "how long it lasts, drawn each time");
    v.defaulted("crews", r.hazard.crews, like(Whole{0, 1'000'000}, "2"), "0",
                "that repair what 'mtbf' breaks, one at a time each; 0: as many as are needed");
    v.optional("after", r.after, Reference{"events"}, "an event above, which may bring this one about");
    v.defaulted("probability", r.cause.probability, like(Real{Dimension::fraction, a_share}, "30 %"), "100 %",
                "that it does, each time");
    v.defaulted("delay", r.cause.delay, like(Size{Dimension::duration}, "2 h", "1 ms", "1000 d"), "0 s",
                "from the begin of that event to this one");
    v.defaulted(
        "assessed", r.assessed, Bool{}, "false",
        "figures of the run say what it does, as slo_attainment_during_loss; of an event with 'from'");
    v.defaulted(
        "failure_level", r.levels.failure, like(Real{Dimension::fraction, positive_share}, "90 %"), "90 %",
        "of an assessed event: the network fails where SLO attainment falls below this share of what it "
        "was before, at that time of day");
    v.defaulted("recovery_level", r.levels.recovery, like(Real{Dimension::fraction, positive_share}, "95 %"),
                "95 %",
                "of an assessed event: it has recovered when SLO attainment stays at this share or above");
}

}  // namespace meridian::scenario
