// What arithmetic says of several layouts, as tables and on a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/report/static_estimate.hpp"
#include "sim/report/table/display_names.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/table/terminal_text.hpp"

namespace meridian::app {

// Of the requests of a service, those answered within its objective.
struct ServiceShare {
    std::string service;
    double slo_attainment{0.0};
};

// Jobs of the calendar of one class and width, and the sites that could hold one.
struct GangFit {
    std::string workload_class;
    double accelerators{0.0};
    std::int64_t jobs{0}, sites{0};
};

// One scenario.
struct ScreenedLayout {
    std::string id;    // of the file, without folder and extension; or of the study's alternative
    std::string name;  // display name
    report::StaticFigures figures;
    std::vector<ServiceShare> services{};  // that have requests
    std::vector<GangFit> gangs{};
};

struct Screening {
    std::vector<ScreenedLayout> layouts;
    std::string objective;  // a key of summary.json, of a study; empty: none is stated
    report::DisplayNames names;

    // A row per scenario, a column per figure that any of them has.
    [[nodiscard]] report::ResultTable figures() const;
    // Columns: scenario, service, slo_attainment; scenario, class, accelerators, jobs, sites_that_fit.
    [[nodiscard]] report::ResultTable services() const;
    [[nodiscard]] report::ResultTable gangs() const;
    // What decides: net cost where all have it, else the study's objective, else the cost of an accelerator-hour.
    [[nodiscard]] std::string_view ranked_by() const;
};

[[nodiscard]] std::string screen_text(Screening const& screening, report::OutputStyle const& style);

}  // namespace meridian::app
