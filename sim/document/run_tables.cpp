#include "sim/document/run_tables.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "models/units/split.hpp"
#include "sim/document/json_cell.hpp"
#include "sim/report/table/csv.hpp"

namespace meridian::document {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 18> files{
    "names", "value",   "sites", "links",     "classes",     "services",   "calendar", "demand",     "audit",
    "rules", "outages", "nodes", "resources", "assumptions", "timeseries", "warnings", "slo_course", "load"};

Json read_json(ResultFolder const& folder, std::string const& file) {
    auto const text = folder.text(file);
    if (!text) return Json::object();
    Json json = Json::parse(*text, nullptr, false);
    if (!json.is_object()) folder.refuse(file, "it is no JSON object");
    return json;
}

ResultTable figures_of(Json const& summary) {
    ResultTable table{"figures", {"key", "value"}};
    for (auto const& [key, value] : summary.items()) {
        bool const stands_elsewhere = key == "seed" || key == "run" || key.starts_with("audit_");
        if (value.is_number() && !stands_elsewhere) table.rows.push_back({key, cell_of(value)});
    }
    return table;
}

ResultTable absent_of(Json const& summary) {
    ResultTable table{"absent", {"key", "why"}};
    Json const part = summary.value("absent", Json::object());
    for (auto const& [key, why] : part.items())
        table.rows.push_back({key, cell_of(why)});
    return table;
}

ResultTable static_of(Json const& summary) {
    ResultTable table{"static", {"figure", "static", "simulated", "difference", "share"}};
    Json const part = summary.value("static", Json::object());
    for (auto const& [key, value] : part.items()) {
        if (!summary.contains(key) || !summary[key].is_number()) continue;
        double const by_arithmetic = value.get<double>();
        double const apart = summary[key].get<double>() - by_arithmetic;
        table.rows.push_back({key, cell_of(value), cell_of(summary[key]), apart,
                              by_arithmetic != 0.0 ? ResultCell{apart / by_arithmetic} : ResultCell{}});
    }
    return table;
}

ResultTable refusals_of(Json const& summary) {
    ResultTable table{"rejections", {"reason", "jobs", "share"}};
    Json const part = summary.value("rejected_because", Json::object());
    for (auto const& [reason, row] : part.items())
        table.rows.push_back({reason, cell_of(row.at("jobs")), cell_of(row.at("share"))});
    return table;
}

ResultTable gangs_of(Json const& summary) {
    ResultTable table{"gangs", {"gang", "jobs", "sites_that_fit"}};
    Json const part = summary.value("gangs", Json::object());
    for (auto const& [gang, row] : part.items())
        table.rows.push_back({gang, cell_of(row.at("jobs")), cell_of(row.at("sites_that_fit"))});
    return table;
}

// A scalar as the resolved scenario writes it: in double quotes where it needs them, with JSON's escapes.
std::string unquoted(std::string_view text) {
    if (!text.starts_with('"')) return std::string{text};
    Json const value = Json::parse(text, nullptr, false);
    return value.is_string() ? value.get<std::string>() : std::string{text};
}

// Of the resolved scenario, whose network it is and which part of its time is measured.
void add_scenario_facts(ResultTable& facts, std::string const& scenario) {
    for (std::string_view const line : split(scenario, '\n')) {
        for (std::string_view const key : {"operator", "operator_zh", "start", "warmup", "horizon"}) {
            if (line.starts_with(std::string{key} + ": "))
                facts.rows.push_back({std::string{key}, unquoted(line.substr(key.size() + 2))});
        }
    }
}

ResultTable facts_of(Json const& summary, Json const& manifest) {
    ResultTable table{"facts", {"what", "value"}};
    auto const add = [&](Json const& json, std::string_view key) {
        std::string const name{key};
        if (json.contains(name)) table.rows.push_back({name, cell_of(json[name])});
    };
    for (std::string_view const key :
         {"scenario", "policy", "discipline", "network", "seed", "run", "window_s"})
        add(summary, key);
    for (std::string_view const key :
         {"program", "version", "commit", "results_version", "written", "content_key", "command"})
        add(manifest, key);
    return table;
}

}  // namespace

ResultTable const* find_table(Tables const& tables, std::string_view name) {
    auto const found = std::ranges::find(tables, name, &ResultTable::name);
    return found == tables.end() ? nullptr : &*found;
}

Tables read_run(ResultFolder const& folder) {
    Tables tables;
    for (std::string_view const name : files) {
        std::string const file = std::string{name} + ".csv";
        if (auto const bytes = folder.text(file))
            tables.push_back(report::parse_table(*bytes, folder.folder().file(file)));
    }
    Json const summary = read_json(folder, "summary.json");
    try {
        for (ResultTable& table :
             std::array{figures_of(summary), absent_of(summary), static_of(summary), refusals_of(summary),
                        gangs_of(summary), facts_of(summary, Json::parse(folder.manifest().text))})
            tables.push_back(std::move(table));
    } catch (Json::exception const& fault) {
        folder.refuse("summary.json", fault.what());
    }
    add_scenario_facts(tables.back(), folder.text("scenario.yaml").value_or(""));
    return tables;
}

void derive_run_tables(Tables& tables) {
    auto const has = [&](std::string_view name) { return find_table(tables, name) != nullptr; };
    Tables made;
    if (has("timeseries") && has("sites")) {
        made.push_back(hourly_profile(*find_table(tables, "timeseries"), *find_table(tables, "sites")));
        made.push_back(network_hours(*find_table(tables, "timeseries"), *find_table(tables, "sites")));
        made.push_back(over_time(*find_table(tables, "timeseries")));
        made.push_back(peaks(*find_table(tables, "timeseries")));
    }
    if (has("figures")) made.push_back(latency_circles(*find_table(tables, "figures")));
    if (has("demand") || has("services"))
        made.push_back(served(find_table(tables, "demand"), find_table(tables, "services")));
    if (has("classes")) made.push_back(moved(*find_table(tables, "classes")));
    if (has("value")) made.push_back(value_by_work(*find_table(tables, "value")));
    made.push_back(bottlenecks(tables));
    std::erase_if(tables, [](ResultTable const& table) { return table.name == "timeseries"; });
    for (ResultTable& table : made)
        tables.push_back(std::move(table));
}

}  // namespace meridian::document
