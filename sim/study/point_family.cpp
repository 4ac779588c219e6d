#include "sim/study/point_family.hpp"

#include <algorithm>
#include <map>
#include <new>
#include <stdexcept>
#include <utility>

namespace meridian::study {
namespace {

scenario::Reading read(AssignedPoint const& one, Study const& study, PointReader& reader) {
    auto reading = reader.read(study.points.at(one.point), one.changes);
    if (!reading.scenario || point_key(reading.resolved) != one.key)
        throw std::runtime_error{"its scenario has changed since the sweep began"};
    return reading;
}

void send_failures(Assignment const& assignment, std::size_t at, char const* why, SendRow const& send) {
    for (AssignedRun const& one : assignment.runs) {
        if (one.at == at) send({assignment.points[at].key, one.run, 0.0, why, {}});
    }
}

}  // namespace

Assignment PointFamily::assignment(FamilyMembers const& members, std::int64_t run) const {
    Assignment made;
    for (std::size_t const member : members) {
        made.runs.push_back({made.points.size(), run});
        made.points.push_back(points_[member]);
    }
    return made;
}

FamilyMembers PointFamily::members(Assignment const& assignment, std::int64_t run) const {
    FamilyMembers found;
    for (AssignedRun const& one : assignment.runs) {
        if (one.run != run) continue;
        auto const at = std::ranges::find(points_, assignment.point_of(one).key, &AssignedPoint::key);
        if (at != points_.end()) found.push_back(static_cast<std::size_t>(at - points_.begin()));
    }
    return found;
}

Scenario& PointFamily::scenario_of(std::size_t member) {
    if (member == present_) return scenario_;
    if (present_ != npos) inputs_[present_].exchange(scenario_);
    inputs_[member].exchange(scenario_);
    present_ = member;
    return scenario_;
}

std::vector<PointFamily> read_families(Assignment const& assignment, Study const& study, PointReader& reader,
                                       bool branching, SendRow const& send) {
    std::vector<PointFamily> families;
    std::map<std::string, std::size_t> by_past;
    for (std::size_t at = 0; at < assignment.points.size(); ++at) {
        AssignedPoint const& point = assignment.points[at];
        try {
            auto reading = read(point, study, reader);
            bool const may_share = branching && assignment.points.size() > 1;
            std::string const past = may_share ? past_key(std::move(reading.resolved)) : point.key;
            TimedInputs inputs;
            inputs.exchange(*reading.scenario);
            auto const [found, is_new] = by_past.emplace(past, families.size());
            if (is_new) families.emplace_back(std::move(*reading.scenario));
            families[found->second].add(point, std::move(inputs));
        } catch (std::bad_alloc const&) {
            throw;
        } catch (std::exception const& fault) {
            send_failures(assignment, at, fault.what(), send);
        }
    }
    return families;
}

}  // namespace meridian::study
