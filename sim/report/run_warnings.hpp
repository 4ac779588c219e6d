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
    std::vector<std::string> reasons{};  // "4 of 4 jobs: no pool ...; fix: ..."
};
// Warnings first: nothing was measured, classes of which nothing was done, jobs that the drain limit cut; then notes:
// sites without power, links that were down, jobs that never finished.
[[nodiscard]] std::vector<RunWarning> run_warnings(Facts const& facts);
// Columns: severity, text.
[[nodiscard]] ResultTable warning_table(std::vector<RunWarning> const& warnings);

}  // namespace meridian::report
