#include "sim/report/run_warnings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/units/format.hpp"

namespace meridian::report {
namespace {

std::string display_of(WorkloadClass const& one) {
    return one.display.en.empty() ? one.name : one.display.en;
}

// Why nothing of a class was placed.
std::vector<std::string> reasons_of(observe::ClassTally const& t, bool services_lend) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < state::reasons.size(); ++i) {
        std::int64_t const jobs = t.rejections[i] + t.waits[i];
        if (jobs > 0)
            all.push_back(fmt::format("{} of {} jobs: {}; fix: {}", jobs, t.arrived,
                                      state::words(state::reasons[i]),
                                      state::remedy(state::reasons[i], services_lend)));
    }
    return all;
}

void add_of_classes(std::vector<RunWarning>& all, Facts const& f) {
    for (ClassId const c : f.ledger.classes.keys()) {
        observe::ClassTally const& t = f.ledger.classes[c];
        std::string const name = display_of(f.scenario.classes[c]);
        if (t.arrived > 0 && t.placed == 0) {
            all.push_back(
                {Severity::warning,
                 fmt::format("not one of the {} jobs of class '{}' was placed anywhere", t.arrived, name),
                 reasons_of(t, f.scenario.serving.lends)});
        } else if (t.unfinished() > 0) {
            all.push_back({Severity::note,
                           fmt::format("{} of {} jobs of class '{}' were unfinished at the end of the run",
                                       t.unfinished(), t.arrived, name)});
        }
    }
}

}  // namespace

std::vector<RunWarning> run_warnings(Facts const& f) {
    std::vector<RunWarning> all;
    if (f.all.arrived == 0 && f.requests.requests == 0.0 && f.planned.held_h == 0.0)
        all.push_back({Severity::warning,
                       "no job and no request arrived between warm-up and horizon: nothing was measured"});
    if (f.ledger.cut_by_drain_limit > 0)
        all.push_back({Severity::warning,
                       fmt::format("the drain limit of {} cut {} measured jobs: they are unfinished (key "
                                   "'drain_limit')",
                                   human_duration(f.scenario.last_end()), f.ledger.cut_by_drain_limit)});
    add_of_classes(all, f);
    if (auto const dark = std::ranges::count(f.scenario.sites, false, &Site::energised); dark > 0)
        all.push_back(
            {Severity::note, fmt::format("{} of {} sites have no power when the run starts and take no part",
                                         dark, f.scenario.sites.size())});
    if (f.ledger.transfers_rerouted + f.ledger.transfers_stalled > 0)
        all.push_back({Severity::note, fmt::format("links were down: {} transfers rerouted, {} stalled",
                                                   f.ledger.transfers_rerouted, f.ledger.transfers_stalled)});
    std::ranges::stable_sort(all, std::ranges::greater{}, &RunWarning::severity);
    return all;
}

ResultTable warning_table(std::vector<RunWarning> const& warnings) {
    ResultTable table{"warnings", {"severity", "text"}};
    for (RunWarning const& one : warnings) {
        std::string text = one.text;
        for (std::string const& reason : one.reasons)
            text += "; " + reason;
        table.rows.push_back({one.severity == Severity::warning ? "warning" : "note", text});
    }
    return table;
}

}  // namespace meridian::report
