// What the figures of alternatives depend on, from points at which several inputs differ at once: by how much
// each moves them (Morris), how they share the variance (Sobol's indices by Saltelli's design), or both by an
// emulator with its error on points that it has not seen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/statistics/designs.hpp"
#include "sim/study/results.hpp"
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

// effects.csv, variance_shares.csv and emulator.csv, each a row for every series and input.
class EffectTables {
public:
    // Rows without a figure are left out, with what depends on them: their trajectory, or their
    // block of Saltelli's design. A series with too few rows is left out.
    void add(InputSample const& sample, OutputSeries const& series, double confidence);
    // Files of tables that have no rows are removed.
    void write(system::Folder const& folder) const;

private:
    void add_effects(InputSample const& sample, OutputSeries const& series, double confidence);
    void add_shares(InputSample const& sample, OutputSeries const& series, double confidence);
    void add_emulator(InputSample const& sample, OutputSeries const& series);

    std::string effects_, shares_, emulators_;
};

// Of a sampled design: all metrics of each alternative with the response that suits it best at each row, and
// their differences from the baseline over the runs that both have. Precondition: the study has drawn rows.
void add_axis_effects(Results const& results, EffectTables& effects);

}  // namespace meridian::study
