// Runs to do, as plain data: a worker here or on another host makes the scenarios itself.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/override.hpp"
#include "sim/study/store.hpp"

namespace meridian::study {

// A point of the study, perhaps with other inputs.
struct AssignedPoint {
    std::size_t point{0};
    std::vector<scenario::Override> changes;  // to the point's inputs
    std::string key;                          // of the point so changed
};
struct AssignedRun {
    std::size_t at{0};  // its point, among those of the assignment
    std::int64_t run{0};

    friend bool operator==(AssignedRun const&, AssignedRun const&) = default;
};

struct Assignment {
    std::vector<AssignedPoint> points;  // one, or several that may share a past: a family
    std::deque<AssignedRun> runs;       // those of one number stand together

    [[nodiscard]] static Assignment of(AssignedPoint point, std::vector<std::int64_t> const& runs);
    [[nodiscard]] AssignedPoint const& point_of(AssignedRun const& one) const { return points[one.at]; }
    // How many runs from that one on have its number. Precondition: there is such a run.
    [[nodiscard]] std::size_t runs_together(std::size_t first) const;
    // The first so many runs, with their points, which are then no longer here. Precondition: there are as many.
    [[nodiscard]] Assignment take_front(std::size_t count);
    // The run of a row is done. The number of its point in the study; nothing if it was not to do.
    std::optional<std::size_t> remove(Row const& row);
};

// As one line.
[[nodiscard]] std::string assignment_text(Assignment const& assignment);
// Precondition: the text is one that assignment_text() has made.
[[nodiscard]] Assignment parse_assignment(std::string_view text);

// Hears of a row as soon as there is one.
using SendRow = std::function<void(Row const&)>;
// Executes the runs of an assignment, in any order, in a worker. What it throws is why the first run without a row
// has failed.
using PlayAssignment = std::function<void(Assignment const&, SendRow const&)>;

}  // namespace meridian::study
