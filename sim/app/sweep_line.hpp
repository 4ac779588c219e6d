// How far a sweep has come, in words: the line while it is at work, and the table of its phases.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sim/app/status_line.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/study/study.hpp"
#include "sim/study/sweep.hpp"
#include "sim/study/sweep_words.hpp"

namespace meridian::app {

// A row for each phase that has runs: phase, runs, runs_at_most (where the number is not known), runs_done, runs_left,
// and the time that they take from and to. A last row for all if there are several.
[[nodiscard]] report::ResultTable phase_table(study::SweepProgress const& progress, std::string_view points);

class SweepLine final : public study::SweepMonitor {
public:
    SweepLine(study::Study const& study, bool quiet)
        : points_{study::words_for_points(study)}, line_{quiet} {}

    [[nodiscard]] bool keep_going(study::SweepProgress const& progress) override;
    void clear() { line_.clear(); }
    // Those of the last progress, as far as is known.
    [[nodiscard]] std::size_t all_runs() const { return all_runs_; }

private:
    std::string_view points_;
    StatusLine line_;
    study::RisingShare share_;
    std::size_t all_runs_{0};
};

}  // namespace meridian::app
