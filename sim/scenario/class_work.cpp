#include <algorithm>
#include <limits>

#include "sim/scenario/size_bounds.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

ClassWork of_arrivals(WorkloadClass const& c) {
    constexpr double none = std::numeric_limits<double>::infinity();
    ClassWork work;
    work.any = c.arrivals.rate.count() > 0.0;
    work.least_width = work.least_runtime_s = work.least_input = work.least_output = none;
    if (!work.any) return work;
    work.most_width = largest_of(c.accelerators);
    work.most_input = largest_of(c.input);
    work.least_width = smallest_of(c.accelerators);
    work.least_runtime_s = smallest_of(c.runtime);
    work.least_input = smallest_of(c.input);
    work.least_output = smallest_of(c.output);
    return work;
}

}  // namespace

std::vector<ClassWork> work_by_class(ScenarioBuilder const& b) {
    std::vector<ClassWork> all;
    for (auto const& c : b.scenario.classes)
        all.push_back(of_arrivals(c));
    for (JobDescription const& job : b.listed.extremes()) {
        auto& work = all[job.workload_class.index];
        auto const width = static_cast<double>(job.width.count()) / 1000.0;
        auto const input = static_cast<double>(job.input.count());
        work.any = true;
        work.most_width = std::max(work.most_width, width);
        work.most_input = std::max(work.most_input, input);
        work.least_width = std::min(work.least_width, width);
        work.least_runtime_s = std::min(work.least_runtime_s, in_seconds(job.runtime).count());
        work.least_input = std::min(work.least_input, input);
        work.least_output = std::min(work.least_output, static_cast<double>(job.output.count()));
    }
    return all;
}

}  // namespace meridian::scenario
