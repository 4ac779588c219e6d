// The map as GeoJSON (RFC 7946).
#pragma once

#include <filesystem>
#include <vector>

#include "sim/document/run_tables.hpp"
#include "sim/report/map_layers.hpp"

namespace meridian::document {

// A FeatureCollection in the place of what was at `target`. A feature per row, its `id` "site:NAME": WGS 84, longitude
// first, null where the place is not known. Its properties: `layer` (node, site, link, region), then the row's cells,
// null where there is no figure. Members of the collection: `bbox`; `columns`, the units and titles of the properties
// (column_json.hpp); of a run also `run` (what: value) and `figures`, those of the whole network. One feature a line.
// `run`: the tables of read_run(); empty: of no run. Throws system::SystemError.
void write_geojson(std::filesystem::path const& target, std::vector<report::MapLayer> const& layers,
                   Tables const& run);

}  // namespace meridian::document
