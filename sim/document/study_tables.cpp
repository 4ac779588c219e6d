#include "sim/document/study_tables.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/document/json_cell.hpp"
#include "sim/document/layout_tables.hpp"
#include "sim/document/loss_tables.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/study_names.hpp"
#include "sim/study/study_tables.hpp"

namespace meridian::document {
namespace {

using Json = nlohmann::ordered_json;

// Of tables with a row per point or run: their files have them all.
constexpr std::size_t most_points = 10'000;
// More combinations of levels are not listed: few of them may be points.
constexpr double most_names = 100'000.0;

double combinations(Json const& axes, std::string_view role) {
    double all = 1.0;
    for (Json const& axis : axes) {
        if (axis.at("role") == role) all *= static_cast<double>(axis.at("levels").size());
    }
    return all;
}

// Of that role among the points.
std::size_t different_levels(Json const& study, std::string_view role) {
    std::vector<std::vector<std::size_t>> all;
    for (Json const& point : study.at("points")) {
        std::vector<std::size_t>& levels = all.emplace_back();
        for (std::size_t a = 0; a < point.size(); ++a) {
            if (study.at("axes")[a].at("role") == role) levels.push_back(point[a].get<std::size_t>());
        }
    }
    std::ranges::sort(all);
    return all.size() - std::ranges::unique(all).size();
}

// Keys of points may be a million, and nothing is said of them.
Json read_study(std::string const& text) {
    return Json::parse(text, [](int depth, Json::parse_event_t event, Json& parsed) {
        return !(depth == 1 && event == Json::parse_event_t::key && parsed == "keys");
    });
}

std::vector<std::string> levels_of(Json const& axes, std::string_view role) {
    if (combinations(axes, role) > most_names) return {};
    // Alternatives over several axes are named with spaces between, as everywhere.
    std::vector<std::string> names;
    for (Json const& axis : axes) {
        if (axis.at("role") != role) continue;
        auto const levels = axis.at("levels").get<std::vector<std::string>>();
        if (names.empty()) {
            names = levels;
            continue;
        }
        std::vector<std::string> products;
        for (std::string const& name : names) {
            for (std::string const& level : levels)
                products.push_back(name + " " + level);
        }
        names = std::move(products);
    }
    return names.empty() ? std::vector<std::string>{"base"} : names;
}

std::string level_of(Json const& axes, Json const& point, std::string_view role) {
    std::string name;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        if (axes[a].at("role") != role) continue;
        name += (name.empty() ? "" : " ") +
                axes[a].at("levels").at(point.at(a).get<std::size_t>()).get<std::string>();
    }
    return name.empty() ? "base" : name;
}

std::string reference_policy_of(Json const& study) {
    if (!study.contains("reference_policy")) return {};
    for (Json const& axis : study.at("axes")) {
        if (axis.at("role") == "response")
            return axis.at("levels").at(study.at("reference_policy").get<std::size_t>());
    }
    return {};
}

ResultTable facts_of(Json const& study, Json const& manifest) {
    ResultTable table{"facts", {"what", "value"}};
    auto const add = [&](Json const& json, char const* key) {
        if (!json.contains(key)) return;
        table.rows.push_back({key, cell_of(json[key])});
    };
    add(study, "name");
    for (char const* const key : {"design", "confidence"})
        add(study, key);
    Json const& replications = study.at("replications");
    table.rows.push_back({"replications_least", cell_of(replications.at("least"))});
    table.rows.push_back({"replications_most", cell_of(replications.at("most"))});
    table.rows.push_back({"points", study.at("points").size()});
    for (char const* const key : {"program", "version", "commit", "results_version", "written", "command"})
        add(manifest, key);
    return table;
}

void read_study_json(Json const& study, StudyMaterial& material) {
    material.name = study.at("name");
    for (Json const& key : study.at("metrics"))
        material.metrics.push_back({key, report::more_is_better(key.get<std::string>())});
    Json const& axes = study.at("axes");
    material.alternatives = levels_of(axes, "compared");
    material.futures = levels_of(axes, "future");
    material.all_futures =
        material.futures.empty() ? different_levels(study, "future") : material.futures.size();
    material.responses = levels_of(axes, "response");
    material.baseline = level_of(axes, study.at("baseline"), "compared");
    material.baseline_future = level_of(axes, study.at("baseline"), "future");
    material.reference_policy = reference_policy_of(study);
    material.confidence = study.at("confidence");
    material.value_basis = study.at("value_basis");
    material.points = study.at("points").size();
}

// Rows that are not there yet.
void add_new_rows(ResultTable& all, ResultTable const& more) {
    std::set<ResultRow> known{all.rows.begin(), all.rows.end()};
    for (ResultRow const& row : more.rows) {
        if (known.insert(row).second) all.rows.push_back(row);
    }
}

// Layouts share their places and nearly all that is assumed of them, so these have one row each.
bool is_shared(std::string_view table) {
    return table == "nodes" || table == "assumptions";
}

void merge_runs(Tables& all, Tables const& runs, std::string const& alternative) {
    for (ResultTable const& table : runs) {
        auto const at = std::ranges::find(all, table.name, &ResultTable::name);
        if (is_shared(table.name)) {
            if (at != all.end()) add_new_rows(*at, table);
            if (at == all.end()) all.push_back(table);
            continue;
        }
        if (at != all.end()) {
            append_rows(*at, "alternative", alternative, table);
            continue;
        }
        ResultTable begun{table.name, {"alternative"}};
        begun.columns.insert(begun.columns.end(), table.columns.begin(), table.columns.end());
        append_rows(begun, "alternative", alternative, table);
        all.push_back(std::move(begun));
    }
}

// The whole run of a case, beside that of its layout, which stands before it.
void add_case(ResultTable& course, Tables const& shown, Tables const& of_case, ResultTable const* losses,
              ResultTable const& index, ResultRow const& row) {
    std::string const& alternative = index.text(row, "alternative");
    ResultTable const* const with = find_table(of_case, "slo_course");
    ResultTable const* const all = find_table(shown, "slo_course");
    if (with == nullptr || all == nullptr || losses == nullptr) return;
    ResultTable without{*all};
    std::erase_if(without.rows,
                  [&](ResultRow const& one) { return all->text(one, "alternative") != alternative; });
    add_loss_course(course, alternative, index.text(row, "case"), *with, without, *losses);
}

// The runs that the sweep has kept whole, one per alternative, and one more of each with losses.
Tables read_shown(ResultFolder const& study, ResultTable const* losses,
                  std::vector<std::string>& missing_runs) {
    Tables all;
    ResultTable course = empty_loss_course();
    auto const folder = study.folder().find_folder("representative_runs");
    auto const bytes = folder ? folder->text("index.csv") : std::nullopt;
    auto const listed = study.manifest().files.find("representative_runs/index.csv");
    bool const is_listed = listed != study.manifest().files.end();
    if (!bytes && !is_listed) return all;
    if (!bytes || !is_listed || report::check_sum(*bytes) != listed->second)
        study.refuse("representative_runs/index.csv", "it is not what was written");
    ResultTable const index = report::parse_table(*bytes, folder->file("index.csv"));
    for (ResultRow const& row : index.rows) {
        if (!index.text(row, "why").empty()) {
            missing_runs.push_back(fmt::format("no whole run of '{}' is kept in {}: {}",
                                               index.text(row, "alternative"), folder->path().string(),
                                               index.text(row, "why")));
            continue;
        }
        auto const run = folder->find_folder(index.text(row, "folder"));
        if (!run) study.refuse("representative_runs/" + index.text(row, "folder"), "there is no such folder");
        Tables tables = read_run(ResultFolder{*run, study.manifest().command});
        if (!index.text(row, "case").empty()) {
            add_case(course, all, tables, losses, index, row);
            continue;
        }
        derive_run_tables(tables);
        // The study has these of all its runs.
        std::erase_if(tables, [](ResultTable const& t) {
            return t.name == "figures" || t.name == "static" || t.name == "rules";
        });
        merge_runs(all, tables, index.text(row, "alternative"));
    }
    for (ResultTable& table : all) {
        if (table.name == "facts") table.name = "run_facts";
    }
    if (!course.empty()) all.push_back(std::move(course));
    return all;
}

std::string best_of(ResultTable const& comparison, StudyMaterial const& material) {
    StudyMetric const& metric = material.metrics.front();
    std::string best;
    double value = 0.0;
    for (ResultRow const& row : comparison.rows) {
        if (comparison.text(row, "metric") != metric.key) continue;
        if (comparison.text(row, "future") != material.baseline_future) continue;
        auto const mean = comparison.figure(row, "mean");
        if (!mean || (!best.empty() && (metric.more_is_better ? *mean <= value : *mean >= value))) continue;
        best = comparison.text(row, "alternative");
        value = *mean;
    }
    return best;
}

// The one that the others are compared with: with rules, not always that with the best figure.
void take_best_by_rules(StudyMaterial& material) {
    ResultTable const* const against = find_table(material.tables, "against_best");
    if (against == nullptr) return;
    for (ResultRow const& row : against->rows) {
        if (against->text(row, "future") == material.baseline_future &&
            against->text(row, "verdict") == "the baseline")
            material.best = against->text(row, "alternative");
    }
}

// Names that are too many to be made of levels: those in the tables.
void names_in(ResultTable const& comparison, StudyMaterial& material) {
    auto const names_of_column = [&](std::string_view column) {
        std::vector<std::string> names;
        std::set<std::string_view> seen;
        for (ResultRow const& row : comparison.rows) {
            std::string const& name = comparison.text(row, column);
            if (name != "(all futures)" && seen.insert(name).second) names.push_back(name);
        }
        return names;
    };
    if (material.futures.empty()) material.futures = names_of_column("future");
    if (material.alternatives.empty()) material.alternatives = names_of_column("alternative");
    if (material.responses.empty()) material.responses = names_of_column("response");
}

void add_layout_tables(StudyMaterial& material) {
    Tables made;
    if (ResultTable const* const kpis = find_table(material.tables, "kpis")) {
        made.push_back(layouts_table(*kpis));
        made.push_back(abatement(made.front(), material.baseline));
        made.push_back(board_table(made.front(), material.baseline_future,
                                   find_table(material.tables, "sites"),
                                   find_table(material.tables, "peaks")));
    }
    ResultTable const* const against = find_table(material.tables, "against_best");
    if (ResultTable const* const comparison = find_table(material.tables, "comparison");
        comparison != nullptr && !material.metrics.empty()) {
        if (auto curve = curve_table(*comparison, against, material.metrics.front().key))
            made.push_back(std::move(*curve));
    }
    for (ResultTable& table : made)
        material.tables.push_back(std::move(table));
}

}  // namespace

StudyMaterial read_study_folder(ResultFolder const& folder) {
    StudyMaterial material;
    try {
        if (auto const names = study::read_table(folder, study::names_table)) material.names.add(*names);
        auto const text = folder.text("study.json");
        if (!text) folder.refuse("study.json", "there is no such file");
        Json const study = read_study(*text);
        read_study_json(study, material);
        for (study::StudyTableText const& table : study::study_tables()) {
            if (table.use == study::TableUse::file) continue;
            auto const most = table.use == study::TableUse::points ? most_points : SIZE_MAX;
            if (auto rows = study::read_table(folder, table.file(), most))
                material.tables.push_back(*std::move(rows));
        }
        material.tables.push_back(facts_of(study, Json::parse(folder.manifest().text)));
    } catch (Json::exception const& fault) {
        folder.refuse("study.json", fault.what());
    }
    if (ResultTable const* const comparison = find_table(material.tables, "comparison")) {
        material.best = best_of(*comparison, material);
        if (find_table(material.tables, "rules") != nullptr) take_best_by_rules(material);
        names_in(*comparison, material);
    }
    ResultTable const* const losses = find_table(material.tables, "losses");
    for (ResultTable& table : read_shown(folder, losses, material.missing_runs))
        material.tables.push_back(std::move(table));
    name_losses(material.tables);
    if (find_table(material.tables, "losses") != nullptr)
        material.tables.push_back(loss_assets(material.tables));
    if (auto headroom = headroom_by_layout(folder.folder())) material.tables.push_back(*std::move(headroom));
    add_layout_tables(material);
    return material;
}

}  // namespace meridian::document
