#include "sim/report/decisions_csv.hpp"

#include <array>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/csv.hpp"

namespace meridian::report {
namespace {

constexpr std::array columns_of_decisions{
    JobColumn{"answer", "number of the answer in the run; its rows have it in common"},
    JobColumn{"time_s", "simulated seconds"},
    JobColumn{"job", "number of the job, as in jobs.csv"},
    JobColumn{"class", "workload class"},
    JobColumn{"origin", "demand region"},
    JobColumn{"policy", "that gave the answer"},
    JobColumn{"decision", "place, wait, defer or reject"},
    JobColumn{"reason", "of a wait or a rejection"},
    JobColumn{"site", "candidate; empty: the policy examined none"},
    JobColumn{"pool", "of the site; empty: the site as a whole"},
    JobColumn{"chosen", "1 for the placement that was chosen, else 0"},
    JobColumn{"score", "by which the policy ranks, smaller is better; empty where it has none"},
    JobColumn{"excluded_by", "the rule that excluded the candidate; empty: it was feasible"},
    JobColumn{"path", "of the input, if the policy chose one: a > b > c; empty: the shortest that is whole"},
    JobColumn{"name", "of a job that the input lists or that is in its calendar; empty where it has none"},
};

struct InWords {
    std::string_view decision;
    std::string_view reason;
};

InWords in_words(scheduler::Decision const& decision) {
    if (std::holds_alternative<scheduler::Placement>(decision)) return {"place", ""};
    if (std::holds_alternative<scheduler::Defer>(decision)) return {"defer", ""};
    if (auto const* wait = std::get_if<scheduler::Wait>(&decision)) return {"wait", state::words(wait->why)};
    return {"reject", state::words(std::get<scheduler::Reject>(decision).why)};
}

std::string nodes_of(scheduler::View const& view, PathId path) {
    if (!path.valid()) return "";
    NationalMap const& map = view.scenario().map;
    std::string text;
    for (ArcId const arc : view.path(path).arcs) {
        if (text.empty()) text = map.nodes()[map.arcs()[arc].from].name;
        text += " > " + map.nodes()[map.arcs()[arc].to].name;
    }
    return text;
}

}  // namespace

std::span<JobColumn const> decision_columns() {
    return columns_of_decisions;
}

DecisionsCsv::DecisionsCsv(system::Folder const& folder, Scenario const& scenario)
    : scenario_{scenario}, out_{folder, "decisions.csv"} {
    out_.write(head_line(columns_of_decisions));
}

void DecisionsCsv::decided(scheduler::View const& view, scheduler::Answer const& answer) {
    state::Job const& job = view.job(answer.job);
    auto const [decision, reason] = in_words(answer.decision);
    std::string const head =
        fmt::format("{},{},{},{},{},{},{},{}", answers_++, format_number(in_seconds(view.now()).count()),
                    job.number, csv_cell(scenario_.classes[job.what.workload_class].name),
                    csv_cell(scenario_.regions[job.what.origin].name), csv_cell(answer.policy), decision,
                    csv_cell(reason));
    std::string const tail =
        ',' + (job.name == nullptr ? std::string{} : std::string{csv_cell(*job.name)}) + '\n';
    auto const* const place = std::get_if<scheduler::Placement>(&answer.decision);
    bool is_written = false;
    for (scheduler::Candidate const& candidate : answer.candidates) {
        bool const chosen = place != nullptr && !candidate.excluded_by && candidate.site == place->site &&
                            candidate.pool == place->pool && !is_written;
        write_candidate(head, candidate, chosen);
        if (chosen) rows_ += csv_cell(nodes_of(view, place->path));
        rows_ += tail;
        is_written = is_written || chosen;
    }
    if (place != nullptr && !is_written) {
        write_candidate(head, {place->site, place->pool, {}, {}}, true);
        rows_ += csv_cell(nodes_of(view, place->path)) + tail;
    }
    if (place == nullptr && answer.candidates.empty()) rows_ += head + ",,,0,,," + tail;
    out_.write(rows_);
    rows_.clear();
}

void DecisionsCsv::write_candidate(std::string const& head, scheduler::Candidate const& candidate,
                                   bool chosen) {
    rows_ += head;
    rows_ += ',' + csv_cell(scenario_.sites[candidate.site].name);
    rows_ += ',';
    if (candidate.pool.valid()) rows_ += csv_cell(scenario_.pools[candidate.pool].name);
    rows_ += chosen ? ",1," : ",0,";
    if (candidate.score) rows_ += format_number(*candidate.score);
    rows_ += ',';
    if (candidate.excluded_by) rows_ += csv_cell(words(*candidate.excluded_by));
    rows_ += ',';
}

void DecisionsCsv::close() {
    out_.close();
}

}  // namespace meridian::report
