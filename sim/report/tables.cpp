#include "sim/report/tables.hpp"

#include <array>
#include <vector>

#include "sim/report/run_warnings.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/report/table_cells.hpp"
#include "sim/report/table_columns.hpp"

namespace meridian::report {
namespace {

using observe::Ledger;

// clang-format off
constexpr std::array assumption_columns{
    RunColumn{"what", "path in the scenario", [](Facts const& f, Row r) -> ResultCell { return f.assumptions[r]->what; }},
    RunColumn{"source", "where the figures come from; empty: unknown", [](Facts const& f, Row r) -> ResultCell { return f.assumptions[r]->source; }},
    RunColumn{"grade", "weakest first: K unverified, M modelling choice, C weak, D derived, B press, A official", [](Facts const& f, Row r) -> ResultCell { return f.assumptions[r]->grade; }},
    RunColumn{"note", "what else to know of them", [](Facts const& f, Row r) -> ResultCell { return f.assumptions[r]->note; }},
};
constexpr std::array name_columns{
    RunColumn{"kind", "scenario, policy, discipline, network, service_policy, node, site, region, class, service, rule or link; of a study also study, layout, future and input", [](Facts const& f, Row r) -> ResultCell { return f.names.rows()[r].kind; }},
    RunColumn{"id", "identifier: as other tables call it", [](Facts const& f, Row r) -> ResultCell { return f.names.rows()[r].id; }},
    RunColumn{"name_en", "display name in English; a link is called after its nodes", [](Facts const& f, Row r) -> ResultCell { return f.names.rows()[r].name.en; }},
    RunColumn{"name_zh", "display name in Chinese; empty: none", [](Facts const& f, Row r) -> ResultCell { return f.names.rows()[r].name.zh; }},
};
constexpr std::array warning_columns{
    RunColumn{"severity", "warning or note", [](Facts const& f, Row r) -> ResultCell { return warning_table(run_warnings(f)).rows[r][0]; }},
    RunColumn{"text", "what nobody may overlook in the results", [](Facts const& f, Row r) -> ResultCell { return warning_table(run_warnings(f)).rows[r][1]; }},
    RunColumn{"text_zh", "the same in Chinese", [](Facts const& f, Row r) -> ResultCell { return warning_table(run_warnings(f)).rows[r][2]; }},
};
constexpr std::array audit_columns{
    RunColumn{"law", "key in summary.json", [](Facts const& f, Row r) -> ResultCell { return ResultCell{f.ledger.audit[r].law.key}; }},
    RunColumn{"meaning", "what is recounted", [](Facts const& f, Row r) -> ResultCell { return ResultCell{f.ledger.audit[r].law.law}; }},
    RunColumn{"residual", "how far the two counts are apart", [](Facts const& f, Row r) -> ResultCell { return f.ledger.audit[r].residual; }},
    RunColumn{"allowed", "beyond which the law does not hold", [](Facts const& f, Row r) -> ResultCell { return f.ledger.audit[r].law.allowed; }},
    RunColumn{"holds", "yes or no", [](Facts const& f, Row r) -> ResultCell { return ResultCell{f.ledger.audit[r].holds() ? "yes" : "no"}; }},
};
// clang-format on

template <auto Part>
Row rows_of_scenario(Facts const& f) {
    return static_cast<Row>((f.scenario.*Part).size());
}
template <auto Part>
Row rows_of_ledger(Facts const& f) {
    return static_cast<Row>((f.ledger.*Part).size());
}
Row node_rows(Facts const& f) {
    return static_cast<Row>(f.scenario.map.nodes().size());
}
Row value_rows(Facts const& f) {
    return static_cast<Row>(f.value.rows.size());
}
Row name_rows(Facts const& f) {
    return static_cast<Row>(f.names.rows().size());
}
Row warning_rows(Facts const& f) {
    return static_cast<Row>(run_warnings(f).size());
}
Row slo_course_rows(Facts const& f) {
    bool const is_wanted = f.keeps_slo_course || !f.ledger.outages.empty();
    return is_wanted ? static_cast<Row>(f.ledger.slo_course.size()) : 0;
}
Row assumption_rows(Facts const& f) {
    return static_cast<Row>(f.assumptions.size());
}

}  // namespace

std::span<TableKind const> tables() {
    static std::array const kinds{
        TableKind{"nodes.csv", node_columns(), node_rows},
        TableKind{"sites.csv", site_columns(), rows_of_scenario<&Scenario::sites>},
        TableKind{"links.csv", link_columns(), rows_of_ledger<&Ledger::links>},
        TableKind{"classes.csv", class_columns(), rows_of_scenario<&Scenario::classes>},
        TableKind{"demand.csv", demand_columns(), rows_of_ledger<&Ledger::demand>},
        TableKind{"services.csv", service_columns(), rows_of_ledger<&Ledger::services>},
        TableKind{"value.csv", value_columns(), value_rows},
        TableKind{"calendar.csv", calendar_columns(), rows_of_ledger<&Ledger::calendar>},
        TableKind{"rules.csv", rule_columns(), rows_of_scenario<&Scenario::rules>, true},
        TableKind{"outages.csv", outage_columns(), rows_of_ledger<&Ledger::outages>, true},
        TableKind{"load.csv", load_columns(), rows_of_ledger<&Ledger::load>},
        TableKind{"slo_course.csv", slo_course_columns(), slo_course_rows, true},
        TableKind{"resources.csv", resource_columns(), rows_of_ledger<&Ledger::resources>},
        TableKind{"timeseries.csv", bin_columns(), rows_of_ledger<&Ledger::bins>},
        TableKind{"assumptions.csv", assumption_columns, assumption_rows},
        TableKind{"names.csv", name_columns, name_rows},
        TableKind{"audit.csv", audit_columns, rows_of_ledger<&Ledger::audit>},
        TableKind{"warnings.csv", warning_columns, warning_rows, true},
    };
    return kinds;
}

std::string csv(TableKind const& table, Facts const& facts) {
    std::vector<ResultColumn> columns;
    for (RunColumn const& column : table.columns)
        columns.push_back(ResultColumn::of(column.key, column.meaning));
    std::string out = csv_head(columns);
    ResultRow cells(columns.size());
    Row const rows = table.rows(facts);
    for (Row r = 0; r < rows; ++r) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            cells[i] = table.columns[i].cell(facts, r);
        append_csv_line(out, cells);
    }
    return out;
}

}  // namespace meridian::report
