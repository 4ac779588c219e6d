#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

void add_accelerator(ScenarioBuilder& b, AcceleratorRecord const& in) {
    Accelerator a = in.value;
    a.efficiency = in.efficiency.value;
    if (in.good({"idle_power", "busy_power"}) && a.busy_power < a.idle_power) {
        b.problems.add(in.location("busy_power"),
                       fmt::format("the accelerator '{}' draws less power busy than idle", a.name),
                       fmt::format("write at least its idle_power, {}", in.text("idle_power")));
    }
    bool const does_nothing =
        std::ranges::none_of(work_kinds, [&](auto const& one) { return can_do(a, one.kind); });
    bool const all_read = in.good({"efficiency", ""}) && in.efficiency.unreadable.empty();
    if (does_nothing && all_read) {
        b.problems.add(in.location(), fmt::format("the accelerator '{}' can do no kind of work", a.name),
                       "add 'efficiency: {training: 0.38, inference: 0.8}', or one of the two");
    }
    b.accelerator_names.add(a.name, in, b.problems);
    b.scenario.accelerators.add(std::move(a));
    b.scenario.card_capital.add(bought(in, "price", in.capital));
}

// Records that say all of a value themselves.
template <class IdType, class T>
void add_all(ScenarioBuilder& b, std::vector<RecordOf<T>> const& records, NameIndex& names,
             Table<IdType, T>& values) {
    for (auto const& in : records) {
        names.add(in.value.name, in, b.problems);
        values.add(in.value);
    }
}

bool uses(Tariff const& tariff, Period period) {
    bool const in_critical_months =
        std::ranges::find(tariff.critical_month, true) != tariff.critical_month.end();
    return std::ranges::find(tariff.hours, period) != tariff.hours.end() ||
           (in_critical_months &&
            std::ranges::find(tariff.critical_hours, period) != tariff.critical_hours.end());
}

void set_periods(ScenarioBuilder& b, Tariff& tariff, TariffRecord const& in) {
    tariff.hours = tariff.critical_hours = TouRecord::all_flat();
    auto const tou = b.tou_names.id<Id<TouRecord>>(in.tou, b.problems);
    if (!tou.valid() || !b.in.tou[tou.index].unreadable.empty()) return;
    auto const& day = b.in.tou[tou.index];
    tariff.hours = day.hours;
    tariff.critical_hours = day.written("critical_hours") ? day.critical_hours : day.hours;
    tariff.critical_month = day.critical_months;
    for (Period const period : periods.values()) {
        auto const word = periods.word_of(period);
        if (period == Period::flat || !in.lacks(word) || !uses(tariff, period)) continue;
        b.problems.add(in.location(),
                       fmt::format("the tariff '{}' has no '{}', and its tou '{}' has such hours",
                                   tariff.name, word, in.tou.value),
                       fmt::format("add '{}: 1.0', times the price", word));
    }
}

void add_tariff(ScenarioBuilder& b, TariffRecord const& in) {
    Tariff tariff = in.value;
    for (double& multiplier : tariff.multiplier)
        multiplier = 1.0 + in.multiplied * (multiplier - 1.0);
    set_periods(b, tariff, in);
    b.tariff_names.add(tariff.name, in, b.problems);
    b.scenario.tariffs.add(std::move(tariff));
}

}  // namespace

void build_accelerators(ScenarioBuilder& b) {
    for (auto const& in : b.in.accelerators)
        add_accelerator(b, in);
    auto const& reference = b.in.reference;
    if (!b.in.good({"accelerators", "reference"})) return;
    if (b.in.accelerators.empty()) {
        b.problems.add(b.start_of_file(), "there is no accelerator model",
                       "write at least one record under 'accelerators'");
        return;
    }
    if (reference.written()) {
        b.scenario.reference = b.accelerator_names.id<AcceleratorId>(reference, b.problems);
    } else if (b.in.accelerators.size() == 1) {
        b.scenario.reference = AcceleratorId{0};
    } else {
        b.problems.add(b.start_of_file(),
                       fmt::format("there is no 'reference', and there are {} accelerator models",
                                   b.in.accelerators.size()),
                       fmt::format("add 'reference: {}', the one on which runtimes are given",
                                   b.in.accelerators.front().value.name));
    }
}

void build_energy(ScenarioBuilder& b) {
    add_all(b, b.in.climates, b.climate_names, b.scenario.climates);
    add_all(b, b.in.coolings, b.cooling_names, b.scenario.coolings);
    add_all(b, b.in.grids, b.grid_names, b.scenario.grids);
    for (auto const& in : b.in.tou) {
        b.tou_names.add(in.name, in, b.problems);
        if (!in.written("critical_hours") || !in.lacks("critical_months")) continue;
        b.problems.add(in.location("critical_hours"),
                       fmt::format("the tou '{}' has critical_hours and no critical_months", in.name),
                       "add 'critical_months: [7, 8]' or remove the hours");
    }
    for (auto const& in : b.in.tariffs)
        add_tariff(b, in);
}

}  // namespace meridian::scenario
