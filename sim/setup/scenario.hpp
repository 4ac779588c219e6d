// What is to be simulated, as plain values. Whoever holds a Scenario from sim/scenario holds one that
// has been checked; it does not change afterwards.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/compute/accelerator.hpp"
#include "models/cost/capital.hpp"
#include "models/cost/investment.hpp"
#include "models/cost/tariff.hpp"
#include "models/energy/site_power.hpp"
#include "models/map/national_map.hpp"
#include "models/map/places.hpp"
#include "models/units/display_name.hpp"
#include "models/workload/service.hpp"
#include "models/workload/workload.hpp"
#include "sim/setup/composition.hpp"
#include "sim/setup/decision_time.hpp"
#include "sim/setup/failure_event.hpp"
#include "sim/setup/parameter_value.hpp"
#include "sim/setup/plugin.hpp"
#include "sim/setup/rule.hpp"
#include "sim/setup/streamed_jobs.hpp"

namespace meridian {

struct Tier {
    std::string name;
    std::optional<Capital> facility_per_kw;  // of IT power that the site can draw; none: not known
    std::int64_t least_accelerators{0};      // of a site of it
    double operations{0.0};                  // share of the facility's price that a year of operations costs
};

// A weekly shape of demand by local hour, mean 1 over a week that starts on Monday.
struct Curve {
    std::string name;
    std::array<double, 7 * 24> weight{};
};

// The name of a policy, discipline or transfer model and its parameters.
struct Selection {
    std::string name;
    ParameterValues parameters;  // checked; of a scenario that was read, with defaults filled in
    DisplayName display{};       // the same
    // Of a policy that is not built in; its name is the user's.
    std::shared_ptr<PluginSource const> plugin{};
    // Of a policy that is composed of filters and scores.
    std::shared_ptr<Composition const> composed{};

    // Whether a program or library of the user's takes part.
    [[nodiscard]] bool uses_plugin() const {
        return plugin != nullptr || (composed != nullptr && composed->uses_plugin());
    }
};

// Policies that are asked one after another: each for the jobs that those before it did not place.
using PolicyChain = std::vector<Selection>;

// How well the brain knows the network. With an interval of zero it sees the present.
struct Sensing {
    Duration interval{};    // between two snapshots of the network
    Duration delay{};       // from a snapshot until the brain has it
    bool optimistic{true};  // the brain adds what it has itself decided since that snapshot
    DecisionTime decision_time;
};

// What is known of the rates of an epoch when the replicas for it are taken.
enum class ForecastKind : std::uint8_t {
    perfect,              // the rates that come, but for the error
    last_epoch,           // those that came in the last epoch before
    same_hour_last_week,  // those that came seven days before; in the first week the expected ones
};

struct Forecast {
    ForecastKind kind{ForecastKind::perfect};
    // Coefficient of variation of what comes over what is forecast. A perfect forecast is divided by a lognormal factor
    // of it, of mean 1, with the service's correlations over time and regions; of the other kinds it is what the planner
    // believes.
    double error{0.0};
};

// How services hold accelerators.
struct Serving {
    Duration epoch{std::chrono::minutes{5}};  // replicas and routes hold for so long
    // Whether accelerators that the services do not need now do other work; else they keep what they need at
    // their peak.
    bool lends{false};
    Duration reclaim_time{};  // from the reclaim of preemptible accelerators until they are free
    Forecast forecast{};
    // Probability with which replicas of a site are to carry what comes, by the forecast's error; none: they are
    // planned for the forecast itself.
    std::optional<double> plan_for{};
    // From the loss of replicas or of the way to them until requests go elsewhere: until then they are lost.
    Duration detect{std::chrono::seconds{30}};
    Duration failover{std::chrono::minutes{2}};
};

enum class EndRule : std::uint8_t {
    drain,  // arrivals stop at the horizon; run until the measured jobs have ended or drain_limit
    cut,    // everything stops at the horizon
};

// A figure of the scenario with where it came from: the rows of the assumption ledger.
struct Provenance {
    std::string what;  // path in the scenario, such as sites.hohhot or fibre_delay
    std::string source;
    std::string grade;  // A official, B press, C weak, D derived, K unverified, M modelling choice
    std::string note;
};

// What the values of work stand for.
enum class ValueBasis : std::uint8_t {
    not_stated,
    rent,         // what the accelerators would be let for
    tokens,       // what the tokens would be sold for
    replacement,  // what the same work would cost elsewhere
    penalty,      // what is owed or lost where there is no market
};

struct Scenario {
    std::string name;
    std::string name_zh{};         // the title of reports in Chinese; empty: not given
    std::string timezone;          // IANA name
    std::int64_t start_unix_s{0};  // simulated time zero
    Duration horizon{};
    Duration warmup{};
    EndRule end{EndRule::drain};
    std::optional<Duration> drain_limit;  // since the start, >= horizon; none: twice the horizon
    std::uint64_t seed{1};
    std::uint64_t run{0};
    Duration bin{};                       // of timeseries.csv
    std::optional<double> discount_rate;  // per year; none: capital is not counted

    CnyPerKg carbon_price;  // of carbon by market
    ValueBasis value_basis{ValueBasis::not_stated};
    std::optional<InvestmentPlan> plan;  // none: no net present value

    NationalMap map;
    Table<TierId, Tier> tiers;
    Table<SiteId, Site> sites;
    Table<PoolId, Pool> pools;
    Table<RegionId, DemandRegion> regions;
    std::vector<std::string> masses;  // names of DemandRegion::masses
    Table<AcceleratorId, Accelerator> accelerators;
    Table<AcceleratorId, std::optional<Capital>> card_capital;  // of one, all in; none: not known
    Table<LinkId, std::optional<Capital>> link_capital;         // of the whole link; none: leased
    AcceleratorId reference;                                    // runtimes are given on this one
    Table<TariffId, Tariff> tariffs;
    Table<GridId, Grid> grids;
    Table<ClimateId, Climate> climates;
    Table<CoolingId, Cooling> coolings;
    Table<CurveId, Curve> curves;
    Table<ClassId, WorkloadClass> classes;
    std::vector<ListedJob> listed_jobs;  // by arrival, then as listed; those of the calendar too
    // Those of a table, beside the held ones; none: all are held. ListedJobs (listed_jobs.hpp) reads both.
    std::shared_ptr<StreamedJobs const> streamed_jobs;
    Table<CalendarId, CalendarJob> calendar;

    Table<ServiceId, Service> services;
    Table<ServiceId, Selection> service_policies;
    Serving serving;
    std::vector<DemandEvent> demand_events;  // of different names

    Table<EventId, FailureEvent> events;  // of different names; a cause comes before what follows
    std::size_t path_choices{1};          // between two nodes, that the brain may choose from

    PolicyChain policy;                          // not empty
    Table<ClassId, PolicyChain> class_policies;  // of its own; empty: the scenario's
    Sensing sensing;
    Selection discipline;
    Selection network;
    std::vector<Provenance> provenance;
    std::vector<Rule> rules;  // of different names

    // Whether a policy outside the program decides.
    [[nodiscard]] bool uses_plugin() const {
        auto const any = [](PolicyChain const& chain) {
            for (Selection const& one : chain) {
                if (one.uses_plugin()) return true;
            }
            return false;
        };
        bool found = any(policy);
        for (PolicyChain const& own : class_policies)
            found = found || any(own);
        return found;
    }
    // When a run ends at the latest, since the start.
    [[nodiscard]] Duration last_end() const { return drain_limit.value_or(2 * horizon); }
    // Drawn by a site's cooling whatever the IT power is.
    [[nodiscard]] Microwatts overhead_of(SiteId s) const {
        return sites[s].energised ? coolings[sites[s].cooling].overhead : Microwatts{};
    }
};

}  // namespace meridian
