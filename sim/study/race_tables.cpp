#include <cmath>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/tables.hpp"
#include "sim/study/csv_cells.hpp"
#include "sim/study/race.hpp"
#include "sim/study/study_input.hpp"

namespace meridian::study {
namespace {

using report::csv_cell;

std::string cell(std::optional<std::int64_t> count) {
    return count ? std::to_string(*count) : std::string{};
}

std::string mean(double figure) {
    return std::isnan(figure) ? std::string{} : format_number(figure);
}

std::string names(Study const& study, std::optional<std::size_t> point) {
    if (!point) return ",";
    return csv_cell(study.names(study.points[*point], Role::compared)) + "," +
           csv_cell(study.names(study.points[*point], Role::response));
}

}  // namespace

std::string selection_csv(std::vector<RaceResult> const& races, Study const& study) {
    std::string out{
        "metric,future,procedure,confidence,indifference,decided,alternative,response,probability,runs,"
        "runs_if_equal,runs_saved,likely_missing,most_missing\n"};
    auto const procedure = procedure_words[static_cast<std::size_t>(study.selection->procedure)];
    for (RaceResult const& race : races) {
        auto const equal = race.longest * static_cast<std::int64_t>(race.racers.size());
        out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", study.metrics.front().key,
                           csv_cell(race.future), procedure, format_number(race.rules.confidence),
                           race.begun ? format_number(race.rules.indifference) : std::string{},
                           race.decided ? "yes" : "no", names(study, race.leader),
                           study::cell(race.probability), race.runs, equal, equal - race.runs,
                           cell(race.likely_missing), cell(race.most_missing));
    }
    return out;
}

std::string race_csv(std::vector<RaceResult> const& races, Study const& study,
                     std::vector<double> const& means) {
    std::string out{"metric,future,alternative,response,runs,mean,standing,behind,behind_response\n"};
    for (RaceResult const& race : races) {
        for (Racer const& racer : race.racers)
            out += fmt::format("{},{},{},{},{},{},{}\n", study.metrics.front().key, csv_cell(race.future),
                               names(study, racer.point), racer.runs, mean(means[racer.point]),
                               words(racer.standing), names(study, racer.behind));
    }
    return out;
}

}  // namespace meridian::study
