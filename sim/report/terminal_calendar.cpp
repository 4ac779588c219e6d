#include "sim/report/terminal_calendar.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/display_width.hpp"

namespace meridian::report {
namespace {

constexpr std::size_t jobs_shown = 12;
constexpr std::string_view row_format = "{}{:>12}  {}{:>8}{:>9}{:>10}{:>9}\n";

std::string row(Facts const& f, ListedJob const& listed) {
    CalendarId const job = listed.job.calendar;
    observe::CalendarTally const& tally = f.ledger.calendar[job];
    std::string const site = tally.site.valid() ? f.scenario.sites[tally.site].name : "-";
    return fmt::format(row_format, fitted(f.scenario.calendar[job].name, 15),
                       human_count(static_cast<double>(listed.job.width.count()) / 1000.0), fitted(site, 15),
                       words(calendar_state(f, job)), human_share(tally.done_share, 1.0),
                       human_share(tally.useful_h, tally.held_h),
                       human_count(static_cast<double>(tally.interruptions)));
}

std::string gang_line(Facts const& f) {
    std::string out;
    for (Gang const& gang : gangs(f.scenario, f.sites_that_fit)) {
        out += fmt::format("{} of {} sites could hold a gang of {} accelerators ({})\n", gang.sites,
                           f.scenario.sites.size(),
                           human_count(static_cast<double>(gang.width.count()) / 1000.0),
                           f.scenario.classes[gang.workload_class].name);
    }
    return out;
}

std::string rejections(Facts const& f) {
    std::string out;
    for (ListedJob const& listed : f.scenario.listed_jobs) {
        CalendarId const job = listed.job.calendar;
        if (!job.valid() || !f.ledger.calendar[job].rejected) continue;
        out += fmt::format("rejected: {}: {}\n", f.scenario.calendar[job].name,
                           state::words(*f.ledger.calendar[job].rejected));
    }
    return out;
}

}  // namespace

std::string calendar_text(Facts const& f) {
    if (f.scenario.calendar.empty()) return "";
    std::vector<ListedJob> jobs;
    std::ranges::copy_if(f.scenario.listed_jobs, std::back_inserter(jobs),
                         [](ListedJob const& listed) { return listed.job.calendar.valid(); });
    std::ranges::stable_sort(jobs, [](ListedJob const& a, ListedJob const& b) {
        return a.job.width.count() > b.job.width.count();
    });
    std::string out = "\n" + fmt::format(row_format, fitted("calendar", 15), "accelerators",
                                         fitted("site", 15), "state", "done", "effective", "failures");
    for (std::size_t i = 0; i < std::min(jobs.size(), jobs_shown); ++i)
        out += row(f, jobs[i]);
    if (jobs.size() > jobs_shown)
        out += fmt::format("... and {} more in calendar.csv\n", jobs.size() - jobs_shown);
    if (f.planned.late > 0)
        out +=
            fmt::format("{} of {} did not start within their start windows\n", f.planned.late, jobs.size());
    return out + gang_line(f) + rejections(f);
}

}  // namespace meridian::report
