#include "sim/study/certainty.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "sim/study/input_columns.hpp"
#include "sim/study/text_range.hpp"

namespace meridian::study {
namespace {

// The value that the scenario of the baseline has for an input, in the unit of its range.
std::optional<double> assumed_value(UncertainFigure const& input, scenario::Draft const& scenario) {
    scenario::Draft const* const value = scenario::find_value(scenario, input.paths.front());
    if (value == nullptr || !value->is_scalar()) return std::nullopt;
    auto const written = number_and_unit(value->text());
    if (!written || written->unit != input.range.unit) return std::nullopt;
    return written->number;
}

// Of a break-even value from what is assumed, as a share of the range; from its middle where that is not known.
double distance(BreakEven const& found, UncertainFigure const& input, std::optional<double> assumed) {
    auto const [low, high] = std::pair{input.range.low, input.range.high};
    return std::fabs(*found.value - assumed.value_or((low + high) / 2.0)) / (high - low);
}

class Grader {
public:
    Grader(Study const& study, std::vector<Comparison> const& comparisons,
           SensitivityResult const* sensitivity, scenario::Draft const& scenario)
        : study_{study}, comparisons_{comparisons}, sensitivity_{sensitivity}, scenario_{scenario} {}

    Certainty grade(Comparison const& own) const {
        Certainty c;
        c.alternative = own.alternative;
        bool const significant = count_futures(c);
        find_spread(c);
        find_decisive(c);
        c.grade = grade_of(own.verdict, significant, c);
        return c;
    }

private:
    [[nodiscard]] bool is_better(double difference) const {
        return study_.metrics.front().more_is_better ? difference > 0.0 : difference < 0.0;
    }

    // True if it is significantly better in all of them.
    bool count_futures(Certainty& c) const {
        bool significant = true;
        for (Comparison const& other : comparisons_) {
            if (other.metric.key != study_.metrics.front().key || other.alternative != c.alternative ||
                other.future == all_futures)
                continue;
            ++c.futures;
            significant = significant && other.verdict == Verdict::better;
            if (is_better(other.difference.difference.mean)) {
                ++c.futures_better;
            } else if (c.worst_future.empty()) {
                c.worst_future = other.future;
            }
        }
        return significant;
    }

    void find_spread(Certainty& c) const {
        if (sensitivity_ == nullptr) return;
        auto const spread =
            std::ranges::find(sensitivity_->spreads, c.alternative, &InputSpread::alternative);
        if (spread == sensitivity_->spreads.end()) return;
        c.samples = spread->points;
        c.better_share = spread->better_share;
    }

    void find_decisive(Certainty& c) const {
        if (sensitivity_ == nullptr) return;
        double nearest = INFINITY;
        for (BreakEven const& found : sensitivity_->break_evens) {
            if (found.alternative != c.alternative || !found.value) continue;
            UncertainFigure const& input = input_named(study_, found.input);
            auto const assumed = assumed_value(input, scenario_);
            double const away = distance(found, input, assumed);
            if (away >= nearest) continue;
            nearest = away;
            bool const below = found.less_at_low != study_.metrics.front().more_is_better;
            c.decisive = DecisiveInput{found.input, *found.value, assumed, below};
        }
    }

    static Grade grade_of(Verdict verdict, bool significant_in_all, Certainty const& c) {
        if (verdict == Verdict::worse) return Grade::worse;
        if (verdict != Verdict::better) return Grade::not_significant;
        if (c.futures_better < c.futures) return Grade::depends;
        if (c.samples == 0) return significant_in_all ? Grade::significant : Grade::likely;
        if (significant_in_all && c.better_share >= robust_share) return Grade::robust;
        return c.better_share >= likely_share ? Grade::likely : Grade::depends;
    }

    Study const& study_;
    std::vector<Comparison> const& comparisons_;
    SensitivityResult const* sensitivity_;
    scenario::Draft const& scenario_;  // of the baseline
};

std::optional<double> better_share(Certainty const& c) {
    return c.samples > 0 ? std::optional{c.better_share} : std::nullopt;
}

// Of the decisive input; nothing where there is none.
template <auto Part>
ResultCell decisive(Certainty const& c) {
    return c.decisive ? to_cell(std::invoke(Part, *c.decisive)) : ResultCell{};
}
template <auto Part>
ResultCell decisive_input(Certainty const& c, CellContext const& at) {
    return c.decisive ? std::invoke(Part, input_named(at.study, c.decisive->name)) : ResultCell{};
}
// clang-format off
constexpr std::array certainty_columns{
    metric_column<Certainty>,
    column<&Certainty::alternative>("alternative"),
    baseline_column<Certainty>,
    column<&Certainty::grade>("grade", "how sure it is that the alternative is better: robust, likely, depends on inputs, significant, not significant or worse"),
    column<&Certainty::futures>("futures"),
    column<&Certainty::futures_better>("futures_better"),
    column<&Certainty::worst_future>("worst_future", "one in which it is not better; empty: none"),
    column<&Certainty::samples>("sample", "samples of all inputs at once"),
    column<better_share>("better_share", "of these samples"),
    column<decisive<&DecisiveInput::name>>("input", "whose break-even value lies nearest to what is assumed; empty: no break-even value lies within a range"),
    column<decisive<&DecisiveInput::break_even>>("break_even_value", "of the input"),
    column<decisive<&DecisiveInput::better_below>>("better_below", "yes: the alternative is better below that value"),
    column<decisive<&DecisiveInput::assumed>>("assumed", "the value in the scenario"),
    column<decisive_input<unit_of>>("unit", "of the values of the input"),
    column<decisive_input<low_value>>("value_low", "of its range"),
    column<decisive_input<high_value>>("value_high", "of its range"),
    column<decisive_input<&UncertainFigure::grade>>("input_grade"),
    column<decisive_input<&UncertainFigure::source>>("source"),
};
// clang-format on

}  // namespace

constexpr StudyTable<Certainty> certainty_table{
    "certainty", "an alternative, by the first metric in the baseline's future", certainty_columns};

std::string_view words(Grade grade) {
    constexpr std::array<std::string_view, 6> all{"robust",      "likely",          "depends on inputs",
                                                  "significant", "not significant", "worse"};
    return all[static_cast<std::size_t>(grade)];
}

std::vector<Certainty> grade_certainty(Study const& study, std::vector<Comparison> const& comparisons,
                                       SensitivityResult const* sensitivity,
                                       scenario::Draft const& scenario) {
    Grader const grader{study, comparisons, sensitivity, scenario};
    std::string const future = study.names(study.baseline, Role::future);
    std::vector<Certainty> rows;
    for (Comparison const& c : comparisons) {
        bool const of_interest = c.metric.key == study.metrics.front().key && c.future == future &&
                                 c.verdict != Verdict::is_baseline && c.difference.difference.count > 0;
        if (of_interest) rows.push_back(grader.grade(c));
    }
    return rows;
}

}  // namespace meridian::study
