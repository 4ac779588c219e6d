#include "sim/report/simgrid_platform.hpp"

#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "models/map/shortest_paths.hpp"

namespace meridian::report {
namespace {

// As an attribute's value; characters that XML does not allow become '_'.
std::string escaped(std::string_view text) {
    std::string safe;
    for (char const c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '_' : c;
        }
    }
    return safe;
}

// SimGrid keeps one list of hosts and zones and one of links, where a split-duplex link X is also X_UP and
// X_DOWN. A name that is taken gets '~' behind it until it is not.
class PlatformNames {
public:
    std::string add(std::string name, bool duplex) {
        while (taken_.contains(name) ||
               (duplex && (taken_.contains(name + "_UP") || taken_.contains(name + "_DOWN")))) {
            name += '~';
        }
        taken_.insert(name);
        if (duplex) taken_.insert({name + "_UP", name + "_DOWN"});
        return escaped(name);
    }

private:
    std::set<std::string> taken_;
};

struct NodeFacts {
    double flops{0.0};
    std::string sites;
    std::string tiers;
};

void append(std::string& list, std::string const& name) {
    list += (list.empty() ? "" : ",") + name;
}

Table<NodeId, NodeFacts> facts_of(Scenario const& s) {
    Table<NodeId, NodeFacts> facts{s.map.nodes().size()};
    for (Site const& site : s.sites) {
        append(facts[site.node].sites, site.name);
        append(facts[site.node].tiers, s.tiers[site.tier].name);
    }
    for (Pool const& pool : s.pools) {
        auto const cards = static_cast<double>(pool.servers * pool.width);
        facts[s.sites[pool.site].node].flops += cards * s.accelerators[pool.accelerator].fp16_dense.count();
    }
    return facts;
}

class Platform {
public:
    Platform(Scenario const& scenario, system::FileReplacement& file) : s_{scenario}, file_{file} {}

    void write() {
        put(R"(<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<!-- generator: Meridian -->
<platform version="4.1">
  <config>
    <prop id="network/model" value="CM02"/>
    <prop id="network/TCP-gamma" value="1e18"/>
    <prop id="network/crosstraffic" value="0"/>
  </config>
)");
        name_nodes();
        put(fmt::format("  <zone id=\"{}\" routing=\"Full\">\n", node_names_.add("meridian", false)));
        put_hosts();
        put_links();
        put_routes();
        put("  </zone>\n</platform>\n");
    }

private:
    void put(std::string_view text) { file_.write(text); }

    void name_nodes() {
        for (Node const& node : s_.map.nodes())
            hosts_.add(node_names_.add(node.name, false));
    }

    void put_hosts() {
        auto const facts = facts_of(s_);
        for (NodeId const n : s_.map.nodes().keys()) {
            NodeFacts const& here = facts[n];
            double const speed = here.flops > 0.0 ? here.flops : 1.0;
            if (here.sites.empty()) {
                put(fmt::format("    <host id=\"{}\" speed=\"{}f\"/>\n", hosts_[n], speed));
                continue;
            }
            put(
                fmt::format("    <host id=\"{}\" speed=\"{}f\">\n"
                            "      <prop id=\"site\" value=\"{}\"/>\n"
                            "      <prop id=\"tier\" value=\"{}\"/>\n"
                            "    </host>\n",
                            hosts_[n], speed, escaped(here.sites), escaped(here.tiers)));
        }
    }

    void put_links() {
        PlatformNames names;
        for (LinkId const l : s_.map.links().keys()) {
            Link const& link = s_.map.links()[l];
            Duration const latency = s_.map.arcs()[ArcId{2 * l.index}].latency;
            links_.add(names.add(link.name, true));
            put(
                fmt::format("    <link id=\"{}\" bandwidth=\"{}Bps\" latency=\"{}s\""
                            " sharing_policy=\"SPLITDUPLEX\"/>\n",
                            links_[l], link.usable().count(), in_seconds(latency).count()));
        }
    }

    // SimGrid makes the way back of each route by itself, over the same links: as PathTable does.
    void put_routes() {
        std::vector<NodeId> sources;
        for (Site const& site : s_.sites)
            sources.push_back(site.node);
        ShortestPaths const shortest{s_.map, sources};
        for (NodeId const from : s_.map.nodes().keys()) {
            if (!shortest.is_source(from)) continue;
            for (NodeId const to : s_.map.nodes().keys()) {
                bool const other_way = shortest.is_source(to) && to < from;
                if (from == to || other_way || !shortest.reaches(from, to)) continue;
                put_route(from, to, shortest.arcs(from, to));
            }
        }
    }

    void put_route(NodeId from, NodeId to, std::vector<ArcId> const& arcs) {
        std::string text = fmt::format("    <route src=\"{}\" dst=\"{}\">\n", hosts_[from], hosts_[to]);
        for (ArcId const arc : arcs) {
            text += fmt::format("      <link_ctn id=\"{}\" direction=\"{}\"/>\n",
                                links_[NationalMap::link_of(arc)], arc.index % 2 == 0 ? "UP" : "DOWN");
        }
        put(text + "    </route>\n");
    }

    Scenario const& s_;
    system::FileReplacement& file_;
    PlatformNames node_names_;
    Table<NodeId, std::string> hosts_;
    Table<LinkId, std::string> links_;
};

}  // namespace

void write_simgrid_platform(Scenario const& scenario, system::FileReplacement& file) {
    Platform{scenario, file}.write();
}

}  // namespace meridian::report
