#include "sim/study/branch_player.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/study/copies.hpp"
#include "sim/study/family_finder.hpp"
#include "sim/study/point_family.hpp"

namespace meridian::study {
namespace {

BranchRule rule_of(Branching branching, bool one_engine) {
    if (branching == Branching::always) return {0.0, 0.0};
    BranchRule rule;
    if (one_engine) rule.least_past_s = 0.0;  // a whole run needs a copy of the process, too
    return rule;
}

void play_number(PointFamily& family, std::int64_t run, Assignment const& assignment, Limits const& limits,
                 Branching branching, SendRow const& send) {
    bool const one_engine = family.has_one_engine();
    BranchRule const rule = rule_of(branching, one_engine);
    BranchedRun branched{family, run, limits, rule};
    auto const groups = branched.groups(family.members(assignment, run));
    if (!one_engine || assignment.runs.size() == 1) {
        for (FamilyMembers const& group : groups)
            branched.play(group, send);
        return;
    }
    std::vector<Assignment> wanted;
    wanted.reserve(groups.size());
    for (FamilyMembers const& group : groups)
        wanted.push_back(family.assignment(group, run));
    auto const play_there = [&](Assignment const& one, SendRow const& send_there) {
        branched.play(family.members(one, run), send_there);
    };
    play_in_copies(std::move(wanted), limits, 0.0, play_there, send);
}

// Of the runs of one number, in whole runs.
double whole_runs(Assignment const& runs, Study const& study, PointReader& reader, Branching branching) {
    double sum = 0.0;
    std::int64_t const run = runs.runs.front().run;
    for (PointFamily& family : read_families(runs, study, reader, true, [](Row const&) {})) {
        BranchRule const rule = rule_of(branching, family.has_one_engine());
        BranchedRun const branched{family, run, study.limits, rule};
        for (FamilyMembers const& group : branched.groups(family.members(runs, run)))
            sum += branched.whole_runs(group);
    }
    return sum;
}

}  // namespace

PlayAssignment player_of(Study const& study, PointReader& reader, Branching branching) {
    return [&study, &reader, branching](Assignment const& assignment, SendRow const& send) {
        auto families = read_families(assignment, study, reader, branching != Branching::never, send);
        std::optional<std::int64_t> before;
        for (AssignedRun const& one : assignment.runs) {
            if (one.run == before) continue;
            before = one.run;
            for (PointFamily& family : families)
                play_number(family, one.run, assignment, study.limits, branching, send);
        }
    };
}

double simulated_share(std::vector<Assignment> wanted, Study const& study, PointReader& reader,
                       Branching branching) {
    constexpr std::size_t enough_points = 200;
    double runs = 0.0;
    double alone = 0.0;  // runs that share nothing
    double some = 0.0;   // runs that were looked at, and as many whole runs as they take
    double some_whole = 0.0;
    std::size_t points = 0;
    for (Assignment& one : wanted)
        std::erase_if(one.runs, [](AssignedRun const& run) { return run.run == static_run; });
    std::erase_if(wanted, [](Assignment const& one) { return one.runs.empty(); });
    for (Assignment& family : FamilyFinder{study, reader}.group(std::move(wanted))) {
        runs += static_cast<double>(family.runs.size());
        if (family.points.size() == 1) {
            alone += static_cast<double>(family.runs.size());
        } else if (points < enough_points) {
            points += family.points.size();
            Assignment const first = family.take_front(family.runs_together(0));
            some += static_cast<double>(first.runs.size());
            some_whole += whole_runs(first, study, reader, branching);
        }
    }
    return some > 0.0 ? (alone + (runs - alone) * some_whole / some) / runs : 1.0;
}

}  // namespace meridian::study
