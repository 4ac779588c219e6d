#include "sim/app/value_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/study/value_range.hpp"
#include "sim/study/why.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using study::ValueRange;
using study::ValueScale;
using study::WhyKind;
using study::WhyRow;

std::string crossing(ValueRange const& range) {
    if (!range.from_interval) return fmt::format("{:.3g}", range.from);
    return fmt::format("{:.3g} ({:.3g} to {:.3g})", range.from, range.from_interval->low,
                       range.from_interval->high);
}

void print_scale(std::vector<ValueRange> const& ranges, ValueScale scale, std::string_view unit) {
    bool is_first = true;
    for (ValueRange const& range : ranges) {
        if (range.scale != scale) continue;
        std::string const from = range.from == 0.0 ? std::string{"from 0"} : "above " + crossing(range);
        console::print("  {}{}{}{}\n", report::fitted(range.alternative, 20),
                       report::fitted(range.response, 14), from,
                       is_first ? fmt::format("  {}", unit) : std::string{});
        is_first = false;
    }
}

std::string name_of(WhyRow const& row) {
    if (row.kind != WhyKind::value_lost) return row.part;
    return fmt::format("value lost: {}, {}", row.part, row.outcome);
}

}  // namespace

void print_value_ranges(study::Results const& results, study::RuleFindings const& findings) {
    study::Study const& study = results.study();
    std::string const future = study.names(study.baseline, study::Role::future);
    auto ranges = study::value_ranges(results, findings);
    std::erase_if(ranges, [&](ValueRange const& range) { return range.future != future; });
    if (ranges.empty()) return;
    console::print("\nbest by net cost, over the value of unserved work, future {}:\n", future);
    print_scale(ranges, ValueScale::price, "CNY/acc-h, all work alike");
    print_scale(ranges, ValueScale::factor, "times the values of the scenario");
    auto const as_given = std::ranges::find_if(ranges, [](ValueRange const& range) {
        return range.scale == ValueScale::factor && range.from <= 1.0 && range.to > 1.0;
    });
    if (as_given == ranges.end()) return;
    auto const mean = study::mean_value_of_unserved(results, as_given->point);
    if (mean)
        console::print("  as given, unserved work of {} is worth {:.3g} CNY per accelerator-hour\n",
                       as_given->alternative, *mean);
}

void print_why(study::Results const& results, std::vector<study::BestResponse> const& responses,
               std::string const& alternative) {
    study::Study const& study = results.study();
    std::string const future = study.names(study.baseline, study::Role::future);
    std::vector<WhyRow> rows = study::why_rows(results, responses);
    std::erase_if(rows, [&](WhyRow const& row) {
        return row.alternative != alternative || row.future != future || row.kind == WhyKind::volume;
    });
    double size = 0.0;
    double net = 0.0;
    for (WhyRow const& row : rows) {
        size += std::fabs(row.difference.mean);
        net += row.difference.mean;
    }
    if (!(size > 0.0)) return;
    console::print("\nwhy the net cost of {} differs from that of {},\n{:+.4g} M CNY/y in future {}:\n",
                   alternative, study.names(study.baseline, study::Role::compared), net / 1e6, future);
    double shown = 0.0;
    for (WhyRow const& row : rows) {
        if (shown >= 0.8 * size) break;
        shown += std::fabs(row.difference.mean);
        auto const& interval = row.difference.interval;
        bool const is_significant = interval && (interval->low > 0.0 || interval->high < 0.0);
        console::print("  {:>+9.4g} M CNY/y  {}{}\n", row.difference.mean / 1e6, name_of(row),
                       is_significant ? "" : " (n.s.)");
        if (!row.obstacle.empty()) console::print("      {}\n", row.obstacle);
    }
    console::print("  all parts are in why.csv\n");
}

}  // namespace meridian::app
