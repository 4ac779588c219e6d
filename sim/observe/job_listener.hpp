// Hears of each job as it leaves the system: what `--log jobs` is made of.
#pragma once

#include <cstdint>

#include "sim/state/job_table.hpp"

namespace meridian::observe {

enum class Departure : std::uint8_t { completed, refused, unfinished };

class JobListener {
public:
    virtual ~JobListener() = default;
    // `unfinished` jobs are told at the end of the run, by number.
    virtual void departed(SimTime now, state::Job const& job, Departure how) = 0;
};

}  // namespace meridian::observe
