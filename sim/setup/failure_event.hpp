// Events that take capacity away: what is hit, how far, when, and what follows.
//
// An event has occurrences. It hits all of its assets at once, or, with `each`, has occurrences of its own for every
// asset. What several occurrences leave of an asset at one time is the least that one of them leaves.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/units/display_name.hpp"
#include "models/units/ids.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "models/workload/distribution.hpp"

namespace meridian {

using EventId = Id<struct EventTag>;

// `site`: its pools, its storage and what comes and goes. `site_power`: its IT power, by loss of supply or cooling.
enum class AssetKind : std::uint8_t { link, site, site_power, pool };

struct Asset {
    AssetKind kind{AssetKind::site};
    std::uint32_t index{0};  // of a LinkId, SiteId or PoolId

    friend constexpr auto operator<=>(Asset const&, Asset const&) = default;

    [[nodiscard]] static Asset of(LinkId id) { return {AssetKind::link, id.index}; }
    [[nodiscard]] static Asset of(SiteId id) { return {AssetKind::site, id.index}; }
    [[nodiscard]] static Asset of(PoolId id) { return {AssetKind::pool, id.index}; }
    [[nodiscard]] static Asset power_of(SiteId id) { return {AssetKind::site_power, id.index}; }
    [[nodiscard]] LinkId link() const { return LinkId{index}; }
    [[nodiscard]] SiteId site() const { return SiteId{index}; }
    [[nodiscard]] PoolId pool() const { return PoolId{index}; }
};

// It follows an occurrence of another event.
struct EventCause {
    EventId event;  // an earlier one
    double probability{1.0};
    Distribution delay{};  // seconds, from the begin of that occurrence
};

// It comes at random: after an asset has been up for a time drawn from `uptime`.
struct EventHazard {
    Distribution uptime{};  // seconds, from one repair to the next failure
    std::optional<Kilometres>
        per;                // of links: the uptime of one of that length, and longer ones fail more often
    std::int64_t crews{0};  // that repair its assets, one each; 0: as many as are needed
};

// Shares of the SLO attainment before a loss. Below the first the network counts as failing; once it has failed, it has
// recovered when it stays at the second or above. There are two, as in risk tools for supply chains, so that a figure that
// hovers about one of them is not a failure each time. Time to recover: Simchi-Levi et al., "Identifying risks and
// mitigating disruptions in the automotive supply chain", Interfaces 45, 2015.
struct LossLevels {
    double failure{0.9}, recovery{0.95};
};

struct FailureEvent {
    std::string name;
    std::string key;
    DisplayName display{};
    std::vector<Asset> assets;  // each once, in order
    bool each{false};           // occurrences of its own for every asset
    double left{0.0};           // of an asset, [0, 1)
    // One of these says when.
    std::optional<Duration> from;  // since the start of the run
    std::optional<EventHazard> hazard;
    std::optional<EventCause> cause;
    std::optional<Duration> every;  // with `from`: again and again, begin to begin
    // One of these, or none, says how long an occurrence lasts; none: to the end of the run.
    std::optional<Duration> duration;
    std::optional<Distribution> repair;  // seconds
    // It is planned, and known so long before: no work starts there that is not expected to end by then.
    std::optional<Duration> notice;
    // Figures of the run say what it does (assessed_loss.hpp). It is given by `from` and comes once.
    std::optional<LossLevels> assessed;

    // One occurrence, of one asset; without `until` it lasts.
    [[nodiscard]] static FailureEvent once(Asset asset, Duration from, std::optional<Duration> until,
                                           double left = 0.0);
};

}  // namespace meridian
