// The runs of points with other inputs: makes sure that they are there, reads their figures, and counts those that
// a sensitivity asks for.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/override.hpp"
#include "sim/study/assignment.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/results.hpp"

namespace meridian::study {

// A point with changed inputs.
struct InputScenario {
    std::size_t point;
    std::vector<scenario::Override> changes;

    [[nodiscard]] std::string name() const;
};

// Runs that a sensitivity asks for, each once; those of unchanged points belong to the design, and are counted only
// where they are missing.
struct SensitivityRuns {
    std::size_t effects_reused{0}, effects_left{0};  // of those known beforehand
    bool is_searching{false};  // those are there, and the search for break-even values has begun
    std::size_t search_reused{0};
    std::size_t search_likely_left{0}, search_most_left{0};
};
// Before anything has been run: effects_left, and a guess of search_likely_left and search_most_left.
[[nodiscard]] SensitivityRuns expected_sensitivity_runs(Study const& study);

// Executes runs; their rows go to the results. False if stopped.
using PlayRuns = std::function<bool(std::vector<Assignment>)>;
// Hears of the runs before they are executed, and whenever what is left changes otherwise.
using NoteRuns = std::function<void(SensitivityRuns const&)>;

// Thrown where `play` has stopped.
struct Stopped {};

// Precondition: study.sensitivity. What it is given outlives it.
class RunCache {
public:
    RunCache(Study const& study, PointReader& reader, Results& results, PlayRuns const& play,
             NoteRuns const& note);

    // Runs what is missing of them, all at once. Throws Stopped.
    void prepare(std::vector<InputScenario> const& settings);
    // Of the first metric, by run, where both have it. Throws Stopped.
    [[nodiscard]] std::vector<double> differences(InputScenario const& a, InputScenario const& b);

    // What is prepared from now on belongs to so many searches for a zero, one after the other.
    void begin_searches(std::size_t searches);
    void end_search();

private:
    std::string const& key_of(InputScenario const& setting);
    void count(InputScenario const& setting, std::string const& key, std::size_t missing);
    void note();

    Study const& study_;
    PointReader& reader_;
    Results& results_;
    PlayRuns const& play_;
    NoteRuns const& note_;
    std::map<std::string, std::string> keys_;  // by InputScenario::name()
    std::set<std::string> counted_;            // keys
    SensitivityRuns runs_;
    std::size_t searches_left_{0}, steps_{0};  // of the search under way
};

}  // namespace meridian::study
