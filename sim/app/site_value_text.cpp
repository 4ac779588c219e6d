#include "sim/app/site_value_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using study::SiteValue;

constexpr std::size_t most_first = 5;

// "+1.23 M CNY" would be cut by columns: millions alone.
std::string millions(double cny) {
    double const x = cny / 1e6;
    if (std::fabs(x) >= 100.0) return fmt::format("{:+.0f}", x);
    return std::fabs(x) < 0.01 ? fmt::format("{:+.1g}", x) : fmt::format("{:+.3g}", x);
}

std::string range_of(SiteValue const& value) {
    auto const& interval = value.worth.interval;
    return interval ? fmt::format("{} to {}", millions(interval->low), millions(interval->high))
                    : std::string{};
}

void print_row(SiteValue const& value) {
    bool const adds = value.role == study::Role::added;
    std::string const each = adds ? fmt::format("{:>9.0f}", value.worth_per_accelerator()) : std::string{};
    console::print("  {:>3} {}{:>7} {:>18} {:>8} {:>8}{} {}\n", value.rank, report::fitted(value.site, 14),
                   millions(value.worth.mean), range_of(value), millions(value.value), millions(value.cost),
                   each, value.verdict == study::SiteVerdict::not_significant ? "n.s." : "");
}

// Those of one alternative by one axis, by rank.
void print_family(std::vector<SiteValue> const& family, double confidence) {
    SiteValue const& first = family.front();
    if (first.role == study::Role::removed) {
        console::print("\nwhat each site of {} is worth, future {}, by leaving it out:\n", first.alternative,
                       first.future);
    } else {
        console::print("\nwhere the next {} accelerators ({}) should go in {}, future {}:\n",
                       human_count(first.accelerators), first.model, first.alternative, first.future);
    }
    bool const adds = first.role == study::Role::added;
    console::print("      {}{:>7} {:>18} {:>8} {:>8}{}\n", report::fitted("site", 14), "worth", "interval",
                   "value", "cost", adds ? fmt::format("{:>9}", "CNY/acc.") : std::string{});
    std::size_t const last = family.size() - 1;
    for (std::size_t i = 0; i < family.size(); ++i) {
        if (i < most_first || i == last) print_row(family[i]);
        if (i == most_first && i < last) console::print("      ... {} more\n", last - most_first);
    }
    console::print("  M CNY/y; worth = value {} - cost; {:.3g} % intervals hold for all sites\n",
                   adds ? "gained" : "kept", 100.0 * confidence);
    console::print("  all are in {}\n", adds ? "next_accelerators.csv" : "site_values.csv");
}

}  // namespace

void print_site_values(study::Results const& results, study::RuleFindings const& findings,
                       std::string const& best) {
    study::Study const& study = results.study();
    bool const any = std::ranges::any_of(
        study.axes, [](study::Axis const& axis) { return study::changes_sites(axis.role); });
    if (!any) return;
    auto values = study::site_values(results, findings);
    if (values.empty()) {
        console::print("\nwhat sites are worth is not known: no run without or with them has a net cost\n");
        return;
    }
    std::string const future = study.names(study.baseline, study::Role::future);
    std::erase_if(values, [&](SiteValue const& value) { return value.future != future; });
    bool const has_best = std::ranges::find(values, best, &SiteValue::alternative) != values.end();
    if (has_best) std::erase_if(values, [&](SiteValue const& value) { return value.alternative != best; });
    std::vector<SiteValue> family;
    for (SiteValue& value : values) {
        bool const is_next = !family.empty() && (family.back().axis != value.axis ||
                                                 family.back().alternative != value.alternative);
        if (is_next) {
            print_family(family, study.confidence);
            family.clear();
        }
        family.push_back(std::move(value));
    }
    if (!family.empty()) print_family(family, study.confidence);
}

}  // namespace meridian::app
