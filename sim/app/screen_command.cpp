// meridian screen SCENARIO...
#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/units/format.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/reading.hpp"
#include "sim/report/gangs.hpp"
#include "sim/report/static_estimate.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

struct Screened {
    std::string name;  // of the file, without folder and extension
    report::StaticFigures figures;
    std::vector<report::Gang> gangs;

    [[nodiscard]] std::optional<double> figure(std::string_view key) const {
        auto const found = std::ranges::find(figures, key, &report::StaticFigures::value_type::first);
        return found == figures.end() ? std::nullopt : std::optional{found->second};
    }
};

// Never rounded up: 99.96 % is not 100 %.
std::string percent(std::optional<double> share) {
    return share ? fmt::format("{:.1f}", std::floor(1000.0 * *share + 1e-9) / 10.0) : std::string{"-"};
}

std::string number(std::optional<double> value, double unit, int digits) {
    return value ? fmt::format("{:.{}f}", *value / unit, digits) : std::string{"-"};
}

void print_table(std::vector<Screened> const& all) {
    constexpr std::string_view row = "{}{:>8}{:>7}{:>8}{:>9}{:>8}{:>8}{:>8}{:>8}\n";
    console::print(row, report::fitted("", 16), "CNY per", "util.", "power", "CO2 t", "CO2 t", "SLO", "5 ms",
                   "5 ms");
    console::print(row, report::fitted("scenario", 16), "acc-h", "%", "M CNY", "location", "market", "met %",
                   "1 way %", "trip %");
    for (Screened const& one : all) {
        console::print(row, report::fitted(one.name, 16),
                       number(one.figure("cost_cny_per_active_accelerator_hour"), 1.0, 2),
                       percent(one.figure("utilisation")), number(one.figure("cost_cny_energy"), 1e6, 3),
                       number(one.figure("carbon_kg_location"), 1e3, 0),
                       number(one.figure("carbon_kg_market"), 1e3, 0),
                       percent(one.figure("request_slo_attainment")),
                       percent(one.figure("requests_within_5ms_share_one_way")),
                       percent(one.figure("requests_within_5ms_share_round_trip")));
    }
    for (Screened const& one : all) {
        if (one.gangs.empty()) continue;
        console::print("{}: sites that could hold a gang:", one.name);
        for (std::size_t i = 0; i < one.gangs.size(); ++i) {
            double const accelerators = static_cast<double>(one.gangs[i].width.count()) / 1000.0;
            console::print("{} {} for {}", i == 0 ? "" : ",", one.gangs[i].sites, human_count(accelerators));
        }
        console::print("\n");
    }
    for (Screened const& one : all) {
        double const unmet = one.figure("accelerator_hours_unmet").value_or(0.0);
        if (unmet > 0.0)
            console::print("{}: {} accelerator-hours of jobs beyond the capacity\n", one.name,
                           human_count(unmet));
    }
}

// A row per scenario; a column per key that any of them has, in the order of their first appearance.
void print_csv(std::vector<Screened> const& all) {
    std::vector<std::string_view> keys;
    for (Screened const& one : all) {
        for (auto const& [key, value] : one.figures) {
            if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
        }
    }
    std::string out{"scenario"};
    for (std::string_view const key : keys)
        out.append(",").append(key);
    out += '\n';
    for (Screened const& one : all) {
        out += report::csv_cell(one.name);
        for (std::string_view const key : keys) {
            auto const value = one.figure(key);
            out += ',';
            if (value) out += format_number(*value);
        }
        out += '\n';
    }
    console::write(out);
}

void print_objects(std::vector<Screened> const& all) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (Screened const& one : all) {
        nlohmann::ordered_json object{{"scenario", one.name}};
        for (auto const& [key, value] : one.figures)
            object[std::string{key}] = value;
        list.push_back(std::move(object));
    }
    print_json(list);
}

}  // namespace

ExitCode screen(ScreenArguments const& given) {
    std::vector<Screened> all;
    bool wrong = false;
    for (std::string const& file : given.files) {
        scenario::Reading const reading = read(file, given.with);
        if (!report_problems(reading.problems)) {
            wrong = true;
            continue;
        }
        all.push_back({std::filesystem::path{file}.stem().string(),
                       report::static_estimate(*reading.scenario),
                       report::gangs(*reading.scenario, report::sites_that_could_hold(*reading.scenario))});
    }
    if (wrong) return ExitCode::invalid_input;
    if (given.json) {
        print_objects(all);
    } else {
        given.csv ? print_csv(all) : print_table(all);
    }
    return ExitCode::success;
}

}  // namespace meridian::app
