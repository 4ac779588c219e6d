#include "sim/study/run_cache.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace meridian::study {
namespace {

// Steps of a search, each of which takes the runs of two points. Algorithm 748 takes two, then at most four until the
// interval is half as long (see sensitivity.cpp); on smooth functions it has needed about five in all.
constexpr std::size_t likely_steps = 5;
constexpr std::size_t searches_of_an_input = 3;  // the break-even value and both ends of its interval
constexpr std::size_t share_that_turns = 4;      // of this many inputs about one turns the verdict: a guess

std::size_t most_steps(Sensitivity const& s) {
    return 2 + 4 * static_cast<std::size_t>(std::ceil(std::log2(1.0 / s.tolerance)));
}

std::size_t runs_of_a_step(Sensitivity const& s) {
    return 2 * static_cast<std::size_t>(s.replications);
}

}  // namespace

std::string InputScenario::name() const {
    std::string all = std::to_string(point);
    for (scenario::Override const& change : changes)
        all += "\n" + change.text;
    return all;
}

SensitivityRuns expected_sensitivity_runs(Study const& study) {
    SensitivityRuns runs;
    Sensitivity const& s = *study.sensitivity;
    bool const has_several = std::ranges::any_of(
        study.axes, [](Axis const& axis) { return axis.role == Role::compared && axis.levels.size() > 1; });
    if (!has_several) return runs;
    auto const inputs = static_cast<std::int64_t>(study.inputs.size());
    std::size_t const experiments = std::max<std::size_t>(s.against.size(), 1);
    auto const settings = 2 * inputs + s.sample + s.trajectories * (inputs + 1) + s.rows * (inputs + 2);
    auto const unchanged = std::max<std::int64_t>(0, s.replications - study.replications.least);
    runs.effects_left = (experiments + 1) * static_cast<std::size_t>(settings * s.replications + unchanged);
    std::size_t const turning = (experiments * study.inputs.size() + share_that_turns - 1) / share_that_turns;
    runs.search_likely_left = turning * searches_of_an_input * likely_steps * runs_of_a_step(s);
    runs.search_most_left = 2 * runs.search_likely_left;
    return runs;
}

RunCache::RunCache(Study const& study, PointReader& reader, Results& results, PlayRuns const& play,
                   NoteRuns const& note)
    : study_{study}, reader_{reader}, results_{results}, play_{play}, note_{note} {}

void RunCache::prepare(std::vector<InputScenario> const& settings) {
    std::vector<Assignment> missing;
    std::set<std::string> seen;
    bool is_step = false;
    for (InputScenario const& setting : settings) {
        std::string const& key = key_of(setting);
        if (!seen.insert(key).second) continue;
        std::vector<std::int64_t> runs;
        for (std::int64_t run = 0; run < study_.sensitivity->replications; ++run) {
            if (results_.state(key, run) == RunState::missing) runs.push_back(run);
        }
        if (counted_.insert(key).second) {
            count(setting, key, runs.size());
            is_step = true;
        }
        if (!runs.empty()) missing.push_back(Assignment::of({setting.point, setting.changes, key}, runs));
    }
    if (is_step && runs_.is_searching) ++steps_;
    if (is_step) note();
    if (!missing.empty() && !play_(std::move(missing))) throw Stopped{};
    runs_.effects_left = 0;
}

void RunCache::count(InputScenario const& setting, std::string const& key, std::size_t missing) {
    auto const all = static_cast<std::size_t>(study_.sensitivity->replications);
    std::size_t const there = key == results_.key(setting.point) ? 0 : all - missing;
    (runs_.is_searching ? runs_.search_reused : runs_.effects_reused) += there;
    if (!runs_.is_searching) runs_.effects_left += missing;
}

std::vector<double> RunCache::differences(InputScenario const& a, InputScenario const& b) {
    prepare({a, b});
    std::vector<double> all;
    std::size_t const column = study_.metrics.front().column;
    for (std::int64_t run = 0; run < study_.sensitivity->replications; ++run) {
        auto const x = results_.figure(key_of(a), run, column);
        auto const y = results_.figure(key_of(b), run, column);
        if (x && y) all.push_back(*x - *y);
    }
    return all;
}

void RunCache::begin_searches(std::size_t searches) {
    runs_.is_searching = true;
    searches_left_ = searches;
    note();
}

void RunCache::end_search() {
    if (searches_left_ > 0) --searches_left_;
    steps_ = 0;
    note();
}

// `steps_` counts the step that is about to be executed.
void RunCache::note() {
    if (runs_.is_searching && searches_left_ > 0) {
        Sensitivity const& s = *study_.sensitivity;
        std::size_t const begun = steps_ > 0 ? steps_ - 1 : 0;
        std::size_t const most = most_steps(s);
        auto const left = [&](std::size_t steps) {
            return (searches_left_ - 1) * steps + std::max<std::size_t>(1, steps - std::min(begun, steps));
        };
        runs_.search_likely_left = left(std::min(likely_steps, most)) * runs_of_a_step(s);
        runs_.search_most_left = left(most) * runs_of_a_step(s);
    } else {
        runs_.search_likely_left = runs_.search_most_left = 0;
    }
    if (note_) note_(runs_);
}

std::string const& RunCache::key_of(InputScenario const& setting) {
    auto const [at, is_new] = keys_.try_emplace(setting.name());
    if (is_new) at->second = point_key(reader_.read(study_.points[setting.point], setting.changes).resolved);
    return at->second;
}

}  // namespace meridian::study
