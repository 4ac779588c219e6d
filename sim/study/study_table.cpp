#include "sim/study/study_table.hpp"

#include <algorithm>

#include "sim/report/summary.hpp"

namespace meridian::study {
namespace {

bool has_axis(Study const& study, Role role) {
    return std::ranges::find(study.axes, role, &Axis::role) != study.axes.end();
}

std::size_t times(ColumnOf of, Study const& study) {
    switch (of) {
        case ColumnOf::every_study:
            return 1;
        case ColumnOf::study_with_rules:
            return study.rules.empty() ? 0 : 1;
        case ColumnOf::axis:
            return study.axes.size();
        case ColumnOf::metric:
            return study.metrics.size();
        case ColumnOf::figure:
            break;
    }
    return report::summary_keys().size();
}

// "<metric>_low" of the first metric: "net_cost_cny_low".
std::string key_of(ColumnText const& column, std::size_t index, Study const& study) {
    std::string const rest{column.key.substr(column.key.find('>') + 1)};
    if (column.of == ColumnOf::axis) return study.axes[index].name + rest;
    if (column.of == ColumnOf::metric) return study.metrics[index].key + rest;
    if (column.of == ColumnOf::figure) return std::string{report::summary_keys()[index].name} + rest;
    return std::string{column.key};
}

}  // namespace

bool is_met(TableNeeds needs, Study const& study) {
    switch (needs) {
        case TableNeeds::rules:
            return !study.rules.empty();
        case TableNeeds::selection:
            return study.selection.has_value();
        case TableNeeds::budget:
            return study.budget.has_value();
        case TableNeeds::inputs:
            return !study.inputs.empty();
        case TableNeeds::sensitivity:
            return study.sensitivity.has_value();
        case TableNeeds::removed_sites:
            return has_axis(study, Role::removed);
        case TableNeeds::added_sites:
            return has_axis(study, Role::added);
        case TableNeeds::losses:
            return has_axis(study, Role::lost);
        case TableNeeds::nothing:
        case TableNeeds::rows:
            break;
    }
    return true;
}

std::vector<BoundColumn> bound_columns(StudyTableText const& table, Study const& study) {
    std::vector<BoundColumn> all;
    auto const& declared = table.columns;
    for (std::size_t first = 0; first < declared.size();) {
        auto last = first + 1;
        while (last < declared.size() && declared[last].of == declared[first].of)
            ++last;
        for (std::size_t index = 0; index < times(declared[first].of, study); ++index) {
            for (std::size_t i = first; i < last; ++i)
                all.push_back({key_of(declared[i], index, study), i, index});
        }
        first = last;
    }
    return all;
}

std::optional<report::ResultTable> read_table(report::ResultFolder const& folder, std::string const& file,
                                              std::size_t most) {
    auto const bytes = folder.text(file);
    if (!bytes) return std::nullopt;
    return report::parse_table(*bytes, folder.folder().file(file), most);
}

std::string csv_head(std::vector<BoundColumn> const& columns) {
    std::string out;
    for (BoundColumn const& column : columns)
        out.append(out.empty() ? "" : ",").append(report::csv_cell(column.key));
    return out + '\n';
}

}  // namespace meridian::study
