// Which runs of a study are kept whole, so that reports can show a map, hours and provinces of each
// alternative and not only figures: run 0 of each with its best response, in the baseline's future. Of a study with losses
// also that of its worst case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/results.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

inline constexpr std::int64_t shown_run = 0;
inline constexpr char const* representative_runs_folder = "representative_runs";
// Of more alternatives those that are best by the first metric are shown, and the baseline.
inline constexpr std::size_t most_shown = 12;

struct RepresentativeRun {
    std::string folder;  // in representative_runs/
    std::string alternative, response, future;
    std::string loss_case;  // what is lost in it; empty: nothing
    std::size_t point{0};
    std::string why;  // there is none; empty: there is
};

// In the order of `responses`, each followed by its worst case; of a complete study. Runs that failed have been given why.
[[nodiscard]] std::vector<RepresentativeRun> runs_to_show(Results const& results);

// Whether cases of loss are among its points.
[[nodiscard]] bool has_losses(Study const& study);

// A name of ASCII letters, digits, '_' and '-' for an alternative, given by the names of its levels: itself
// where it is one level so called, else as much of it as can be, and a hash that distinguishes it.
[[nodiscard]] std::string shown_folder(std::vector<std::string> const& levels);

extern StudyTable<RepresentativeRun> const representative_runs_table;  // index.csv

}  // namespace meridian::study
