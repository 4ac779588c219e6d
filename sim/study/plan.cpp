#include "sim/study/plan.hpp"

#include <list>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/system/atomic_file.hpp"
#include "sim/system/worker.hpp"

namespace meridian::study {
namespace {

using nlohmann::json;
using scenario::Problem;
using scenario::Problems;

// The base, then each level alone.
void check_levels(Study const& study, PointReader& reader, Problems& problems) {
    auto const check = [&](Point const& point) {
        for (Problem const& problem : reader.read(point).problems)
            problems.add(problem);
    };
    check(study.baseline);
    for (std::size_t a = 0; a < study.axes.size() && !problems.full(); ++a) {
        for (std::size_t l = 0; l < study.axes[a].levels.size(); ++l) {
            if (l == study.baseline.level[a]) continue;
            Point point = study.baseline;
            point.level[a] = l;
            check(point);
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

std::string line_of(std::size_t point, scenario::Reading const& reading) {
    json line{{"point", point}};
    if (reading.problems.empty()) {
        line["key"] = point_key(reading.resolved);
    } else {
        for (Problem const& p : reading.problems)
            line["problems"].push_back({p.where.file, p.where.line, p.where.column, p.wrong, p.fix});
    }
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

void hear(std::string const& text, Plan& plan, Problems& problems) {
    json const line = json::parse(text);
    if (line.contains("key")) plan.keys[line.at("point").get<std::size_t>()] = line.at("key");
    if (!line.contains("problems")) return;
    for (json const& p : line.at("problems"))
        problems.add({{p[0], p[1], p[2]}, p[3], p[4]});
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> Plan::equal_points() const {
    std::map<std::string_view, std::size_t> first;
    std::vector<std::pair<std::size_t, std::size_t>> equal;
    for (std::size_t p = 0; p < keys.size(); ++p) {
        auto const [at, is_new] = first.emplace(keys[p], p);
        if (!is_new) equal.emplace_back(p, at->second);
    }
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
               std::function<bool()> const& keep_going) {
    Plan plan;
    plan.problems = read_levels(study, reader);
    if (!plan.problems.empty()) return plan;
    Problems problems;
    plan.keys.resize(study.points.size());
    std::list<system::Worker> busy;
    for (unsigned w = 0; w < workers; ++w) {
        auto const work = [&](system::Worker::Tell const& tell) {
            for (std::size_t p = w; p < study.points.size(); p += workers)
                tell(line_of(p, reader.read(study.points[p])));
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
                throw system::MachineFault{"a worker that read points failed: " + *died};
            worker = busy.erase(worker);
        }
    }
    plan.problems = problems.sorted();
    return plan;
}

}  // namespace meridian::study
