// The story of a job in English sentences.
#pragma once

#include <string>

#include "sim/app/job_story.hpp"
#include "sim/report/table/display_names.hpp"
#include "sim/report/table/terminal_text.hpp"

namespace meridian::app {

// What the folder of the run adds to a story.
struct WhySetting {
    report::DisplayNames names;
    Scenario const* scenario{nullptr};  // nullptr: it cannot be read; times are simulated ones then
    bool has_jobs_csv{false};
    bool all{false};  // every decision and every candidate
};

[[nodiscard]] std::string why_text(JobStory const& story, WhySetting const& setting,
                                   report::OutputStyle const& style);

}  // namespace meridian::app
