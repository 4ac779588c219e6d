#include "sim/app/selection_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/study/study_input.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using study::ProcedureResult;

std::string name(study::Study const& study, std::size_t point) {
    auto const response = study.names(study.points[point], study::Role::response);
    return study.names(study.points[point], study::Role::compared) +
           (response == "base" ? std::string{} : " with " + response);
}

// Those that may still be the best.
std::string rivals(study::Study const& study, ProcedureResult const& procedure) {
    std::string all;
    std::string const leader = study.names(study.points[*procedure.leader], study::Role::compared);
    for (study::CandidateState const& candidate : procedure.candidates) {
        if (candidate.status != study::CandidateStatus::running) continue;
        auto const rival = study.names(study.points[candidate.point], study::Role::compared);
        if (rival != leader && all.find(rival) == std::string::npos) all += (all.empty() ? "" : ", ") + rival;
    }
    return all;
}

std::string ruled_out(study::Study const& study, ProcedureResult const& procedure) {
    std::string all;
    for (study::CandidateState const& candidate : procedure.candidates) {
        if (candidate.status != study::CandidateStatus::ruled_out) continue;
        all += (all.empty() ? "" : ", ") + name(study, candidate.point);
    }
    return all;
}

// What the leader's standing by the rules makes of "is best".
std::string_view by_rules(study::Study const& study, ProcedureResult const& procedure) {
    if (study.rules.empty()) return "";
    switch (procedure.standing) {
        case study::Finding::open:
            return " by the rules, of which one is open";
        case study::Finding::fails:
            return "; none passes the rules";
        case study::Finding::not_applicable:
        case study::Finding::passes:
            break;
    }
    return " of those that pass all rules";
}

void print_procedure(study::Study const& study, ProcedureResult const& procedure) {
    console::print("  future {}: ", procedure.future);
    if (!procedure.leader) {
        console::print("{}\n",
                       procedure.begun ? "no alternative has the figure in its first runs" : "not begun");
        return;
    }
    auto const probability =
        procedure.probability ? fmt::format(" ({:.4g} %)", 100.0 * *procedure.probability) : "";
    if (procedure.decided) {
        console::print("{} is best{}{}\n", name(study, *procedure.leader), by_rules(study, procedure),
                       probability);
        console::print("    {} runs; {} if all had had as many as the longest\n", procedure.runs,
                       procedure.longest * static_cast<std::int64_t>(procedure.candidates.size()));
    } else {
        console::print("not decided; {} leads{}{}\n", name(study, *procedure.leader),
                       by_rules(study, procedure), probability);
        console::print("    after {} runs; ", procedure.runs);
        if (procedure.likely_missing) {
            console::print("about {} are missing", *procedure.likely_missing);
        } else {
            console::print("a rule is open on one that would be better");
        }
        if (procedure.most_missing) console::print(", {} at most", *procedure.most_missing);
        console::print("\n    not left out: {}\n", rivals(study, procedure));
    }
    if (auto const out = ruled_out(study, procedure); !out.empty())
        console::print("    ruled out: {}\n", out);
}

}  // namespace

void print_selection(study::Results const& results) {
    auto const procedures = results.procedures();
    study::Study const& study = results.study();
    if (procedures.empty()) return;
    console::print(
        "\nselection by {}: {} {:.3g} %{}; a difference\nof less than {:.3g} % of the baseline does not "
        "matter\n",
        study::procedure_words.word_of(study.selection->procedure),
        study.selection->procedure == study::Procedure::kn ? "right with" : "estimated to be right with",
        100.0 * study.confidence, procedures.size() > 1 ? " in all futures together" : "",
        100.0 * study.selection->indifference);
    for (ProcedureResult const& procedure : procedures)
        print_procedure(study, procedure);
}

}  // namespace meridian::app
