#include "sim/study/assignment.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "sim/study/play.hpp"

namespace meridian::study {

using nlohmann::json;

std::string assignment_text(Assignment const& assignment) {
    json changes = json::array();
    for (scenario::Override const& change : assignment.changes)
        changes.push_back({change.option, change.text});
    return json{assignment.point, changes, assignment.key, assignment.runs}.dump(
        -1, ' ', false, json::error_handler_t::replace);
}

Assignment parse_assignment(std::string_view text) {
    json const read = json::parse(text);
    Assignment assignment;
    read.at(0).get_to(assignment.point);
    for (json const& change : read.at(1))
        assignment.changes.push_back({change.at(0), change.at(1)});
    read.at(2).get_to(assignment.key);
    read.at(3).get_to(assignment.runs);
    return assignment;
}

PlayerOf player_of_points(Study const& study, PointReader& reader) {
    return [&study, &reader](Assignment const& assignment) -> Player {
        auto reading = reader.read(study.points.at(assignment.point), assignment.changes);
        if (!reading.scenario || point_key(reading.resolved) != assignment.key)
            throw std::runtime_error{"its scenario has changed since the sweep began"};
        auto scenario = std::make_shared<Scenario>(std::move(*reading.scenario));
        return [scenario, key = assignment.key](std::int64_t run) { return play(*scenario, key, run); };
    };
}

}  // namespace meridian::study
