// manifest.json: what is needed to defend a result and to make it again. The only result file that
// holds timing and facts of the machine, hence the only one that differs between two equal runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/report/check_sums.hpp"

namespace meridian::report {

// Raised with each entry under "Changed results" in CHANGELOG.md.
inline constexpr int results_version = 6;

struct RunFacts {
    std::string command;    // as given, program name without its folder
    double read_s{0.0};     // wall time of reading the scenario
    double run_s{0.0};      // wall time of the run itself
    std::uint64_t jobs{0};  // whole run
    std::uint64_t events{0};
    std::uint64_t seed{0};
    std::uint64_t run{0};
};

// 32 hexadecimal digits that name what was simulated: a hash of the resolved scenario and of
// results_version. Equal keys mean equal results.
[[nodiscard]] std::string content_key(std::string_view resolved_scenario);

// `sums`: of every other file of the run's folder.
[[nodiscard]] std::string manifest_json(RunFacts const& facts, std::string_view content_key,
                                        CheckSums const& sums);

[[nodiscard]] std::string_view version();  // of the program
[[nodiscard]] std::string_view commit();   // that it was built from; "unknown" outside a checkout

}  // namespace meridian::report
