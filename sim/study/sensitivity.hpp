// How far uncertain inputs move the verdict on an alternative: its difference from the
// baseline by the first metric, in the baseline's future, each with the response that suits it best there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/study/assignment.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/input_effects.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/run_cache.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

// The difference at the two ends of an input, all else as in the scenario.
struct TornadoBar {
    std::string alternative, input;
    double low{0.0}, high{0.0};  // of the input
    MeanEstimate at_low, at_high;
};

// Where an input turns the verdict.
struct BreakEven {
    std::string alternative, input;
    bool less_at_low{false};      // the alternative's figure is below the baseline's at the lower end
    std::optional<double> value;  // of the input, at which there is no difference; none: not within its range
    // Between these there is not significant. None: it reaches beyond the range.
    std::optional<double> low, high;
};

// The difference over inputs that all differ at once.
struct InputSpread {
    std::string alternative;
    MeanEstimate seeds;     // inputs as in the scenario, over runs
    std::size_t points{0};  // of the sample; each its mean over runs
    double mean{0.0};
    Interval interval;         // of the differences: from quantile to quantile
    double better_share{0.0};  // points at which the alternative is better
};

// The difference at each row of a design over the inputs.
struct InputSeries {
    DesignKind design{};
    Sample coordinates;
    OutputSeries outputs;
};

struct SensitivityResult {
    std::string baseline;
    std::vector<TornadoBar> swings;  // by alternative, the widest first
    std::vector<BreakEven> break_evens;
    std::vector<InputSpread> spreads;
    std::vector<InputSeries> series;
    bool stopped{false};
};

// Precondition: study.sensitivity; the results are complete. Runs that the results have are not run again. `note`
// hears of the runs that are asked for.
[[nodiscard]] SensitivityResult find_sensitivity(Study const& study, PointReader& reader, Results& results,
                                                 PlayRuns const& play, NoteRuns const& note = {});

// What the inputs do to the differences, all at once.
void add_input_effects(SensitivityResult const& result, Study const& study, EffectTables& effects);

extern StudyTable<TornadoBar> const tornado_table;
extern StudyTable<BreakEven> const break_even_table;
extern StudyTable<InputSpread> const input_interval_table;

}  // namespace meridian::study
