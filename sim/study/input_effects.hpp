// What the figures of alternatives depend on, from points at which several inputs differ at once: by how much
// each moves them (Morris), how they share the variance (Sobol's indices by Saltelli's design), or both by an
// emulator with its error on points that it has not seen.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "models/statistics/designs.hpp"
#include "models/statistics/elementary_effects.hpp"
#include "models/statistics/emulator.hpp"
#include "models/statistics/variance_shares.hpp"
#include "sim/study/results.hpp"
#include "sim/study/study_table.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

// Where it was looked: rows of a design over inputs, from 0 to 1.
struct InputSample {
    DesignKind design{};              // morris, saltelli; an emulator is made of any other
    std::string over;                 // "axes" or "inputs" of the study
    std::vector<std::string> inputs;  // their names
    Sample const* coordinates{nullptr};
};

// What it came to: a figure of an alternative, or its difference from another one.
struct OutputSeries {
    std::string metric, alternative;
    std::string against;                         // empty: the figure itself
    std::vector<std::optional<double>> outputs;  // by row; nothing where there is no figure
};

// What a row of the three tables is of: a series, and one of the inputs.
struct SeriesInput {
    std::string metric, alternative, against, over, input;
};
struct EffectRow {
    SeriesInput of;
    std::size_t trajectories{0};
    InputEffects effects;
};
struct ShareRow {
    SeriesInput of;
    std::size_t rows{0};
    double mean{0.0}, variance{0.0};
    InputShares shares;
};
struct EmulatorRow {
    SeriesInput of;
    std::size_t rows{0}, degree{0}, terms{0};
    double mean{0.0}, variance{0.0};
    double held_back_error{0.0};
    std::optional<double> r_squared;  // on held-back points
    Emulator::Shares shares;
};
extern StudyTable<EffectRow> const effects_table;
extern StudyTable<ShareRow> const variance_shares_table;
extern StudyTable<EmulatorRow> const emulator_table;

class EffectTables {
public:
    // Rows without a figure are left out, with what depends on them: their trajectory, or their
    // block of Saltelli's design. A series with too few rows is left out.
    void add(InputSample const& sample, OutputSeries const& series, double confidence);
    void write(system::Folder const& folder, Study const& study) const;

private:
    void add_effects(InputSample const& sample, OutputSeries const& series, double confidence);
    void add_shares(InputSample const& sample, OutputSeries const& series, double confidence);
    void add_emulator(InputSample const& sample, OutputSeries const& series);

    std::vector<EffectRow> effects_;
    std::vector<ShareRow> shares_;
    std::vector<EmulatorRow> emulators_;
};

// Of a sampled design: all metrics of each alternative with the response that suits it best at each row, and
// their differences from the baseline over the runs that both have. Precondition: the study has drawn rows.
void add_axis_effects(Results const& results, EffectTables& effects);

}  // namespace meridian::study
