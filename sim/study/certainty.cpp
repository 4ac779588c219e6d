#include "sim/study/certainty.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/csv_cells.hpp"
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
            UncertainFigure const& input =
                *std::ranges::find(study_.inputs, found.input, &UncertainFigure::name);
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

}  // namespace

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

std::string certainty_csv(std::vector<Certainty> const& rows, Study const& study) {
    using report::csv_cell;
    std::string out{
        "metric,alternative,baseline,grade,futures,futures_better,worst_future,sample,better_share,input,"
        "break_even_value,better_below,assumed,unit,value_low,value_high,input_grade,source\n"};
    std::string const baseline = study.names(study.baseline, Role::compared);
    for (Certainty const& c : rows) {
        out += fmt::format("{},{},{},{},{},{},{},{},{}", study.metrics.front().key, csv_cell(c.alternative),
                           csv_cell(baseline), words(c.grade), c.futures, c.futures_better,
                           csv_cell(c.worst_future), c.samples,
                           c.samples == 0 ? std::string{} : format_number(c.better_share));
        if (!c.decisive) {
            out += ",,,,,,,,,\n";
            continue;
        }
        DecisiveInput const& d = *c.decisive;
        UncertainFigure const& input = *std::ranges::find(study.inputs, d.name, &UncertainFigure::name);
        out += fmt::format(",{},{},{},{},{},{},{},{},{}\n", csv_cell(d.name), format_number(d.break_even),
                           d.better_below ? "yes" : "no", cell(d.assumed), csv_cell(input.range.unit),
                           format_number(input.range.low), format_number(input.range.high), input.grade,
                           csv_cell(input.source));
    }
    return out;
}

}  // namespace meridian::study
