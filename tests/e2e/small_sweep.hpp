// The small study, swept by the real binary.
#pragma once

#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {

inline CommandResult sweep(SmallStudy const& files, std::string const& out, Words const& more = {}) {
    return run_meridian(
        joined({"sweep", files.file("study.yaml"), "--out", files.file(out), "--quiet"}, more));
}

// The tables that are the contract, one behind the other.
inline std::string tables_in(std::string const& folder) {
    std::string all;
    for (char const* const name : {"points.csv", "runs.csv", "comparison.csv", "policy_value.csv",
                                   "pareto.csv", "regret.csv", "static.csv", "failures.csv"})
        all += read_file(folder + "/" + name);
    return all;
}

}  // namespace meridian::testing
