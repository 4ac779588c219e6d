#include "sim/app/sweep_line.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/system/interruption.hpp"

namespace meridian::app {
namespace {

using report::ResultCell;
using study::PhaseProgress;

// Of all phases, and of one as if the others had ended.
std::optional<study::SecondsLeft> seconds_of(study::SweepProgress const& progress,
                                             PhaseProgress const& phase) {
    study::SweepProgress one = progress;
    for (PhaseProgress& other : one.phases) {
        if (other.phase != phase.phase) other.set_left(0, 0, 0);
    }
    return study::seconds_left(one);
}

void add_row(report::ResultTable& table, std::string const& name, PhaseProgress const& phase,
             std::optional<study::SecondsLeft> const& time) {
    ResultCell at_most;
    if (!phase.is_exact()) at_most = phase.there() + phase.most_left;
    ResultCell low;
    ResultCell high;
    if (time && phase.most_left > 0) {
        low = time->low_s;
        high = time->high_s;
    }
    table.rows.push_back(
        {name, phase.there() + phase.likely_left, at_most, phase.there(), phase.likely_left, low, high});
}

}  // namespace

report::ResultTable phase_table(study::SweepProgress const& progress, std::string_view points) {
    report::ResultTable table{
        "phases",
        {"phase", "runs", "runs_at_most", "runs_done", "runs_left", "expected_s_low", "expected_s_high"}};
    PhaseProgress all;
    for (PhaseProgress const& phase : progress.phases) {
        if (phase.there() + phase.most_left == 0) continue;
        add_row(table, study::phase_name(phase.phase, points), phase, seconds_of(progress, phase));
        all.done += phase.there();
        all.least_left += phase.least_left;
        all.likely_left += phase.likely_left;
        all.most_left += phase.most_left;
    }
    if (table.rows.size() > 1) add_row(table, "all phases", all, study::seconds_left(progress));
    return table;
}

bool SweepLine::keep_going(study::SweepProgress const& progress) {
    if (system::interrupted()) return false;
    double const share = share_.next(progress);
    all_runs_ = progress.runs_reused() + progress.runs_done() + progress.likely_left();
    if (line_.due()) line_.show(study::progress_words(progress, points_, share));
    return true;
}

}  // namespace meridian::app
