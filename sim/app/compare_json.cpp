#include "sim/app/compare_json.hpp"

#include <nlohmann/json.hpp>

#include "sim/app/json_output.hpp"
#include "sim/document/json_cell.hpp"
#include "sim/document/study_tables.hpp"
#include "sim/study/study_tables.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using Json = nlohmann::ordered_json;

Json rows_json(report::ResultTable const& table) {
    Json rows = Json::array();
    for (report::ResultRow const& row : table.rows) {
        Json& one = rows.emplace_back(Json::object());
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) one[table.columns[i].key] = document::json_of(row[i]);
        }
    }
    return rows;
}

}  // namespace

ExitCode print_comparison_json(std::string const& folder) {
    auto const files = system::Folder::open(folder);
    if (files.kind("comparison.csv") == system::EntryKind::none) {
        console::print_error(
            "{0}: the study has no tables yet\n  fix: let the sweep end; `meridian status {0}` shows its "
            "progress\n",
            folder);
        return ExitCode::cannot_be_met;
    }
    document::StudyMaterial const study = document::read_study_folder(report::ResultFolder{files});
    Json out{{"study", study.name},
             {"baseline", study.baseline},
             {"baseline_future", study.baseline_future},
             {"best", study.best},
             {"confidence", study.confidence}};
    for (document::StudyMetric const& metric : study.metrics)
        out["metrics"].push_back(
            {{"key", metric.key}, {"better", metric.more_is_better ? "higher" : "lower"}});
    out["names"] = document::json_of(study.names);
    out["tables"] = Json::object();
    for (study::StudyTableText const& declared : study::study_tables()) {
        if (declared.use != study::TableUse::comparison) continue;
        if (auto const* const table = document::find_table(study.tables, declared.name))
            out["tables"][declared.name] = rows_json(*table);
    }
    print_json(out);
    return ExitCode::success;
}

}  // namespace meridian::app
