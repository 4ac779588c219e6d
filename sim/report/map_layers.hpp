// What a scenario has on the map, for GIS: a table and a shape per row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/map/map_shape.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::report {

struct MapLayer {
    std::string_view entity;       // "node", "site", "link", "region": the table's first column
    ResultTable table;             // `nodes`, `sites`, `links`, `regions`
    std::vector<MapShape> shapes;  // by row; nothing where a node has no coordinates
};

// Nodes, sites and demand regions are points, links are lines from end `a` to end `b`. Second and third column:
// name_en and name_zh, which fall back on each other's and on the identifier. Figures have the keys of a run's tables;
// `mass_NAME` is the mass NAME of a demand region.
[[nodiscard]] std::vector<MapLayer> map_layers(Scenario const& scenario);

}  // namespace meridian::report
