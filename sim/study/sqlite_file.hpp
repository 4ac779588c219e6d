// results.sqlite: points and runs as tables of a database, for those who would rather ask than read.
#pragma once

#include <filesystem>

#include "sim/study/results.hpp"

namespace meridian::study {

// Tables `points` (point, axes, key) and `runs` (point, run, every figure of summary.json), made in one
// transaction and put in place of what was there. Throws MachineFault.
void write_sqlite(std::filesystem::path const& file, Results const& results);

}  // namespace meridian::study
