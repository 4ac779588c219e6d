#include "sim/study/plan.hpp"

#include <algorithm>
#include <charconv>
#include <list>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/study/planned.hpp"
#include "sim/study/study_rules.hpp"
#include "sim/study/text_range.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/worker.hpp"

namespace meridian::study {
namespace {

using nlohmann::json;
using scenario::Problem;
using scenario::Problems;

// All, but of a range the least and the largest value: every point is read afterwards.
std::vector<std::size_t> distinguishing_levels(Axis const& axis) {
    std::vector<std::size_t> all(axis.levels.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (!axis.range || all.size() < 3) return all;
    auto const value = [&](std::size_t l) {
        auto const read = number_and_unit(axis.levels[l].name);
        return read ? read->number : 0.0;
    };
    auto const [least, most] = std::ranges::minmax_element(all, {}, value);
    return {std::min(*least, *most), std::max(*least, *most)};
}

// The base, then each level alone.
void check_levels(Study const& study, PointReader& reader, Problems& problems) {
    auto const check = [&](Point const& point) {
        auto reading = reader.read(point);
        for (Problem const& problem : reading.problems)
            problems.add(problem);
        return reading;
    };
    auto const baseline = check(study.baseline);
    for (std::size_t a = 0; a < study.axes.size() && !problems.full(); ++a) {
        if (makes_variants(study.axes[a].role)) continue;  // the baseline need not have the site
        for (std::size_t const l : distinguishing_levels(study.axes[a])) {
            if (l == study.baseline.level[a]) continue;
            Point point = study.baseline;
            point.level[a] = l;
            check_same_rules(baseline, check(point), study.axes[a], study.axes[a].levels[l].name, problems);
        }
    }
}

void check_inputs(Study const& study, PointReader& reader, Problems& problems) {
    for (UncertainFigure const& input : study.inputs) {
        for (double const end : {input.range.low, input.range.high}) {
            for (Problem const& problem : reader.read(study.baseline, input.at(end)).problems)
                problems.add(problem);
        }
    }
}

// The point's number and key, or what is wrong with it as JSON.
std::string line_of(std::size_t point, scenario::Reading const& reading) {
    if (reading.problems.empty()) return fmt::format("{} {}", point, point_key(reading.resolved));
    json line = json::array();
    for (Problem const& p : reading.problems)
        line.push_back({p.where.file, p.where.line, p.where.column, p.wrong, p.fix});
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

void hear(std::string const& text, Plan& plan, Problems& problems) {
    if (!text.starts_with('[')) {
        std::size_t point = 0;
        auto const read = std::from_chars(text.data(), text.data() + text.size(), point);
        plan.keys.at(point).assign(read.ptr + 1, text.data() + text.size());
        return;
    }
    for (json const& p : json::parse(text))
        problems.add({{p[0], p[1], p[2]}, p[3], p[4]});
}

// Looks at some: that a combination of levels reads a file that none of them reads alone is unlikely, not
// impossible.
bool hold(std::vector<std::string> const& keys, Study const& study, PointReader& reader) {
    for (std::size_t i = 0; i < checked_points; ++i) {
        std::size_t const p = i * keys.size() / checked_points;
        auto const reading = reader.read(study.points[p]);
        if (!reading.problems.empty() || point_key(reading.resolved) != keys[p]) return false;
    }
    return true;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> Plan::equal_points() const {
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t p) -> std::string const& { return keys[p]; });
    std::vector<std::pair<std::size_t, std::size_t>> equal;
    for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
        if (keys[order[i]] != keys[order[first]]) {
            first = i;
        } else {
            equal.emplace_back(order[i], order[first]);
        }
    }
    std::ranges::sort(equal);
    return equal;
}

std::vector<Problem> read_levels(Study const& study, PointReader& reader) {
    Problems problems;
    check_levels(study, reader, problems);
    if (problems.none()) static_cast<void>(reader.meet_budget(problems));
    if (problems.none()) check_inputs(study, reader, problems);
    return problems.sorted();
}

Plan make_plan(Study const& study, PointReader& reader, unsigned workers,
               std::function<bool()> const& keep_going, std::optional<system::Folder> const& folder) {
    Plan plan;
    plan.problems = read_levels(study, reader);
    if (!plan.problems.empty()) return plan;
    auto keys = folder ? planned_keys(*folder, study, reader) : std::nullopt;
    if (keys && hold(*keys, study, reader)) {
        plan.keys = std::move(*keys);
        return plan;
    }
    Problems problems;
    plan.keys.resize(study.points.size());
    std::list<system::Worker> busy;
    for (unsigned w = 0; w < workers; ++w) {
        auto const work = [&](system::Worker::Send const& send) {
            for (std::size_t p = w; p < study.points.size(); p += workers)
                send(line_of(p, reader.read(study.points[p])));
        };
        busy.emplace_back(work, std::nullopt);
    }
    while (!busy.empty() && !problems.full()) {
        if (!keep_going()) {
            plan.stopped = true;
            return plan;
        }
        std::vector<system::Worker const*> all;
        for (system::Worker const& worker : busy)
            all.push_back(&worker);
        system::wait_for(all, 0.1);
        for (auto worker = busy.begin(); worker != busy.end();) {
            std::vector<std::string> lines;
            bool const more = worker->read(lines);
            for (std::string const& line : lines)
                hear(line, plan, problems);
            if (more) {
                ++worker;
                continue;
            }
            if (auto const died = worker->end())
                throw system::SystemError{"a worker that read points failed: " + died->why};
            worker = busy.erase(worker);
        }
    }
    plan.problems = problems.sorted();
    return plan;
}

}  // namespace meridian::study
