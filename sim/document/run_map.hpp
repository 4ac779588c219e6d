// The figures of a run on the map.
#pragma once

#include <vector>

#include "sim/document/run_tables.hpp"
#include "sim/report/map_layers.hpp"

namespace meridian::document {

// Adds the columns of sites.csv, with `utilisation`, and of links.csv to those layers, and to the demand regions what
// their users asked for and got: jobs and their SLO attainment (of demand.csv), requests and theirs (of services.csv) and
// the value that was served and lost (of value.csv). Columns: jobs_arrived, jobs_completed, jobs_rejected,
// jobs_unfinished, slo_attainment, requests_arrived, requests_rejected, requests_late, request_slo_attainment,
// value_served_cny, value_lost_cny. `tables`: those of read_run(). A figure that both know is the run's.
void add_run_figures(std::vector<report::MapLayer>& layers, Tables const& tables);

}  // namespace meridian::document
