// The selections of a study in all its futures.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/study/selection_lane.hpp"

namespace meridian::study {

// The procedures of a study, one in each future, in rounds that all of them take together. What they say holds for
// all futures at once with the study's confidence (Bonferroni). Precondition: study.selection.
class SelectionProcedures {
public:
    SelectionProcedures(Study const& study, std::vector<std::size_t> const& compared_with);

    // As far as runs are known. The study's number of runs, if given, ends them at the last round that it has
    // room for as a whole. `parts`: asked for where the study has rules.
    void advance(KnownRuns const& known, KnownParts const& parts = {});
    [[nodiscard]] Wanted const& wanted() const { return wanted_; }
    [[nodiscard]] std::vector<ProcedureResult> results() const;

private:
    bool more_is_better_;
    std::int64_t runs_left_;
    std::vector<SelectionLane> lanes_;
    std::vector<std::int64_t> taken_;  // runs by point that the procedures know of
    Wanted wanted_;
};

}  // namespace meridian::study
