#include "sim/study/assignment.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

namespace meridian::study {

using nlohmann::json;

Assignment Assignment::of(AssignedPoint point, std::vector<std::int64_t> const& runs) {
    Assignment made;
    made.points.push_back(std::move(point));
    for (std::int64_t const run : runs)
        made.runs.push_back({0, run});
    return made;
}

std::size_t Assignment::runs_together(std::size_t first) const {
    auto const begin = runs.begin() + static_cast<std::ptrdiff_t>(first);
    auto const has_other = [&](AssignedRun const& one) { return one.run != begin->run; };
    return static_cast<std::size_t>(std::distance(begin, std::find_if(begin, runs.end(), has_other)));
}

Assignment Assignment::take_front(std::size_t count) {
    Assignment taken;
    std::vector<std::size_t> at(points.size(), points.size());  // among those taken
    for (; count > 0; --count, runs.pop_front()) {
        AssignedRun const& one = runs.front();
        if (at[one.at] == points.size()) {
            at[one.at] = taken.points.size();
            taken.points.push_back(points[one.at]);
        }
        taken.runs.push_back({at[one.at], one.run});
    }
    return taken;
}

std::optional<std::size_t> Assignment::remove(Row const& row) {
    auto const found = std::ranges::find_if(
        runs, [&](AssignedRun const& one) { return one.run == row.run && point_of(one).key == row.key; });
    if (found == runs.end()) return std::nullopt;
    std::size_t const point = point_of(*found).point;
    runs.erase(found);
    return point;
}

std::string assignment_text(Assignment const& assignment) {
    json points = json::array();
    for (AssignedPoint const& one : assignment.points) {
        json changes = json::array();
        for (scenario::Override const& change : one.changes)
            changes.push_back({change.option, change.text});
        points.push_back({one.point, changes, one.key});
    }
    json runs = json::array();
    for (AssignedRun const& one : assignment.runs)
        runs.push_back({one.at, one.run});
    return json{points, runs}.dump(-1, ' ', false, json::error_handler_t::replace);
}

Assignment parse_assignment(std::string_view text) {
    json const read = json::parse(text);
    Assignment assignment;
    for (json const& one : read.at(0)) {
        AssignedPoint& point = assignment.points.emplace_back();
        one.at(0).get_to(point.point);
        for (json const& change : one.at(1))
            point.changes.push_back({change.at(0), change.at(1)});
        one.at(2).get_to(point.key);
    }
    for (json const& one : read.at(1))
        assignment.runs.push_back({one.at(0), one.at(1)});
    return assignment;
}

}  // namespace meridian::study
