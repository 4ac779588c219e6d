// meridian screen SCENARIO|STUDY...
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/screen_text.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/facts_tables.hpp"
#include "sim/report/gangs.hpp"
#include "sim/report/names.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/read_study.hpp"
#include "sim/system/console.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::app {
namespace {

void add(Screening& all, std::string id, Scenario const& scenario) {
    report::StaticEstimate const estimate = report::static_estimate(scenario);
    ScreenedLayout one{std::move(id), scenario.name, estimate.figures};
    for (ServiceId const v : scenario.services.keys()) {
        if (auto const share = estimate.slo_attainment[v])
            one.services.push_back({scenario.services[v].name, *share});
    }
    for (report::Gang const& gang : report::gangs(scenario, report::sites_that_could_hold(scenario)))
        one.gangs.push_back({scenario.classes[gang.workload_class].name,
                             static_cast<double>(gang.width.count()) / 1000.0, gang.jobs, gang.sites});
    report::NameTable names;
    names.add(scenario);
    report::add_names(all.names, names);
    all.layouts.push_back(std::move(one));
}

// The alternatives of a study with the baseline's response in the baseline's future. False: it has errors.
bool add_study(Screening& all, std::string const& file, bool allow_large) {
    study::StudyReading const reading = study::read_study(file, {allow_large, true});
    if (!report_problems(reading.problems)) return false;
    study::Study const& study = *reading.study;
    auto const known = vocabulary();
    study::PointReader reader{study, known};
    scenario::Problems problems;
    static_cast<void>(reader.meet_budget(problems));
    if (!report_problems(problems.sorted())) return false;
    std::set<study::Point> seen;
    for (study::Point const& point : study.points) {
        if (study.is_variant(point)) continue;
        study::Point const alternative = study.part(point, study::Role::compared);
        if (!seen.insert(alternative).second) continue;
        system::checkpoint();
        scenario::Reading const one = reader.read(alternative);
        if (!report_problems(one.problems)) return false;
        add(all, study.names(alternative, study::Role::compared), *one.scenario);
    }
    all.objective = study.metrics.front().key;
    return true;
}

// The names of the scenarios are those of the layouts if all differ.
void name_layouts(Screening& all) {
    std::set<std::string_view> names;
    for (ScreenedLayout const& one : all.layouts)
        names.insert(one.name);
    if (names.size() < all.layouts.size()) return;
    for (ScreenedLayout const& one : all.layouts)
        all.names.add("scenario", one.id, report::Bilingual::same(one.name));
}

}  // namespace

ExitCode screen(ScreenArguments const& given) {
    Screening all;
    bool wrong = false;
    for (std::string const& file : given.files) {
        if (study::is_study(file)) {
            wrong = !add_study(all, file, given.with.allow_large) || wrong;
            continue;
        }
        scenario::Reading const reading = read(file, given.with);
        if (!report_problems(reading.problems)) {
            wrong = true;
            continue;
        }
        std::string const stem = std::filesystem::path{file}.stem().string();
        bool const is_taken = std::ranges::find(all.layouts, stem, &ScreenedLayout::id) != all.layouts.end();
        add(all, is_taken ? file : stem, *reading.scenario);
    }
    if (wrong) return ExitCode::invalid_input;
    name_layouts(all);
    if (given.json) {
        print_tables_json("screen", {{"ranked_by", all.ranked_by()}},
                          {all.figures(), all.services(), all.gangs()}, all.names);
    } else {
        console::write(given.csv ? report::csv(all.figures()) : screen_text(all, console::output_style()));
    }
    return ExitCode::success;
}

}  // namespace meridian::app
