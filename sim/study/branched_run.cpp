#include "sim/study/branched_run.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "sim/study/copies.hpp"
#include "sim/study/play.hpp"
#include "sim/system/worker.hpp"

namespace meridian::study {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

void limit_time(Limits const& limits, double begun_s) {
    if (limits.time_s) system::limit_time(std::max(*limits.time_s - begun_s, 1e-6));
}

}  // namespace

BranchedRun::BranchedRun(PointFamily& family, std::int64_t run, Limits const& limits, BranchRule const& rule)
    : family_{family}, run_{run}, limits_{limits}, rule_{rule} {
    if (run == static_run || family_.size() == 1) return;
    for (std::size_t member = 0; member < family_.size(); ++member)
        changes_.emplace_back(scenario_of(member));
    double const horizon_s = in_seconds(scenario_of(0).horizon).count();
    // What differs from the begin on may have been seen before the first instant.
    least_shared_ = std::max(rounded_up(Seconds{rule_.least_share * horizon_s}), Duration{1});
}

Scenario& BranchedRun::scenario_of(std::size_t member) const {
    Scenario& scenario = family_.scenario_of(member);
    scenario.run = static_cast<std::uint64_t>(run_);
    return scenario;
}

std::vector<FamilyMembers> BranchedRun::groups(FamilyMembers const& members) const {
    if (changes_.empty()) return {members};
    if (family_.has_plugin()) {
        std::vector<FamilyMembers> alone;
        for (std::size_t const member : members)
            alone.push_back({member});
        return alone;
    }
    return equal_before(SimTime{least_shared_}, members);
}

std::vector<FamilyMembers> BranchedRun::equal_before(SimTime instant, FamilyMembers const& members) const {
    std::vector<FamilyMembers> groups;
    for (std::size_t const member : members) {
        auto const found = std::ranges::find_if(
            groups, [&](FamilyMembers const& group) { return difference(group.front(), member) >= instant; });
        if (found == groups.end())
            groups.push_back({member});
        else
            found->push_back(member);
    }
    return groups;
}

void BranchedRun::play(FamilyMembers const& group, SendRow const& send) {
    if (group.size() == 1 || changes_.empty()) return play_whole(group, send);
    limit_time(limits_, 0.0);
    auto const begun = Clock::now();
    std::optional<world::World> world;
    try {
        world.emplace(scenario_of(group.front()), world::RunOptions{});
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& fault) {
        return send_failures(group, fault.what(), send);
    }
    past_s_ = seconds_since(begun);
    shared_s_ = past_s_ / static_cast<double>(group.size());
    go_on(*world, group, send);
}

BranchedRun::Parting BranchedRun::parting(FamilyMembers const& members) const {
    std::size_t const first = members.front();
    Parting parting{SimTime::max(), {}, {}};
    for (std::size_t const member : members)
        parting.instant = std::min(parting.instant, difference(first, member));
    FamilyMembers leaving;
    for (std::size_t const member : members) {
        bool const stays = member == first || difference(first, member) > parting.instant;
        (stays ? parting.staying : leaving).push_back(member);
    }
    bool const ever_differ = parting.instant < SimTime::max();
    parting.leaving = equal_before(ever_differ ? parting.instant + Duration{1} : SimTime::max(), leaving);
    return parting;
}

double BranchedRun::whole_runs(FamilyMembers const& group) const {
    return changes_.empty() ? static_cast<double>(group.size()) : whole_runs(group, SimTime{});
}

double BranchedRun::whole_runs(FamilyMembers members, SimTime from) const {
    Duration const horizon = family_.scenario_of(members.front()).horizon;
    auto const share_between = [&](SimTime begin, SimTime end) {
        return in_seconds(end - begin).count() / in_seconds(horizon).count();
    };
    double runs = 0.0;
    while (members.size() > 1) {
        Parting next = parting(members);
        SimTime const until = std::min(next.instant, SimTime{horizon});
        runs += share_between(from, until);
        from = until;
        for (FamilyMembers const& group : next.leaving)
            runs += whole_runs(group, from);
        members = std::move(next.staying);
    }
    return runs + share_between(from, SimTime{horizon});
}

// The world is that of the first member.
void BranchedRun::go_on(world::World& world, FamilyMembers members, SendRow const& send) {
    while (members.size() > 1) {
        Parting next = parting(members);
        auto const begun = Clock::now();
        try {
            world.run_until(next.instant);
        } catch (std::bad_alloc const&) {
            throw;
        } catch (std::exception const& fault) {
            return send_failures(members, fault.what(), send);
        }
        double const took_s = seconds_since(begun);
        past_s_ += took_s;
        shared_s_ += took_s / static_cast<double>(members.size());
        if (past_s_ < rule_.least_past_s) {
            finish_one(world, members.front(), send);
            members.erase(members.begin());
            return play_whole(members, send);
        }
        branch(world, next, send);
        members = std::move(next.staying);
    }
    finish_one(world, members.front(), send);
}

void BranchedRun::branch(world::World& world, Parting const& parting, SendRow const& send) {
    std::vector<Assignment> wanted;
    for (FamilyMembers const& group : parting.leaving)
        wanted.push_back(family_.assignment(group, run_));
    auto const go_on_there = [&](Assignment const& one, SendRow const& send_there) {
        FamilyMembers const group = family_.members(one, run_);
        static_cast<void>(scenario_of(group.front()));  // the world's own, with other events
        world.adopt_events(parting.instant);
        go_on(world, group, send_there);
    };
    play_in_copies(std::move(wanted), limits_, past_s_, go_on_there, send);
    limit_time(limits_, past_s_);
}

void BranchedRun::play_whole(FamilyMembers const& members, SendRow const& send) const {
    for (std::size_t const member : members) {
        limit_time(limits_, 0.0);
        send(study::play(scenario_of(member), family_.point(member).key, run_));
    }
}

void BranchedRun::finish_one(world::World& world, std::size_t member, SendRow const& send) const {
    Row row = finish(world, scenario_of(member), family_.point(member).key);
    row.wall_s += shared_s_;
    send(row);
}

void BranchedRun::send_failures(FamilyMembers const& members, char const* why, SendRow const& send) const {
    for (std::size_t const member : members)
        send({family_.point(member).key, run_, shared_s_, why, {}});
}

}  // namespace meridian::study
