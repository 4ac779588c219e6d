// Which alternative is the best one, from as few runs as the confidence needs. In each future a procedure compares
// all points: after each round it says from the known figures alone which of them are run further. So the same
// runs are simulated whoever runs them and in whatever order they end. A new procedure is one file and one line of
// make_procedure().
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/finding.hpp"
#include "sim/study/replications.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// What a point has come to, less being better; nothing where the run has failed or has no such figure.
using ProcedureValues = std::function<std::optional<double>(std::size_t point, std::int64_t run)>;

// The parts that a run keeps (run_parts.hpp); nothing where it has failed.
using KnownParts =
    std::function<std::optional<std::vector<NamedFigure>>(std::size_t point, std::int64_t run)>;

// A point that runs, and the number of the alternative that it is a variant of: it is enough to know that.
struct SelectionCandidate {
    std::size_t point{0};
    std::size_t alternative{0};
    Finding standing{Finding::passes};  // it leaves out none that stands better
};

// A point and how many runs it is to have.
struct ProcedureStep {
    std::size_t point{0};
    std::int64_t runs{0};
};

enum class CandidateStatus : std::uint8_t { selected, running, left_out, no_figure, ruled_out };
[[nodiscard]] std::string_view words(CandidateStatus status);

// Where one point stands.
struct CandidateState {
    std::size_t point{0};
    std::int64_t runs{0};
    CandidateStatus status{CandidateStatus::running};
    std::optional<std::size_t> behind;  // point that was ahead when it was left out
    Finding standing{Finding::passes};  // by the study's rules
};

struct ProcedureRules {
    double confidence{0.95};
    double indifference{0.0};  // in the metric's unit
    std::int64_t first_runs{2}, most{2}, round{1};
};

// How a procedure stands, or has ended.
struct ProcedureResult {
    std::string future;
    ProcedureRules rules;
    bool begun{false};  // the first runs are in
    // Of the points that stand best by the rules the one with the least mean; the selected one if there is one.
    std::optional<std::size_t> leader;
    Finding standing{Finding::passes};  // the leader's
    bool decided{false};                // whose variant is the best one
    std::optional<double> probability;  // that the leader is good, where the procedure estimates it
    std::int64_t runs{0};               // of all its points
    std::int64_t longest{0};            // of one point
    // Runs of all points until it is decided; nothing where that depends on a rule that is open on a better one.
    std::optional<std::int64_t> likely_missing, most_missing;
    std::vector<CandidateState> candidates;
};

class SelectionProcedure {
public:
    virtual ~SelectionProcedure() = default;
    // What it asks for next; empty: it has ended.
    [[nodiscard]] virtual std::vector<ProcedureStep> next() const = 0;
    // All that next() asked for is known.
    virtual void take(ProcedureValues const& values) = 0;
    // But for the future, which it does not know.
    [[nodiscard]] virtual ProcedureResult result() const = 0;
};

// From the first runs, what makes no difference, in the metric's unit: above zero.
using ProcedureIndifference = std::function<double(ProcedureValues const& values)>;
[[nodiscard]] std::unique_ptr<SelectionProcedure> make_procedure(Procedure procedure,
                                                                 std::vector<SelectionCandidate> candidates,
                                                                 ProcedureRules const& rules,
                                                                 ProcedureIndifference indifference);
[[nodiscard]] std::unique_ptr<SelectionProcedure> make_fully_sequential_procedure(
    std::vector<SelectionCandidate> candidates, ProcedureRules const& rules,
    ProcedureIndifference indifference);
[[nodiscard]] std::unique_ptr<SelectionProcedure> make_allotment_procedure(
    std::vector<SelectionCandidate> candidates, ProcedureRules const& rules,
    ProcedureIndifference indifference);

}  // namespace meridian::study
