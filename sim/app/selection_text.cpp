#include "sim/app/selection_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/study/study_input.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using study::RaceResult;

std::string name(study::Study const& study, std::size_t point) {
    auto const response = study.names(study.points[point], study::Role::response);
    return study.names(study.points[point], study::Role::compared) +
           (response == "base" ? std::string{} : " with " + response);
}

// Those that may still be the best.
std::string rivals(study::Study const& study, RaceResult const& race) {
    std::string all;
    std::string const leader = study.names(study.points[*race.leader], study::Role::compared);
    for (study::Racer const& racer : race.racers) {
        if (racer.standing != study::Standing::running) continue;
        auto const rival = study.names(study.points[racer.point], study::Role::compared);
        if (rival != leader && all.find(rival) == std::string::npos) all += (all.empty() ? "" : ", ") + rival;
    }
    return all;
}

void print_race(study::Study const& study, RaceResult const& race) {
    console::print("  future {}: ", race.future);
    if (!race.leader) {
        console::print("{}\n", race.begun ? "no alternative has the figure in its first runs" : "not begun");
        return;
    }
    auto const probability = race.probability ? fmt::format(" ({:.4g} %)", 100.0 * *race.probability) : "";
    if (race.decided) {
        console::print("{} is best{}\n", name(study, *race.leader), probability);
        console::print("    {} runs; {} if all had had as many as the longest\n", race.runs,
                       race.longest * static_cast<std::int64_t>(race.racers.size()));
        return;
    }
    console::print("not decided; {} leads{}\n", name(study, *race.leader), probability);
    console::print("    after {} runs; about {} are missing", race.runs, race.likely_missing.value_or(0));
    if (race.most_missing) console::print(", {} at most", *race.most_missing);
    console::print("\n    not left out: {}\n", rivals(study, race));
}

}  // namespace

void print_selection(study::Results const& results) {
    auto const races = results.races();
    study::Study const& study = results.study();
    if (races.empty()) return;
    console::print(
        "\nselection by {}: {} {:.3g} %{}; a difference\nof less than {:.3g} % of the baseline does not "
        "matter\n",
        study::procedure_words[static_cast<std::size_t>(study.selection->procedure)],
        study.selection->procedure == study::Procedure::kn ? "right with" : "estimated to be right with",
        100.0 * study.confidence, races.size() > 1 ? " in all futures together" : "",
        100.0 * study.selection->indifference);
    for (RaceResult const& race : races)
        print_race(study, race);
}

}  // namespace meridian::app
