#include "sim/study/input_effects.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "sim/study/comparison.hpp"

namespace meridian::study {
namespace {

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

SeriesInput input_of(InputSample const& sample, OutputSeries const& series, std::size_t input) {
    return {series.metric, series.alternative, series.against, sample.over, sample.inputs[input]};
}

RandomBits bits_of(OutputSeries const& series) {
    return resampling_bits(fmt::format("inputs {} {} {}", series.metric, series.alternative, series.against));
}

// clang-format off
template <class Record> constexpr auto metric = column<&Record::of, &SeriesInput::metric>("metric");
template <class Record> constexpr auto alternative = column<&Record::of, &SeriesInput::alternative>("alternative");
template <class Record> constexpr auto against = column<&Record::of, &SeriesInput::against>("against", "the difference from it; empty: the figure itself");
template <class Record> constexpr auto over = column<&Record::of, &SeriesInput::over>("over", "axes or inputs of the study");
template <class Record> constexpr auto input = column<&Record::of, &SeriesInput::input>("input");

constexpr std::array effects_columns{
    metric<EffectRow>, alternative<EffectRow>, against<EffectRow>, over<EffectRow>, input<EffectRow>,
    column<&EffectRow::trajectories>("trajectories"),
    column<&EffectRow::effects, &InputEffects::effect, &MeanEstimate::mean>("effect", "of the input over its range, mean over trajectories"),
    column<&EffectRow::effects, &InputEffects::effect_bootstrap, low_end>("effect_low"),
    column<&EffectRow::effects, &InputEffects::effect_bootstrap, high_end>("effect_high"),
    column<&EffectRow::effects, &InputEffects::absolute, &MeanEstimate::mean>("absolute"),
    column<&EffectRow::effects, &InputEffects::absolute_bootstrap, low_end>("absolute_low"),
    column<&EffectRow::effects, &InputEffects::absolute_bootstrap, high_end>("absolute_high"),
    column<&EffectRow::effects, &InputEffects::standard_deviation>("spread"),
    column<&EffectRow::effects, &InputEffects::standard_deviation_bootstrap, low_end>("spread_low"),
    column<&EffectRow::effects, &InputEffects::standard_deviation_bootstrap, high_end>("spread_high"),
};
constexpr std::array variance_shares_columns{
    metric<ShareRow>, alternative<ShareRow>, against<ShareRow>, over<ShareRow>, input<ShareRow>,
    column<&ShareRow::rows>("rows", "of the design"),
    column<&ShareRow::mean>("mean"),
    column<&ShareRow::variance>("variance"),
    column<&ShareRow::shares, &InputShares::first>("first"),
    column<&ShareRow::shares, &InputShares::first_bootstrap, low_end>("first_low"),
    column<&ShareRow::shares, &InputShares::first_bootstrap, high_end>("first_high"),
    column<&ShareRow::shares, &InputShares::total>("total"),
    column<&ShareRow::shares, &InputShares::total_bootstrap, low_end>("total_low"),
    column<&ShareRow::shares, &InputShares::total_bootstrap, high_end>("total_high"),
};
constexpr std::array emulator_columns{
    metric<EmulatorRow>, alternative<EmulatorRow>, against<EmulatorRow>, over<EmulatorRow>, input<EmulatorRow>,
    column<&EmulatorRow::rows>("rows", "points"),
    column<&EmulatorRow::degree>("degree"),
    column<&EmulatorRow::terms>("terms"),
    column<&EmulatorRow::mean>("mean"),
    column<&EmulatorRow::variance>("variance"),
    column<&EmulatorRow::held_back_error>("held_back_error"),
    column<&EmulatorRow::r_squared>("held_back_r_squared"),
    column<&EmulatorRow::shares, &Emulator::Shares::first>("first"),
    column<&EmulatorRow::shares, &Emulator::Shares::total>("total"),
};
// clang-format on

}  // namespace

constexpr StudyTable<EffectRow> effects_table{"effects", "a series and an input: elementary effects (Morris)",
                                              effects_columns, TableNeeds::rows};
constexpr StudyTable<ShareRow> variance_shares_table{
    "variance_shares", "a series and an input: shares of the variance (Sobol's indices, Saltelli's design)",
    variance_shares_columns, TableNeeds::rows};
constexpr StudyTable<EmulatorRow> emulator_table{
    "emulator", "a series and an input: shares of the variance by an emulator", emulator_columns,
    TableNeeds::rows};

void EffectTables::add(InputSample const& sample, OutputSeries const& series, double confidence) {
    if (sample.design == DesignKind::morris) return add_effects(sample, series, confidence);
    if (sample.design == DesignKind::saltelli) return add_shares(sample, series, confidence);
    add_emulator(sample, series);
}

void EffectTables::add_effects(InputSample const& sample, OutputSeries const& series, double confidence) {
    auto const rows = usable(sample, series, sample.inputs.size() + 1);
    if (rows.blocks < 2) return;
    auto const all = elementary_effects(rows.coordinates, rows.outputs, confidence, bits_of(series));
    for (std::size_t i = 0; i < all.size(); ++i)
        effects_.push_back({input_of(sample, series, i), rows.blocks, all[i]});
}

void EffectTables::add_shares(InputSample const& sample, OutputSeries const& series, double confidence) {
    auto const rows = usable(sample, series, sample.inputs.size() + 2);
    if (rows.blocks < 2) return;
    auto const all = variance_shares(rows.outputs, sample.inputs.size(), confidence, bits_of(series));
    for (std::size_t i = 0; i < all.inputs.size(); ++i)
        shares_.push_back({input_of(sample, series, i), rows.blocks, all.mean, all.variance, all.inputs[i]});
}

void EffectTables::add_emulator(InputSample const& sample, OutputSeries const& series) {
    auto const rows = usable(sample, series, 1);
    if (rows.outputs.size() < least_emulated) return;
    Emulator const emulator{rows.coordinates, rows.outputs};
    auto const error = held_back_error(rows.coordinates, rows.outputs, {}, folds, bits_of(series));
    auto const shares = emulator.shares();
    for (std::size_t i = 0; i < shares.size(); ++i)
        emulators_.push_back({input_of(sample, series, i), rows.outputs.size(), emulator.degree(),
                              emulator.terms(), emulator.mean(), emulator.variance(), error.root_mean_square,
                              error.r_squared, shares[i]});
}

void EffectTables::write(system::Folder const& folder, Study const& study) const {
    write_table(folder, effects_table, effects_, study);
    write_table(folder, variance_shares_table, shares_, study);
    write_table(folder, emulator_table, emulators_, study);
}

}  // namespace meridian::study
