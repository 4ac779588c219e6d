// results.sqlite: points and runs as tables of a database, for those who would rather ask than read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/study/results.hpp"

namespace meridian::study {

// Tables `points` (point, axes, key) and `runs` (point, run, every figure of summary.json), made in one
// transaction and put in place of what was there by publish(); gone without. Throws SystemError.
class SqliteFile {
public:
    // Points are there at once.
    SqliteFile(system::Folder const& folder, std::string name, Results const& results);
    ~SqliteFile();
    SqliteFile(SqliteFile const&) = delete;
    SqliteFile& operator=(SqliteFile const&) = delete;

    // By rising point and run, as Results::each_run() calls.
    void add_run(std::size_t point, std::int64_t run, std::vector<double> const& figures);
    void publish();

private:
    class Writing;
    std::unique_ptr<Writing> writing_;
};

}  // namespace meridian::study
