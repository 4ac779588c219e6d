// The map as CSV files for GIS.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/document/run_tables.hpp"
#include "sim/report/map_layers.hpp"

namespace meridian::document {

// Well-known text: "POINT (104.06 30.67)", "LINESTRING (...)", "MULTILINESTRING (...)". Empty: the place is not known.
[[nodiscard]] std::string well_known_text(MapShape const& shape);

// The folder `target` with nodes.csv, sites.csv, links.csv and regions.csv, each with a last column `WKT` in WGS 84,
// longitude first; of a run figures.csv too; units.csv; beside each a file .csvt with the types of its columns, by which
// GDAL reads figures as numbers; and a manifest.json of the kind "map". It is there whole or
// not at all, in the place of what was there. `run` as in write_geojson(). Throws system::SystemError.
void write_map_files(std::filesystem::path const& target, std::vector<report::MapLayer> const& layers,
                     Tables const& run);

}  // namespace meridian::document
