// Everything that a run counted. Plain numbers; the report room turns them into words.
//
// Job figures are of the measured jobs: those that arrive in [warmup, horizon). Energy, money, bytes
// and utilisation are of that window. Audit figures are of the whole run.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/statistics/log_histogram.hpp"
#include "models/statistics/moments.hpp"
#include "models/units/cross_table.hpp"
#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/observe/load_tally.hpp"
#include "sim/observe/loss_tally.hpp"
#include "sim/observe/meters.hpp"
#include "sim/observe/value_tally.hpp"
#include "sim/setup/latency_circles.hpp"
#include "sim/setup/plugin.hpp"
#include "sim/state/reason.hpp"
#include "sim/state/resource_map.hpp"

namespace meridian::observe {

inline constexpr std::array circles = latency_circles;

struct ClassTally {
    std::int64_t arrived{0};
    std::int64_t completed{0};
    std::int64_t rejected{0};
    std::int64_t lost{0};  // with their places
    std::int64_t placed{0};
    std::int64_t with_objective{0};  // measured jobs that have an objective
    std::int64_t met{0};             // of these, done within it
    // Of the placed, the users within the circle of their site: a job is as many users as there are in its
    // region, so it counts in parts.
    std::array<double, circles.size()> one_way{};
    std::array<double, circles.size()> round_trip{};
    std::array<std::int64_t, state::reasons.size()> rejections{};
    std::array<std::int64_t, state::reasons.size()>
        waits{};                                          // jobs that the brain let wait, by the last reason
    std::array<double, state::reasons.size()> waits_s{};  // and how long they waited at the brain
    std::int64_t conflicts{0};  // placed where the brain saw room to start at once, and there was none
    Moments wait_s, brain_wait_s, stage_s, queue_s, deferred_s, turnaround_s;
    LogHistogram wait_ns, turnaround_ns;
    std::int64_t preemptions{0};    // measured jobs sent back to the brain, each time
    std::int64_t places_lost{0};    // by measured jobs, with a site or pool, each time
    double accelerator_hours{0.0};  // taken by measured jobs, once they have given them back
    WideCount bytes_moved{0};       // of transfers that measured jobs had finished
    // Of all jobs in the window.
    double accelerator_hours_held{0.0};
    // Of these: work done and undone in the window, restarts and checkpoints.
    double accelerator_hours_lost{0.0};
    std::int64_t interruptions{0};  // by failures
    // FLOP/s x hours: what the accelerators held could do, and what they did for models.
    double peak_flop{0.0}, model_flop{0.0};
    EnergyTotals energy;  // of all jobs of the class, busy above idle, in the window

    [[nodiscard]] std::int64_t unfinished() const { return arrived - completed - rejected - lost; }
    void merge(ClassTally const& other);
};

// The measured jobs of one class that come from one region.
struct DemandTally {
    std::int64_t arrived{0};
    std::int64_t completed{0};
    std::int64_t rejected{0};
    std::int64_t lost{0};
    std::int64_t started{0};
    std::int64_t met{0};  // done within the class's objective
    double wait_s{0.0};   // sum over those that started
    // That the rejected would have held: gang width x run time on the reference accelerator.
    double accelerator_hours_rejected{0.0};

    [[nodiscard]] std::int64_t unfinished() const { return arrived - completed - rejected - lost; }
};

// An asset has less than all of its capacity.
struct OutageRow {
    Asset asset;
    SimTime begin;
    SimTime end;  // SimTime::max(): it lasts
    double left{0.0};
};

// A job of the calendar. Hours are of its accelerators, in the window.
struct CalendarTally {
    SiteId site;  // where it ran last
    std::optional<SimTime> started, ended;
    std::optional<state::Reason> rejected;
    std::optional<state::Reason> waits_because;  // when the window closes
    double done_share_at_open{0.0};              // of its work, when the window opens
    double done_share{0.0};                      // of its work, when it closes
    double held_h{0.0};
    double redone_h{0.0}, restart_h{0.0}, write_h{0.0};  // of these: for nothing that stays
    double useful_h{0.0};                                // of these: the rest
    std::int64_t interruptions{0};
    WideCount bytes_moved{0};  // of its transfers that arrived in the window
};

// One service and one region; requests of the window. In parts, as they are rates times time.
struct ServiceTally {
    double requests{0.0};
    double rejected{0.0};
    double lost{0.0};       // of the rejected: their site, or every path to it, was out of service
    double in_time{0.0};    // answered within the objective
    double delay_s{0.0};    // sum over the answered, to the token that the user waits for
    double one_way_s{0.0};  // sum over the answered, of access and path
    std::array<double, circles.size()> one_way{};
    std::array<double, circles.size()> round_trip{};

    [[nodiscard]] double answered() const { return without_rounding(requests - rejected, 0.0, requests); }
    [[nodiscard]] double late() const { return without_rounding(answered() - in_time, 0.0, requests); }
    void merge(ServiceTally const& other);
};

struct SiteTally {
    std::int64_t placed{0};  // measured jobs committed here
    std::int64_t completed{0};
    double accelerator_hours_held{0.0};     // by jobs and by replicas of services
    double accelerator_hours_serving{0.0};  // of these: by replicas
    double accelerator_hours_served{0.0};   // of these: at work on requests
    double accelerator_hours_worked{0.0};   // of those held by jobs: of work that was kept
    double accelerator_hours_there{0.0};
    double accelerator_hours_out{0.0};  // of these: out of service

    [[nodiscard]] double accelerator_hours_active() const {
        return accelerator_hours_worked + accelerator_hours_served;
    }
    double jobs_running_mean{0.0};
    double jobs_queued_mean{0.0};    // committed here and not yet running
    WideCount storage_used_peak{0};  // bytes
    double storage_used_mean{0.0};   // bytes
    double full_classes_mean{0.0};   // classes that it could run and of which no job could start
    EnergyTotals energy;             // all of the site: idle, busy and overhead
    EnergyTotals idle;               // drawn by accelerators whether used or not
    EnergyTotals overhead;           // the fixed part a(t) of the facility
    EnergyTotals service;            // of replicas, busy above idle
    double carbon_market_kg{0.0};
};

struct ArcTally {
    double bytes{0.0};          // carried in the window
    double service_bytes{0.0};  // of these: of requests and answers
    double mean_use{0.0};       // of the usable capacity
};

struct LinkTally {
    double energy_kwh{0.0};
    double cost_cny{0.0};
};

// One of the four resources of a site, or of one direction of a link.
struct ResourceRow {
    SiteId site;  // none: it is a link's
    ArcId arc;
    state::ResourceKind kind{};
    state::Resource level;  // when the window closes
    // Held, time mean over the window; of capability: classes of which no job could start.
    double used_mean{0.0};
    std::vector<ClassId> could_run;  // of capability
};

// One row of timeseries.csv: means over a bin; site invalid: the whole network.
struct BinRow {
    SimTime begin;
    SiteId site;
    double accelerators_busy{0.0};
    double accelerators_serving{0.0};  // of these: by replicas
    double jobs_running{0.0};
    double jobs_queued{0.0};
    double jobs_at_brain{0.0};
    double jobs_arrived{0.0};  // count, not mean
    double it_kw{0.0};
    double facility_kw{0.0};
};

// The laws that every run recounts, and how far each may be missed.
struct AuditLaw {
    std::string_view key;
    std::string_view law;
    double allowed;
};
inline constexpr std::array audit_laws{
    AuditLaw{"audit_laws_broken", "jobs, pools, power and storage recounted from nothing", 0.0},
    AuditLaw{"audit_meters_residual",
             "meters stand at what the state says: power, busy, running, queued, storage, full classes", 0.0},
    AuditLaw{"audit_bytes_residual", "bytes sent = arrived + in flight + cancelled", 0.0},
    AuditLaw{"audit_link_bytes_relative", "bytes carried by each link = bytes arrived over it", 1e-9},
    AuditLaw{"audit_energy_relative", "job, service, idle and overhead energy = site energy", 1e-9},
    AuditLaw{"audit_cost_relative", "job, service, idle and overhead cost = site cost", 1e-9},
    AuditLaw{"audit_carbon_relative", "job, service, idle and overhead carbon = site carbon", 1e-9},
    AuditLaw{"audit_hours_relative",
             "hours held by jobs of all classes = hours held at sites but for replicas", 1e-9},
    AuditLaw{
        "audit_work_residual",
        "hours held by jobs = progress of their work + work undone from before the window + lost in it, and "
        "what is lost is 0 to all of it",
        0.0},
    AuditLaw{"audit_value_relative",
             "value demanded = served + late + rejected + unfinished + interrupted, and served = that of the "
             "sites",
             1e-9},
    AuditLaw{"audit_little_residual_ns", "Little: area under each queue = sum of the stays in it", 0.0},
};

struct AuditRow {
    AuditLaw law;
    double residual{0.0};
    [[nodiscard]] bool holds() const { return residual <= law.allowed; }
};

struct Ledger {
    SimTime window_begin, window_end;
    SimTime end;  // when the run stopped
    std::uint64_t events{0};
    std::int64_t cut_by_drain_limit{0};  // measured jobs that the run did not wait for
    // Times that a link went down under the data of measured jobs, or before they left: they took another
    // path, or stood still.
    std::int64_t transfers_rerouted{0};
    std::int64_t transfers_stalled{0};
    std::vector<PluginFailure> plugin_failures;  // in whose place another policy decided
    Table<ClassId, ClassTally> classes;
    CrossTable<ClassId, RegionId, DemandTally> demand;
    Table<CalendarId, CalendarTally> calendar;
    Table<SiteId, SiteTally> sites;
    CrossTable<ServiceId, RegionId, ServiceTally> services;
    ValueTallies value;
    Table<ArcId, ArcTally> arcs;
    Table<LinkId, LinkTally> links;
    std::vector<BinRow> bins;
    std::vector<ResourceRow> resources;  // see ResourceMap
    std::vector<AuditRow> audit;
    std::vector<OutageRow> outages;  // of the whole run, by begin
    std::vector<LoadTally> load;     // the whole run, then the sites
    std::optional<LossTally> loss;   // nothing: no loss is assessed
    std::vector<SloBin> slo_course;  // of the measured window, up to the last bin in which work arrived

    [[nodiscard]] ClassTally all_classes() const;
    // Of one service, or of all: an invalid id.
    [[nodiscard]] ServiceTally of_service(ServiceId service) const;
};

}  // namespace meridian::observe
