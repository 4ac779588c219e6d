#include "sim/service/link_loads.hpp"

#include <algorithm>

namespace meridian::service {

LinkLoads::LinkLoads(Parts const& parts)
    : of_{parts},
      asked_(parts.links.size(), 0.0),
      shares_(parts.links.size(), 1.0),
      carried_(parts.links.size(), 0.0) {
    forget_paths();
}

bool LinkLoads::has_bytes(Scenario const& scenario) {
    return std::ranges::any_of(scenario.services, [](Service const& service) {
        return service.bytes_in > Bytes{0} || service.bytes_out > Bytes{0};
    });
}

void LinkLoads::begin() {
    std::ranges::fill(asked_, 0.0);
    std::ranges::fill(carried_, 0.0);
}

std::vector<ArcId> const& LinkLoads::arcs(RegionId region, SiteId site) {
    PathId& known = known_(region, site);
    if (!known.valid()) {
        NodeId const from = of_.scenario.regions[region].node;
        known = of_.paths.around_failures(from, of_.scenario.sites[site].node).value();
    }
    return of_.paths[known].arcs;
}

void LinkLoads::add(std::vector<double>& to, ServiceId v, RegionId r, SiteId s, double in, double out) {
    Service const& service = of_.scenario.services[v];
    double const bytes_in = static_cast<double>(service.bytes_in.count()) * in;
    double const bytes_out = static_cast<double>(service.bytes_out.count()) * out;
    if (!(bytes_in + bytes_out > 0.0)) return;
    for (ArcId const arc : arcs(r, s)) {
        to[arc.index] += bytes_in;
        to[NationalMap::reversed(arc).index] += bytes_out;
    }
}

void LinkLoads::ask(ServiceId v, RegionId r, SiteId s, double rate) {
    add(asked_, v, r, s, rate, rate);
}

void LinkLoads::settle() {
    for (ArcId const arc : of_.links.keys()) {
        double const most = (1.0 - state::least_share_of_transfers) * of_.links[arc].usable.count();
        double const asked = asked_[arc.index];
        shares_[arc.index] = asked > most ? most / asked : 1.0;
    }
}

double LinkLoads::share(ServiceId v, RegionId r, SiteId s) {
    Service const& service = of_.scenario.services[v];
    bool const sends = service.bytes_in > Bytes{0};
    bool const answers = service.bytes_out > Bytes{0};
    double least = 1.0;
    if (!sends && !answers) return least;
    for (ArcId const arc : arcs(r, s)) {
        if (sends) least = std::min(least, shares_[arc.index]);
        if (answers) least = std::min(least, shares_[NationalMap::reversed(arc).index]);
    }
    return least;
}

void LinkLoads::carry(ServiceId v, RegionId r, SiteId s, double let_through, double answered) {
    add(carried_, v, r, s, let_through, answered);
}

}  // namespace meridian::service
