// meridian diff A B
#include <nlohmann/json.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/diff_figures.hpp"
#include "sim/app/diff_sides.hpp"
#include "sim/app/diff_text.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/report/facts_tables.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

void print_diff_json(DiffSides const& sides, DiffFindings const& found) {
    auto const side = [](DiffSide const& one) {
        return nlohmann::ordered_json{{"file", one.label}, {"scenario", one.title}};
    };
    nlohmann::ordered_json about{{"a", side(sides.a)},
                                 {"b", side(sides.b)},
                                 {"summary", summary_of(found)},
                                 {"accelerators_a", found.accelerators.a},
                                 {"accelerators_b", found.accelerators.b},
                                 {"accelerators_moved", found.accelerators.moved},
                                 {"prices", found.values.prices},
                                 {"values", found.values.figures},
                                 {"annotations", found.values.annotations}};
    if (found.figures) about["runs"] = found.figures->runs;
    if (found.figures && found.figures->runs > 1) about["confidence"] = found.figures->confidence;
    print_tables_json("diff", about, tables_of(found), report::display_names(sides.names));
}

}  // namespace

ExitCode diff(DiffArguments const& given) {
    auto const sides = read_sides(given);
    if (!sides) return ExitCode::invalid_input;
    DiffFindings found;
    if (given.results) {
        found.figures = figures_of_study(*sides, *given.results);
        if (!found.figures) return ExitCode::invalid_input;
    } else {
        found.figures = figures_of_runs(*sides);
    }
    found.scenarios = scenario::compare_scenarios(sides->a.resolved, sides->b.resolved);
    found.values = scenario::count_values(found.scenarios);
    found.accelerators = scenario::accelerator_shift(sides->a.resolved, sides->b.resolved);
    if (given.json) {
        print_diff_json(*sides, found);
    } else {
        console::write(diff_text(*sides, found, given.all, console::output_style()));
    }
    return ExitCode::success;
}

}  // namespace meridian::app
