#include "sim/study/why.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/study/metrics.hpp"
#include "sim/study/run_parts.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

constexpr std::string_view cost_prefix{"cost:"};
constexpr std::string_view volume_prefix{"volume:"};

double figure(Row const& row, std::string_view key) {
    return row.figures[metric_of(key).value().column];
}

// What costs add up to, without electricity.
struct CostPart {
    std::string_view key, name, unit{"CNY"};
};
constexpr std::array cost_parts{
    CostPart{"cost_cny_capital", "capital"}, CostPart{"cost_cny_operations", "operations"},
    CostPart{"cost_cny_network", "network"}, CostPart{"cost_cny_carbon", "carbon"},
    CostPart{"cost_cny_green", "green premium"}};
constexpr std::array volumes{CostPart{"accelerator_hours_active", "accelerator-hours active", "acc-h"},
                             CostPart{"accelerator_hours_unserved", "accelerator-hours unserved", "acc-h"},
                             CostPart{"energy_kwh_it", "IT energy", "kWh"},
                             CostPart{"bytes_moved", "bytes moved", "bytes"}};

// The factors of a year's electricity.
struct Electricity {
    double kwh_it{0.0}, pue{0.0}, price{0.0};

    Electricity(Row const& row, double years) : kwh_it{figure(row, "energy_kwh_it") / years} {
        double const facility = kwh_it + figure(row, "energy_kwh_overhead") / years;
        if (kwh_it > 0.0) pue = facility / kwh_it;
        if (facility > 0.0) price = figure(row, "cost_cny_energy") / years / facility;
    }
};

// The part of the difference of a product that its factor x has: see the header.
double part_of(double x, double x2, std::array<double, 2> const& other, std::array<double, 2> const& other2) {
    double const mixed = other[0] * other2[1] + other2[0] * other[1];
    return (x - x2) * (2.0 * other[0] * other[1] + mixed + 2.0 * other2[0] * other2[1]) / 6.0;
}

void add_electricity(std::vector<NamedFigure>& parts, Electricity const& a, Electricity const& b) {
    parts.push_back(
        {"cost:electricity: volume", part_of(a.kwh_it, b.kwh_it, {a.pue, a.price}, {b.pue, b.price})});
    parts.push_back(
        {"cost:electricity: PUE", part_of(a.pue, b.pue, {a.kwh_it, a.price}, {b.kwh_it, b.price})});
    parts.push_back(
        {"cost:electricity: price", part_of(a.price, b.price, {a.kwh_it, a.pue}, {b.kwh_it, b.pue})});
}

void add_lost(std::vector<NamedFigure>& parts, Row const& row, double times) {
    for (NamedFigure const& part : row.parts) {
        if (!part.name.starts_with(lost_value)) continue;
        auto const same = std::ranges::find(parts, part.name, &NamedFigure::name);
        if (same == parts.end()) {
            parts.push_back({part.name, times * part.value});
        } else {
            same->value += times * part.value;
        }
    }
}

// "lost:enterprise:rejected:its data ..." and the others as a row without figures.
WhyRow row_of(std::string const& name) {
    WhyRow row;
    if (name.starts_with(cost_prefix)) {
        row.part = name.substr(cost_prefix.size());
        return row;
    }
    if (name.starts_with(volume_prefix)) {
        row.kind = WhyKind::volume;
        row.part = name.substr(volume_prefix.size());
        return row;
    }
    row.kind = WhyKind::value_lost;
    auto const last = name.rfind(':');
    auto const before = name.rfind(':', last - 1);
    auto const first = lost_value.size() + 1;
    row.part = name.substr(first, before - first);
    row.outcome = name.substr(before + 1, last - before - 1);
    row.obstacle = name.substr(last + 1);
    return row;
}

// By name, in the order of their first appearance, a difference for each run.
class Differences {
public:
    void add(std::size_t run, std::vector<NamedFigure> const& parts) {
        for (NamedFigure const& part : parts) {
            auto [at, is_new] = places_.try_emplace(part.name, names_.size());
            if (is_new) {
                names_.push_back(part.name);
                values_.emplace_back();
            }
            values_[at->second].resize(run + 1, 0.0);
            values_[at->second][run] = part.value;
        }
    }
    // A part that a run does not have is zero in it.
    [[nodiscard]] std::vector<WhyRow> rows(std::size_t runs, double confidence) {
        std::vector<WhyRow> all;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            values_[i].resize(runs, 0.0);
            WhyRow row = row_of(names_[i]);
            row.difference = estimate_mean(values_[i], confidence);
            all.push_back(std::move(row));
        }
        std::ranges::stable_sort(all, {}, [](WhyRow const& row) {
            return std::pair{row.kind == WhyKind::volume,
                             row.kind == WhyKind::volume ? 0.0 : -std::fabs(row.difference.mean)};
        });
        return all;
    }

private:
    std::map<std::string, std::size_t> places_;
    std::vector<std::string> names_;
    std::vector<std::vector<double>> values_;
};

std::vector<WhyRow> rows_of(Results const& results, std::size_t own, std::size_t base) {
    Differences differences;
    std::size_t count = 0;
    for (std::int64_t run = 0; run < std::min(results.runs(own), results.runs(base)); ++run) {
        system::checkpoint();
        auto const a = results.row(own, run);
        auto const b = results.row(base, run);
        if (!a || !b || !a->ok() || !b->ok()) continue;
        auto const parts = parts_of_difference(*a, *b);
        if (parts.empty()) continue;
        differences.add(count++, parts);
    }
    if (count == 0) return {};
    return differences.rows(count, results.study().confidence);
}

std::string_view unit_of(WhyRow const& row, CellContext const&) {
    auto const volume = std::ranges::find(volumes, row.part, &CostPart::name);
    return row.kind == WhyKind::volume && volume != volumes.end() ? volume->unit : "CNY";
}

// clang-format off
constexpr std::array why_columns{
    column<&WhyRow::future>("future"),
    column<&WhyRow::alternative>("alternative"),
    column<&WhyRow::kind>("kind", "cost and value lost add up to the difference of net cost; volume is what stands behind it"),
    column<&WhyRow::part>("part", "of the cost; the class or service that loses value"),
    column<&WhyRow::outcome>("outcome", "of lost value"),
    column<&WhyRow::obstacle>("obstacle", "of lost value"),
    column<unit_of>("unit", "of the difference"),
    column<&WhyRow::difference, mean_value>("difference", "from the baseline, a year of it"),
    column<&WhyRow::difference, low_of>("difference_low"),
    column<&WhyRow::difference, high_of>("difference_high"),
    column<&WhyRow::difference, &MeanEstimate::count>("runs"),
};
// clang-format on

}  // namespace

constexpr StudyTable<WhyRow> why_table{
    "why", "a part of the difference of net cost between an alternative and the baseline in a future",
    why_columns};

std::string_view words(WhyKind kind) {
    constexpr std::array<std::string_view, 3> all{"cost", "value lost", "volume"};
    return all[static_cast<std::size_t>(kind)];
}

std::vector<NamedFigure> parts_of_difference(Row const& a, Row const& b) {
    double const years = figure(a, "window_s") / seconds_per_year;
    bool const has_net_cost =
        !std::isnan(figure(a, "net_cost_cny")) && !std::isnan(figure(b, "net_cost_cny"));
    std::vector<NamedFigure> parts;
    if (!has_net_cost) return parts;
    for (CostPart const& part : cost_parts)
        parts.push_back({fmt::format("{}{}", cost_prefix, part.name),
                         (figure(a, part.key) - figure(b, part.key)) / years});
    add_electricity(parts, Electricity{a, years}, Electricity{b, years});
    add_lost(parts, a, 1.0 / years);
    add_lost(parts, b, -1.0 / years);
    for (CostPart const& part : volumes)
        parts.push_back({fmt::format("{}{}", volume_prefix, part.name),
                         (figure(a, part.key) - figure(b, part.key)) / years});
    return parts;
}

std::vector<WhyRow> why_rows(Results const& results, std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    std::string const baseline = study.names(study.baseline, Role::compared);
    auto const name = [&](BestResponse const& one) { return study.names(one.alternative, Role::compared); };
    std::vector<WhyRow> all;
    for (BestResponse const& one : responses) {
        if (name(one) == baseline) continue;
        auto const base = std::ranges::find_if(responses, [&](BestResponse const& other) {
            return other.future == one.future && name(other) == baseline;
        });
        if (base == responses.end()) continue;
        for (WhyRow& row : rows_of(results, one.point, base->point)) {
            row.future = study.names(one.future, Role::future);
            row.alternative = name(one);
            all.push_back(std::move(row));
        }
    }
    return all;
}

}  // namespace meridian::study
