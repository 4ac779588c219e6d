// What nobody may overlook in the results of a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/report/facts.hpp"
#include "sim/report/table/result_table.hpp"

namespace meridian::report {

enum class Severity : std::uint8_t { note, warning };

struct RunWarning {
    Severity severity{};
    std::string text;
    std::string text_zh;
    std::vector<std::string> reasons{};  // "4 of 4 jobs: no pool ...; fix: ..."
};
// Warnings first: nothing was measured, what a planner is to know of the scenario, classes of which nothing was done, jobs
// that the drain limit cut, services that answer few requests within their objective; then notes: links that were down,
// jobs that never finished, links that carried nothing.
[[nodiscard]] std::vector<RunWarning> run_warnings(Facts const& facts);
// Columns: severity, text, text_zh.
[[nodiscard]] ResultTable warning_table(std::vector<RunWarning> const& warnings);

}  // namespace meridian::report
