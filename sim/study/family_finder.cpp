#include "sim/study/family_finder.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "sim/study/shared_past.hpp"

namespace meridian::study {
namespace {

// Nothing where the level does more than files and values say.
std::string past_of(Study const& study, PointReader& reader, std::size_t axis, std::size_t level) {
    auto const& change = study.axes[axis].levels[level].change;
    if (change && (change->tier_share || change->site_change)) return {};
    Point point = study.baseline;
    point.level[axis] = level;
    scenario::Problems problems;
    return past_key(reader.draft(point, {}, problems));
}

std::vector<std::size_t> classes_of(Study const& study, PointReader& reader, std::size_t axis) {
    std::vector<std::size_t> classes(study.axes[axis].levels.size());
    if (study.axes[axis].range) {
        if (!is_timed(study.axes[axis].path)) std::iota(classes.begin(), classes.end(), std::size_t{0});
        return classes;
    }
    std::map<std::string, std::size_t> first;
    for (std::size_t level = 0; level < classes.size(); ++level) {
        std::string const past = past_of(study, reader, axis, level);
        classes[level] = past.empty() ? level : first.emplace(past, level).first->second;
    }
    return classes;
}

// All runs of a family; the assignments are moved from.
Assignment united(std::vector<Assignment*> const& members) {
    if (members.size() == 1) return std::move(*members.front());
    Assignment family;
    for (Assignment* const one : members) {
        std::size_t const at = family.points.size();
        for (AssignedRun const& run : one->runs)
            family.runs.push_back({at, run.run});
        family.points.push_back(std::move(one->points.front()));
    }
    std::ranges::stable_sort(family.runs, {}, &AssignedRun::run);
    return family;
}

}  // namespace

FamilyFinder::FamilyFinder(Study const& study, PointReader& reader) : study_{study} {
    for (std::size_t axis = 0; axis < study.axes.size(); ++axis) {
        classes_.push_back(classes_of(study, reader, axis));
        std::vector<std::size_t> const& classes = classes_.back();
        for (std::size_t level = 0; level < classes.size(); ++level)
            any_shared_ = any_shared_ || classes[level] != level;
    }
}

std::string FamilyFinder::family_of(AssignedPoint const& one) const {
    std::string name;
    Point const& point = study_.points[one.point];
    for (std::size_t axis = 0; axis < classes_.size(); ++axis)
        fmt::format_to(std::back_inserter(name), "{} ", classes_[axis][point.level[axis]]);
    for (scenario::Override const& change : one.changes)
        name += change.text + '\n';
    return name;
}

std::vector<Assignment> FamilyFinder::group(std::vector<Assignment> wanted) const {
    if (!any_shared_) return wanted;
    std::map<std::string, std::size_t> found;
    std::vector<std::vector<Assignment*>> families;
    for (Assignment& one : wanted) {
        auto const [at, is_new] = found.emplace(family_of(one.points.front()), families.size());
        if (is_new) families.emplace_back();
        families[at->second].push_back(&one);
    }
    std::vector<Assignment> grouped;
    grouped.reserve(families.size());
    for (auto const& members : families)
        grouped.push_back(united(members));
    return grouped;
}

}  // namespace meridian::study
