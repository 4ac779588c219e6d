// A study's folder as tables of a report.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/document/report_names.hpp"
#include "sim/document/run_tables.hpp"

namespace meridian::document {

struct StudyMetric {
    std::string key;  // of summary.json
    bool more_is_better{false};
};

struct StudyMaterial {
    std::string name;
    std::vector<StudyMetric> metrics;  // the first decides
    std::string baseline;              // alternative
    std::string baseline_future;
    // In the order of the study; "base" where there is no axis. Of very many futures those in the tables.
    std::vector<std::string> futures, alternatives;
    std::size_t all_futures{0};
    std::vector<std::string> responses;
    std::string reference_policy;  // empty: none
    std::string value_basis;       // what values of work stand for; empty: not stated
    double confidence{0.95};
    std::size_t points{0};
    std::string
        best;  // alternative with the best mean of the first metric in the baseline's future; may be empty
    // Of those of study::study_tables() that reports read, those that the folder has. Of the runs in
    // representative_runs/ the tables of read_run() and derive_run_tables(), with the alternative in a first column. Then
    // those of layout_tables.hpp, and `facts`.
    Tables tables;
    DisplayNames names;
    std::vector<std::string> missing_runs;  // why a run of representative_runs/ is not there, a sentence each
};

// Throws system::SystemError for a folder whose files are damaged or not those of a study.
[[nodiscard]] StudyMaterial read_study_folder(ResultFolder const& folder);

}  // namespace meridian::document
