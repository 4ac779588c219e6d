// How far a sweep has come, in words.
#pragma once

#include <string>
#include <string_view>

#include "sim/study/study.hpp"
#include "sim/study/sweep_progress.hpp"

namespace meridian::study {

// "12 to 18 min", "about 5 s", "up to 3 s".
[[nodiscard]] std::string time_range(double low_s, double high_s);

// "layouts", "policies": what the points of a study are, by its first axis of several levels that is compared, else that
// is a response; else "points".
[[nodiscard]] std::string_view words_for_points(Study const& study);

// "layouts", "input effects".
[[nodiscard]] std::string phase_name(SweepPhase phase, std::string_view points);

// "layouts 73 of 80", "input effects about 384", "break-even search up to 240".
[[nodiscard]] std::string phase_words(PhaseProgress const& phase, std::string_view points);

// "12 to 18 min left"; empty where nothing is known of run times.
[[nodiscard]] std::string time_left_words(SweepProgress const& progress);

// " 42 %, 12 to 18 min left: layouts 73 of 80 · input effects about 384", `share` from 0 to 1.
// Phases that have ended are left out until all have: the line is to fit a terminal.
[[nodiscard]] std::string progress_words(SweepProgress const& progress, std::string_view points,
                                         double share);

}  // namespace meridian::study
