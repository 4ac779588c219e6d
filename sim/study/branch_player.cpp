#include "sim/study/branch_player.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/study/copies.hpp"
#include "sim/study/family.hpp"

namespace meridian::study {
namespace {

BranchRule rule_of(Branching branching, bool one_engine) {
    if (branching == Branching::always) return {0.0, 0.0};
    BranchRule rule;
    if (one_engine) rule.least_past_s = 0.0;  // a whole run needs a copy of the process, too
    return rule;
}

void play_number(Family& family, std::int64_t run, Assignment const& assignment, Limits const& limits,
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
    for (FamilyMembers const& group : groups)
        wanted.push_back(family.assignment(group, run));
    auto const play_there = [&](Assignment const& one, SendRow const& send_there) {
        branched.play(family.members(one, run), send_there);
    };
    play_in_copies(std::move(wanted), limits, 0.0, play_there, send);
}

}  // namespace

PlayAssignment player_of(Study const& study, PointReader& reader, Branching branching) {
    return [&study, &reader, branching](Assignment const& assignment, SendRow const& send) {
        auto families = read_families(assignment, study, reader, branching != Branching::never, send);
        std::optional<std::int64_t> before;
        for (AssignedRun const& one : assignment.runs) {
            if (one.run == before) continue;
            before = one.run;
            for (Family& family : families)
                play_number(family, one.run, assignment, study.limits, branching, send);
        }
    };
}

}  // namespace meridian::study
