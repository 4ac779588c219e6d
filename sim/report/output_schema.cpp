#include "sim/report/output_schema.hpp"

#include "sim/report/decisions_csv.hpp"
#include "sim/report/jobs_csv.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/tables.hpp"

namespace meridian::report {
namespace {

void add(std::string& out, std::string_view file, std::string_view name, std::string_view meaning) {
    out.append(file).append("\t").append(name).append("\t").append(meaning).append("\n");
}

}  // namespace

std::string output_schema() {
    std::string out{"file\tkey\tmeaning\n"};
    for (SummaryKey const& key : summary_keys())
        add(out, "summary.json", key.name, key.meaning);
    for (observe::AuditLaw const& law : observe::audit_laws) {
        add(out, "summary.json", law.key, std::string{"violation of this law: "}.append(law.law));
    }
    add(out, "summary.json", law_of_figures.key,
        "number of violations: every figure of summary.json is finite and in its range");
    add(out, "summary.json", "rejected_because",
        "rejected measured jobs by reason: jobs, share of the rejected");
    add(out, "summary.json", "waited_because",
        "measured jobs that had to wait, by the last reason: jobs, share, seconds at the brain");
    add(out, "summary.json", "gangs",
        "by width and class of the calendar's jobs: how many, and the sites that could hold one if they were "
        "empty");
    add(out, "summary.json", "static",
        "the static estimate of the keys in it, as of `meridian screen`; accelerator_hours_unmet: of jobs "
        "beyond the capacity");
    add(out, "summary.json", "absent", "keys that have no figure in this run, and why");
    add(out, "*.csv", "every text",
        "a text that begins with = + - @, a tab or a carriage return, and is no number, has an apostrophe "
        "before it, so that no spreadsheet takes it for a formula; one apostrophe more stands before a text "
        "that begins with apostrophes and one of these");
    for (TableKind const& table : tables()) {
        for (RunColumn const& column : table.columns)
            add(out, table.file, column.key, column.meaning);
    }
    for (JobColumn const& column : job_columns())
        add(out, "jobs.csv", column.name, column.meaning);
    for (JobColumn const& column : decision_columns())
        add(out, "decisions.csv", column.name, column.meaning);
    return out;
}

}  // namespace meridian::report
