#include "sim/study/input_effects.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "models/statistics/elementary_effects.hpp"
#include "models/statistics/emulator.hpp"
#include "models/statistics/variance_shares.hpp"
#include "models/units/format.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/csv_cells.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

using report::csv_cell;

constexpr std::size_t folds = 10;
constexpr std::size_t least_emulated = 10;  // points; each fold must leave some

// Rows with outputs, in whole blocks.
struct Usable {
    Sample coordinates;
    std::vector<double> outputs;
    std::size_t blocks{0};
};
Usable usable(InputSample const& sample, OutputSeries const& series, std::size_t block) {
    Usable all;
    for (std::size_t first = 0; first + block <= series.outputs.size(); first += block) {
        auto const begin = series.outputs.begin() + static_cast<std::ptrdiff_t>(first);
        auto const end = begin + static_cast<std::ptrdiff_t>(block);
        if (!std::all_of(begin, end, [](auto const& x) { return x && std::isfinite(*x); })) continue;
        for (std::size_t row = first; row < first + block; ++row) {
            all.coordinates.push_back((*sample.coordinates)[row]);
            all.outputs.push_back(*series.outputs[row]);
        }
        ++all.blocks;
    }
    return all;
}

std::string head(InputSample const& sample, OutputSeries const& series, std::size_t input) {
    return fmt::format("{},{},{},{},{}", series.metric, csv_cell(series.alternative),
                       csv_cell(series.against), sample.over, csv_cell(sample.inputs[input]));
}

RandomBits bits_of(OutputSeries const& series) {
    return resampling_bits(fmt::format("inputs {} {} {}", series.metric, series.alternative, series.against));
}

void write_or_remove(system::Folder const& folder, std::string const& file, std::string_view columns,
                     std::string const& rows) {
    if (!rows.empty()) return system::replace_file(folder, file, fmt::format("{}\n{}", columns, rows));
    folder.remove(file);
}

}  // namespace

void EffectTables::add(InputSample const& sample, OutputSeries const& series, double confidence) {
    if (sample.design == DesignKind::morris) return add_effects(sample, series, confidence);
    if (sample.design == DesignKind::saltelli) return add_shares(sample, series, confidence);
    add_emulator(sample, series);
}

void EffectTables::add_effects(InputSample const& sample, OutputSeries const& series, double confidence) {
    auto const rows = usable(sample, series, sample.inputs.size() + 1);
    if (rows.blocks < 2) return;
    auto const all = elementary_effects(rows.coordinates, rows.outputs, confidence, bits_of(series));
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const& one = all[i];
        effects_ += fmt::format(
            "{},{},{},{},{},{},{},{}\n", head(sample, series, i), rows.blocks, format_number(one.effect.mean),
            cells(one.effect_bootstrap), format_number(one.absolute.mean), cells(one.absolute_bootstrap),
            format_number(one.standard_deviation), cells(one.standard_deviation_bootstrap));
    }
}

void EffectTables::add_shares(InputSample const& sample, OutputSeries const& series, double confidence) {
    auto const rows = usable(sample, series, sample.inputs.size() + 2);
    if (rows.blocks < 2) return;
    auto const all = variance_shares(rows.outputs, sample.inputs.size(), confidence, bits_of(series));
    for (std::size_t i = 0; i < all.inputs.size(); ++i) {
        auto const& one = all.inputs[i];
        shares_ +=
            fmt::format("{},{},{},{},{},{},{},{}\n", head(sample, series, i), rows.blocks,
                        format_number(all.mean), format_number(all.variance), format_number(one.first),
                        cells(one.first_bootstrap), format_number(one.total), cells(one.total_bootstrap));
    }
}

void EffectTables::add_emulator(InputSample const& sample, OutputSeries const& series) {
    auto const rows = usable(sample, series, 1);
    if (rows.outputs.size() < least_emulated) return;
    Emulator const emulator{rows.coordinates, rows.outputs};
    auto const error = held_back_error(rows.coordinates, rows.outputs, {}, folds, bits_of(series));
    auto const shares = emulator.shares();
    for (std::size_t i = 0; i < shares.size(); ++i) {
        emulators_ += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", head(sample, series, i),
                                  rows.outputs.size(), emulator.degree(), emulator.terms(),
                                  format_number(emulator.mean()), format_number(emulator.variance()),
                                  format_number(error.root_mean_square), cell(error.r_squared),
                                  format_number(shares[i].first), format_number(shares[i].total));
    }
}

void EffectTables::write(system::Folder const& folder) const {
    write_or_remove(folder, "effects.csv",
                    "metric,alternative,against,over,input,trajectories,effect,effect_low,effect_high,"
                    "absolute,absolute_low,absolute_high,spread,spread_low,spread_high",
                    effects_);
    write_or_remove(
        folder, "variance_shares.csv",
        "metric,alternative,against,over,input,rows,mean,variance,first,first_low,first_high,total,"
        "total_low,total_high",
        shares_);
    write_or_remove(folder, "emulator.csv",
                    "metric,alternative,against,over,input,rows,degree,terms,mean,variance,held_back_error,"
                    "held_back_r_squared,first,total",
                    emulators_);
}

}  // namespace meridian::study
