// Workload classes, and listed jobs.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/units/display_name.hpp"
#include "models/units/ids.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "models/units/work_kind.hpp"
#include "models/workload/distribution.hpp"
#include "models/workload/late_value.hpp"
#include "models/workload/residency.hpp"

namespace meridian {

// Where a job's input data lives.
enum class HomeKind : std::uint8_t {
    origin,   // at the node of the region that the job comes from
    node,     // at one named node
    gravity,  // drawn per job from the gravity model of models/workload/gravity.hpp
};

struct DataHome {
    HomeKind kind{HomeKind::origin};
    NodeId node;             // HomeKind::node
    std::size_t mass{0};     // HomeKind::gravity: index of the mass that attracts
    Kilometres decay{1.0};   // HomeKind::gravity: distance at which attraction falls to 1/e
    std::int64_t copies{1};  // at the home and at the nearest other nodes with sites
};

// When jobs of a class arrive, summed over the regions; each region has its share by `mass`.
// A renewal process with the given coefficient of variation, run on a clock that the curve drives:
// 0 is a regular drumbeat, 1 is Poisson, above 1 is a balanced two-phase hyperexponential.
struct Arrivals {
    PerSecond rate;         // weekly mean, all regions; 0: none but the jobs listed one by one
    double variation{1.0};  // coefficient of variation of the gaps on the class's own clock
    CurveId curve;          // none: the same rate at all hours
    std::size_t mass{0};    // index of the mass that splits the rate over regions
};

enum class CheckpointRule : std::uint8_t { given, young, daly };

// What becomes of a job whose accelerators or site are lost.
enum class FailureRule : std::uint8_t {
    requeue,           // it returns to the brain and begins again
    resume_elsewhere,  // it returns to the brain and goes on from its last checkpoint, where it can be reached
    wait,              // it goes on from there at its own site, once that is back
    lose,
};

// Where checkpoints are, as far as the loss of a site goes.
enum class CheckpointPlace : std::uint8_t {
    local,   // at the site: out of reach until it is back
    remote,  // at the home of the job's data, from where they are moved to the next site
};

struct WorkloadClass {
    std::string name;
    std::string key;
    WorkKind kind{WorkKind::training};
    Arrivals arrivals;
    Distribution accelerators;             // gang width in whole accelerators; 0: moves and stores data only
    Distribution runtime;                  // seconds on the reference accelerator
    Distribution estimate{Constant{1.0}};  // the user's estimate of the runtime, as a multiple of it
    Distribution input;                    // bytes
    Distribution output;                   // bytes
    DataHome input_home;
    double transfer_weight{1.0};  // of its data where links are shared: shares of so many transfers
    BytesPerSecond transfer_cap{std::numeric_limits<double>::infinity()};  // of each transfer
    std::vector<std::string> stacks;    // accepted software stacks; empty: any
    std::vector<AcceleratorId> models;  // accepted accelerator models; empty: any
    Residency residency{Residency::anywhere};
    int priority{0};                    // smaller goes first
    std::optional<Duration> objective;  // on turnaround: arrival to last output byte
    // Of its work within the objective; none: not given.
    std::optional<CnyPerAcceleratorHour> value;
    LateValue late_value;
    CurveId value_curve;                // by the hour of arrival; none: the same at all hours
    bool retains_input{false};          // the input stays in the site's storage when the job is done
    std::optional<Duration> retention;  // for so long; none: for good
    // Whether services may preempt its jobs, which then return to the brain.
    bool preemptible{false};
    // A job that was preempted, or interrupted by a failure, keeps its work up to its last checkpoint and takes
    // `restart` more when it starts again.
    CheckpointRule checkpoint_rule{CheckpointRule::given};
    Duration checkpoint{};        // of work between two checkpoints; 0: none. `given` only
    Duration checkpoint_write{};  // that each checkpoint takes
    Duration restart{};
    FailureRule on_failure{FailureRule::resume_elsewhere};
    CheckpointPlace checkpoints{CheckpointPlace::local};
    Bytes checkpoint_size{};  // moved before a job that has remote checkpoints resumes
    std::int64_t tries{0};    // how often it may lose its place before it is lost; 0: without end
    DisplayName display{};
};

// One job as it arrives; later stages add to it where they keep it.
struct JobDescription {
    std::uint64_t entity{0};  // hash of the stream that the job came from, and its place in it: its
    std::uint64_t draw{0};    // identity in every layout, under every policy
    ClassId workload_class;
    RegionId origin;
    NodeId input_home;
    CalendarId calendar;  // none: it is no job of the calendar
    Milliaccelerators width;
    Duration runtime{};   // on the reference accelerator
    Duration estimate{};  // what the user believes of it; backfilling relies on it
    Bytes input;
    Bytes output;
};

// A long job with a name. It has a report of its own: its work done, whether or not it ends within the run.
struct CalendarJob {
    std::string name;
    std::string key;
    std::optional<SimTime> start_by{};  // when its start window closes; it may start later
    Duration done{};                    // of its runtime, before the run: its input is at its site already
};

// A job that the scenario lists itself.
struct ListedJob {
    SimTime arrival;
    JobDescription job;
    std::string name{};  // by which results join to the input; need not be unique, empty where it has none
};

}  // namespace meridian
