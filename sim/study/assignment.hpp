// Runs to do of one point, as plain data: a worker here or on another host makes the scenario itself.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/override.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

struct Assignment {
    std::size_t point{0};
    std::vector<scenario::Override> changes;  // to the point's inputs
    std::string key;                          // of the point so changed
    std::deque<std::int64_t> runs;
};

// As one line.
[[nodiscard]] std::string assignment_text(Assignment const& assignment);
// Precondition: the text is one that assignment_text() has made.
[[nodiscard]] Assignment parse_assignment(std::string_view text);

// Simulates one run and returns its row.
using Player = std::function<Row(std::int64_t run)>;
// The player of an assignment's runs. Both are called in a worker; what they throw is why a run failed.
using PlayerOf = std::function<Player(Assignment const&)>;

// Executes runs of the study's points; both arguments outlive it. The player throws if the scenario is no longer
// the one that the assignment's key names, as when its files have been changed or differ between hosts.
[[nodiscard]] PlayerOf player_of_points(Study const& study, PointReader& reader);

}  // namespace meridian::study
