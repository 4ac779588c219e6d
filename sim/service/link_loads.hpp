// The bytes of requests and answers on links. Services come before transfers, which keep a least share of every link
// that is not down. What services ask of a direction of a link beyond that is not let through: of every flow over it the
// same share, which is the least over the flow's path.
#pragma once

#include <span>
#include <vector>

#include "models/map/path_table.hpp"
#include "models/units/cross_table.hpp"
#include "sim/state/service_flow.hpp"
#include "sim/state/state.hpp"

namespace meridian::service {

// For one epoch: begin(), ask() for every flow, settle(), then share() and carry().
class LinkLoads {
public:
    // All of it outlives this.
    struct Parts {
        Scenario const& scenario;
        PathTable& paths;
        Table<ArcId, state::LinkUse> const& links;
    };
    explicit LinkLoads(Parts const& parts);

    // Do requests of any service have bytes?
    [[nodiscard]] static bool has_bytes(Scenario const& scenario);

    void begin();
    // Requests per second that the region sends to the site. Precondition of this and the next two: a path between
    // them is whole.
    void ask(ServiceId service, RegionId region, SiteId site, double rate);
    void settle();
    // Of these requests, that get through.
    [[nodiscard]] double share(ServiceId service, RegionId region, SiteId site);
    // Requests that got through, and of these the answered.
    void carry(ServiceId service, RegionId region, SiteId site, double let_through, double answered);
    // Bytes per second on each arc that have been carried since begin().
    [[nodiscard]] std::span<double const> carried() const { return carried_; }
    // Links have failed or come back.
    void forget_paths() { known_.assign(of_.scenario.regions.size(), of_.scenario.sites.size()); }

private:
    [[nodiscard]] std::vector<ArcId> const& arcs(RegionId region, SiteId site);
    void add(std::vector<double>& to, ServiceId service, RegionId region, SiteId site, double in, double out);

    Parts of_;
    CrossTable<RegionId, SiteId, PathId> known_;    // the shortest whole path, from the region
    std::vector<double> asked_, shares_, carried_;  // by arc
};

}  // namespace meridian::service
