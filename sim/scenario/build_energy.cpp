#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/building.hpp"

namespace meridian::scenario {
namespace {

void add_accelerator(Building& b, AcceleratorInput const& in) {
    Accelerator a;
    a.name = in.name.value;
    a.vendor = in.vendor.value;
    a.stack = in.stack.value;
    a.fp16_dense = FlopsPerSecond{in.fp16_dense.value};
    a.training_efficiency = in.training_efficiency.value;
    a.inference_efficiency = in.inference_efficiency.value;
    a.idle_power = microwatts(in.idle_power.value);
    a.busy_power = microwatts(in.busy_power.value);
    if (in.mtbf.good) a.mtbf = nanoseconds(in.mtbf.value);
    if (in.idle_power.good && in.busy_power.good && a.busy_power < a.idle_power) {
        b.problems.add(in.busy_power.draft->place(),
                       fmt::format("the accelerator '{}' draws less power busy than idle", a.name),
                       fmt::format("write at least its idle_power, {}", in.idle_power.draft->text()));
    }
    bool const readable = in.training_efficiency.good && in.inference_efficiency.good;
    if (readable && a.training_efficiency == 0.0 && a.inference_efficiency == 0.0) {
        b.problems.add(in.draft->place(), fmt::format("the accelerator '{}' can do no kind of work", a.name),
                       "add 'training_efficiency: 0.38' or 'inference_efficiency: 0.8'");
    }
    b.accelerator_names.add(a.name, in.key.value, in, b.problems);
    b.scenario.accelerators.add(std::move(a));
    std::optional<Capital> capital;
    if (in.price.good) capital = {in.price.value, static_cast<int>(in.life_years.value)};
    b.scenario.card_capital.add(capital);
}

void add_climate(Building& b, ClimateInput const& in) {
    Climate c;
    c.name = in.name.value;
    auto const& read = in.monthly_mean.value;
    for (std::size_t m = 0; m < std::min(read.size(), c.monthly_mean.size()); ++m) {
        c.monthly_mean[m] = Celsius{read[m]};
    }
    b.climate_names.add(c.name, in.key.value, in, b.problems);
    b.scenario.climates.add(std::move(c));
}

void add_cooling(Building& b, CoolingInput const& in) {
    b.cooling_names.add(in.name.value, in.key.value, in, b.problems);
    b.scenario.coolings.add(Cooling{in.name.value, in.base.value, in.slope.value, Celsius{in.threshold.value},
                                    microwatts(in.overhead.value)});
}

void add_grid(Building& b, GridInput const& in) {
    b.grid_names.add(in.name.value, in.key.value, in, b.problems);
    b.scenario.grids.add(Grid{in.name.value, KgPerKwh{in.carbon.value}, in.green_share.value,
                              CnyPerKwh{in.green_premium.value}});
}

void set_hours(std::array<Period, 24>& hours, std::vector<std::size_t> const& read) {
    for (std::size_t h = 0; h < std::min(read.size(), hours.size()); ++h) {
        hours[h] = static_cast<Period>(read[h]);
    }
}

bool uses(Tariff const& tariff, Period period) {
    bool const in_critical_months =
        std::ranges::find(tariff.critical_month, true) != tariff.critical_month.end();
    return std::ranges::find(tariff.hours, period) != tariff.hours.end() ||
           (in_critical_months &&
            std::ranges::find(tariff.critical_hours, period) != tariff.critical_hours.end());
}

void set_periods(Building& b, Tariff& tariff, TariffInput const& in) {
    tariff.hours.fill(Period::flat);
    tariff.critical_hours.fill(Period::flat);
    auto const tou = b.tou_names.id<Id<TouInput>>(in.tou, b.problems);
    if (!tou.valid()) return;
    auto const& day = b.in.tou[tou.index];
    set_hours(tariff.hours, day.hours.value);
    set_hours(tariff.critical_hours,
              day.critical_hours.written() ? day.critical_hours.value : day.hours.value);
    if (day.critical_months.good) {
        for (double const month : day.critical_months.value) {
            tariff.critical_month[static_cast<std::size_t>(month) - 1] = true;
        }
    }
    for (std::size_t p = 0; p < in.multiplier.size(); ++p) {
        if (in.multiplier[p].good || in.multiplier[p].written() || !uses(tariff, static_cast<Period>(p)))
            continue;
        b.problems.add(in.draft->place(),
                       fmt::format("the tariff '{}' has no '{}', and its tou '{}' has such hours",
                                   in.name.value, period_words[p], in.tou.value),
                       fmt::format("add '{}: 1.0', times the price", period_words[p]));
    }
}

void add_tariff(Building& b, TariffInput const& in) {
    Tariff tariff;
    tariff.name = in.name.value;
    tariff.flat_price = CnyPerKwh{in.price.value};
    for (std::size_t p = 0; p < in.multiplier.size(); ++p) {
        if (!in.multiplier[p].good) continue;
        tariff.multiplier[p] = 1.0 + in.multiplied.value * (in.multiplier[p].value - 1.0);
    }
    set_periods(b, tariff, in);
    b.tariff_names.add(tariff.name, in.key.value, in, b.problems);
    b.scenario.tariffs.add(std::move(tariff));
}

}  // namespace

void build_accelerators(Building& b) {
    for (auto const& in : b.in.accelerators)
        add_accelerator(b, in);
    auto const& reference = b.in.reference;
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
                                   b.in.accelerators.front().name.value));
    }
}

void build_energy(Building& b) {
    for (auto const& in : b.in.climates)
        add_climate(b, in);
    for (auto const& in : b.in.coolings)
        add_cooling(b, in);
    for (auto const& in : b.in.grids)
        add_grid(b, in);
    for (auto const& in : b.in.tou) {
        b.tou_names.add(in.name.value, in.key.value, in, b.problems);
        bool const without_months = in.critical_hours.written() && !in.critical_months.written();
        if (!without_months) continue;
        b.problems.add(in.critical_hours.draft->place(),
                       fmt::format("the tou '{}' has critical_hours and no critical_months", in.name.value),
                       "add 'critical_months: [7, 8]' or remove the hours");
    }
    for (auto const& in : b.in.tariffs)
        add_tariff(b, in);
}

}  // namespace meridian::scenario
