// What `export` reads: a scenario with or without the figures of a run, and the tables of a run or a study.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/app/commands.hpp"
#include "sim/document/run_tables.hpp"
#include "sim/report/map_layers.hpp"

namespace meridian::app {

struct MapSource {
    std::vector<report::MapLayer> layers;
    document::Tables run;  // those of read_run(); empty: a scenario that was not run
};

// Of a scenario file, or of a run's folder with its figures. None: what is wrong is printed.
[[nodiscard]] std::optional<MapSource> read_map_source(ExportArguments const& given);

// Of the folder of a run or a study. None: what is wrong is printed.
[[nodiscard]] std::optional<document::Tables> read_result_tables(ExportArguments const& given);

// Of a scenario file. None: what is wrong is printed.
[[nodiscard]] std::optional<Scenario> read_export_scenario(ExportArguments const& given);

}  // namespace meridian::app
