#include "sim/report/map_layers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "models/map/access.hpp"
#include "sim/report/facts.hpp"
#include "sim/report/facts_tables.hpp"
#include "sim/report/names.hpp"
#include "sim/report/site_state.hpp"
#include "sim/report/table/display_names.hpp"
#include "sim/report/table_cells.hpp"

namespace meridian::report {
namespace {

struct Meaning {
    std::string_view key, text;
};
// Of the keys that no table of a run has.
constexpr std::array meanings{
    Meaning{"storage_limit_bytes", "what its storage holds; empty: no limit"},
    Meaning{"capacity_gbps", "what the operator has lit, each direction"},
    Meaning{"usable_gbps", "capacity that this work may use, each direction"},
    Meaning{"length_km", "of the fibre; empty: not given"},
    Meaning{"propagation_s_one_way", "from end to end, without routers"},
    Meaning{"access_s_one_way_mean", "between the users and their node"},
};

void add_meanings(ResultTable& table) {
    for (ResultColumn& column : table.columns) {
        auto const found = std::ranges::find(meanings, column.key, &Meaning::key);
        if (found != meanings.end()) column.meaning = found->text;
    }
}

class MapTables {
public:
    explicit MapTables(Scenario const& scenario) : s_{scenario} {
        NameTable names;
        names.add(scenario);
        add_names(names_, names);
    }

    [[nodiscard]] MapLayer nodes() const {
        MapLayer layer{"node",
                       {"nodes", {"node", "name_en", "name_zh", "province", "latitude_deg", "longitude_deg"}},
                       {}};
        for (NodeId const n : s_.map.nodes().keys()) {
            Node const& node = s_.map.nodes()[n];
            ResultRow& row = add_row(layer, node.name, at(n));
            row.insert(row.end(),
                       {node.province, degrees(node, node.latitude_deg), degrees(node, node.longitude_deg)});
        }
        return layer;
    }

    [[nodiscard]] MapLayer sites() const {
        MapLayer layer{"site",
                       {"sites",
                        {"site", "name_en", "name_zh", "tier", "state", "node", "province", "accelerators",
                         "power_limit_kw", "it_kw_all_busy", "power_subscription", "storage_limit_bytes"}},
                       {}};
        Table<SiteId, std::int64_t> accelerators{s_.sites.size()};
        Table<SiteId, double> busy_kw{s_.sites.size()};
        for (Pool const& pool : s_.pools) {
            accelerators[pool.site] += pool.servers * pool.width;
            busy_kw[pool.site] += it_kw_all_busy(s_, pool);
        }
        for (SiteId const one : s_.sites.keys()) {
            Site const& site = s_.sites[one];
            ResultRow& row = add_row(layer, site.name, at(site.node));
            add_standing(row, site);
            auto const limit_kw = site.power_limit ? kilowatts(*site.power_limit) : 0.0;
            row.insert(row.end(), {accelerators[one], site.power_limit ? ResultCell{limit_kw} : ResultCell{},
                                   busy_kw[one], ratio(busy_kw[one], limit_kw),
                                   site.storage ? ResultCell{site.storage->count()} : ResultCell{}});
        }
        return layer;
    }

    [[nodiscard]] MapLayer links() const {
        MapLayer layer{"link",
                       {"links",
                        {"link", "name_en", "name_zh", "a", "b", "capacity_gbps", "usable_gbps", "length_km",
                         "propagation_s_one_way"}},
                       {}};
        constexpr double per_gbps = 8.0 / 1e9;
        for (Link const& link : s_.map.links()) {
            ResultRow& row = add_row(layer, link.name, between(link.a, link.b));
            double const km = link.length.count();
            row.insert(row.end(), {s_.map.nodes()[link.a].name, s_.map.nodes()[link.b].name,
                                   link.capacity.count() * per_gbps, link.usable().count() * per_gbps,
                                   km > 0.0 ? ResultCell{km} : ResultCell{}, in_seconds(link.delay).count()});
        }
        return layer;
    }

    [[nodiscard]] MapLayer regions() const {
        MapLayer layer{
            "region",
            {"regions", {"region", "name_en", "name_zh", "node", "province", "access_s_one_way_mean"}},
            {}};
        for (std::string const& mass : s_.masses) {
            ResultColumn column =
                ResultColumn::of("mass_" + mass, "by which classes and services split what is national");
            column.quantity = FigureKind::number;
            layer.table.columns.push_back(std::move(column));
        }
        for (DemandRegion const& region : s_.regions) {
            Node const& node = s_.map.nodes()[region.node];
            ResultRow& row = add_row(layer, region.name, at(region.node));
            row.insert(row.end(), {node.name, node.province, in_seconds(mean_access_delay(region)).count()});
            for (std::size_t m = 0; m < s_.masses.size(); ++m)
                row.push_back(m < region.masses.size() ? ResultCell{region.masses[m]} : ResultCell{});
        }
        return layer;
    }

private:
    // With the identifier and both display names.
    ResultRow& add_row(MapLayer& layer, std::string const& id, MapShape shape) const {
        Bilingual const name = names_.of(layer.entity, id);
        layer.shapes.push_back(std::move(shape));
        return layer.table.rows.emplace_back(ResultRow{id, name.en, name.zh});
    }

    void add_standing(ResultRow& row, Site const& site) const {
        Node const& node = s_.map.nodes()[site.node];
        row.insert(row.end(), {s_.tiers[site.tier].name, site_state_words(site), node.name, node.province});
    }

    static ResultCell degrees(Node const& node, double figure) {
        return node.has_coordinates ? ResultCell{figure} : ResultCell{};
    }
    static MapPoint point(Node const& node) { return {node.longitude_deg, node.latitude_deg}; }

    [[nodiscard]] MapShape at(NodeId n) const {
        Node const& node = s_.map.nodes()[n];
        return node.has_coordinates ? point_shape(point(node)) : MapShape{};
    }
    [[nodiscard]] MapShape between(NodeId a, NodeId b) const {
        Node const& from = s_.map.nodes()[a];
        Node const& to = s_.map.nodes()[b];
        bool const known = from.has_coordinates && to.has_coordinates;
        return known ? line_shape(point(from), point(to)) : MapShape{};
    }

    Scenario const& s_;
    DisplayNames names_;
};

}  // namespace

std::vector<MapLayer> map_layers(Scenario const& scenario) {
    MapTables const tables{scenario};
    std::vector<MapLayer> layers{tables.nodes(), tables.sites(), tables.links(), tables.regions()};
    for (MapLayer& layer : layers)
        add_meanings(layer.table);
    return layers;
}

}  // namespace meridian::report
