// The keys of a whole scenario file.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/event_records.hpp"
#include "sim/scenario/file_kind.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/rule_records.hpp"
#include "sim/scenario/service_records.hpp"
#include "sim/scenario/work_records.hpp"

namespace meridian::scenario {

inline constexpr Enum<DecisionTime::Source> decision_time_sources{
    {"model", DecisionTime::Source::model},
    {"declared", DecisionTime::Source::declared},
    {"measured", DecisionTime::Source::measured}};

template <class Visitor>
void fields(Visitor& v, GroupOf<Sensing>& r) {
    DecisionTime& thought = r.value.decision_time;
    Real<Duration> const span{not_negative};
    v.defaulted("interval", r.value.interval, like(span, "10 s", "1 ms", "1 d"), "0 s",
                "between two snapshots of the network; 0: it knows the present");
    v.defaulted("delay", r.value.delay, like(span, "2 s", "1 us", "1 d"), "0 s",
                "from a snapshot until the brain has it");
    v.defaulted("optimistic", r.value.optimistic, Bool{}, "true",
                "whether the brain adds its own decisions since the snapshot");
    v.defaulted("decision_time", thought.per_job, like(span, "1 ms", "1 us", "1 h"), "0 s",
                "that the brain takes for each job, one message at a time");
    v.defaulted(
        "message_time", thought.per_message, like(span, "20 us", "1 us", "1 h"), "0 s",
        "that it takes for each message beside: a job, or all that wait where the policy has a period");
    v.defaulted(
        "decision_time_from", thought.source, decision_time_sources, "model",
        "from the two keys above, as the policy declares, or as its answers are measured by wall clock");
    v.defaulted("decision_time_scale", thought.scale,
                like(Real{Dimension::number, Range{0.0, 1e9, {}}}, "2", "0.1", "100"), "1",
                "times what is declared or measured");
}

// The future of demand: two axes of growth, and shares of the mix.
struct FutureDraft : NamedDraft {
    double years{0.0}, tokens_per_year{1.0}, token_cost_per_year{1.0};
    Field<std::vector<NamedNumber>> scale;
};

template <class Visitor>
void fields(Visitor& v, FutureDraft& r) {
    constexpr Range spans{0.0, 50.0, "from 0 to 50"};
    constexpr Range factors{0.01, 100.0, "from 0.01 to 100"};
    v.defaulted("years", r.years, like(Real{Dimension::number, spans}, "3"), "0",
                "from the figures of this file");
    v.defaulted("tokens_per_year", r.tokens_per_year,
                like(Real{Dimension::number, factors}, "2", "0.2", "20"), "1",
                "requests of services that make tokens, as a multiple of those a year before");
    v.defaulted("token_cost_per_year", r.token_cost_per_year,
                like(Real{Dimension::number, factors}, "0.55", "0.05", "5"), "1",
                "accelerator time of a token, as a multiple of that a year before");
    v.optional("scale", r.scale, like(NamedNumbers{Range{0.0, 1e6, {}}}, "{chat: 2}"),
               "times the arrivals of a class or service, by its name");
    origin_of_figures(v, r);
}

template <class Visitor>
void fields(Visitor& v, GroupOf<InvestmentPlan>& r) {
    constexpr Range growths{-0.99, 10.0, "from -99 % to 1,000 %"};
    v.required("years", r.value.years, like(Whole{1, 100}, "10", "1", "60"), "that the network is run for");
    v.defaulted("growth", r.value.growth, like(Real{Dimension::fraction, growths}, "5 %", "-50 %", "200 %"),
                "0 %", "of the value served, from each year to the next: prices and volumes together");
}

inline constexpr Enum<ValueBasis> value_bases{{"rent", ValueBasis::rent},
                                              {"tokens", ValueBasis::tokens},
                                              {"replacement", ValueBasis::replacement},
                                              {"penalty", ValueBasis::penalty}};
inline constexpr Enum<EndRule> end_rules{{"drain", EndRule::drain}, {"cut", EndRule::cut}};

struct ScenarioInput : GroupOf<Scenario> {
    std::int64_t version{0};
    std::string operator_en, operator_zh;  // for reports, which read them from the resolved scenario
    Field<std::string> reference;
    double fibre_delay_ns_per_km{0.0};
    Duration router_delay{};
    double route_factor{1.0};
    Field<Span::Value> drain_limit;
    Field<Components::Value> policy;
    Field<ComponentField::Value> discipline, network;
    GroupOf<InvestmentPlan> plan;  // not written: no net present value
    GroupOf<Sensing> sensing;      // not written: the brain sees the present
    Field<std::vector<Item>> masses;

    std::vector<TierRecord> tiers;
    std::vector<AcceleratorRecord> accelerators;
    std::vector<RecordOf<Climate>> climates;
    std::vector<RecordOf<Cooling>> coolings;
    std::vector<RecordOf<Grid>> grids;
    std::vector<TouRecord> tou;
    std::vector<TariffRecord> tariffs;
    std::vector<RecordOf<Node>> nodes;
    std::vector<LinkRecord> links;
    std::vector<EventRecord> events;
    std::vector<SiteRecord> sites;
    std::vector<PoolRecord> pools;
    std::vector<RegionRecord> regions;
    std::vector<CurveRecord> curves;
    std::vector<ClassRecord> classes;
    std::vector<ServiceRecord> services;
    ServingDraft serving;
    std::vector<DemandEventRecord> demand_events;
    FutureDraft future;
    std::vector<JobRecord> jobs;
    std::vector<CalendarRecord> calendar;
    std::vector<RuleRecord> rules;
    std::vector<GroupOf<Provenance>> provenance;
};

template <class Visitor>
void fields(Visitor& v, ScenarioInput& s) {
    constexpr Range bins{1e9, no_bound, "1 s or more"};
    v.required("meridian", s.version, Whole{format_version, format_version}, "the version of the format");
    v.required("name", s.value.name, Text{"China, one week"}, "the title of reports");
    v.optional("name_zh", s.value.name_zh, Text{"全国一周"}, "the title of reports in Chinese");
    v.optional("operator", s.operator_en, Text{"One operator of 14 sites"},
               "whose network it is, for the head of reports");
    v.optional("operator_zh", s.operator_zh, Text{"一家运营商，14 个智算中心"},
               "the same in Chinese; without: as in English");
    v.required("start", s.value.start_unix_s, Instant{"2025-01-06T00:00:00+08:00"},
               "simulated time zero, with its offset");
    v.defaulted("timezone", s.value.timezone, Text{"Asia/Shanghai"}, "UTC",
                "whose local hours curves and tariffs use");
    v.required("horizon", s.value.horizon, like(Real<Duration>{positive}, "7 d", "1 s", "7300 d"),
               "how long jobs arrive");
    v.defaulted("warmup", s.value.warmup, like(Real<Duration>{not_negative}, "1 d"), "0 s",
                "not counted, at the start");
    v.defaulted("end", s.value.end, end_rules, "drain",
                "whether to finish the measured jobs after the horizon");
    v.defaulted("drain_limit", s.drain_limit, Span{}, "2",
                "when a run that drains ends at the latest, from the start: a duration, or a multiple of the "
                "horizon; the output says how many jobs it cut");
    v.defaulted("seed", s.value.seed, Seed{}, "1", "of all random streams");
    v.defaulted("run", s.value.run, Seed{}, "0", "number of the replication");
    v.defaulted("timeseries_bin", s.value.bin, like(Real<Duration>{bins}, "1 h"), "1 h",
                "step of timeseries.csv");
    v.defaulted("fibre_delay", s.fibre_delay_ns_per_km,
                like(Real{Dimension::delay_per_length, not_negative}, "4.9 us/km", "1 us/km", "50 us/km"),
                "4.9 us/km", "of light in fibre, one way");
    v.defaulted(
        "route_factor", s.route_factor,
        like(Real{Dimension::number, Range{1.0, 10.0, "from 1 to 10"}}, "1.4", "1", "3"), "1.4",
        "fibre over the straight distance: to a region's people and, where it is written, along links "
        "without a length or delay");
    v.defaulted("router_delay", s.router_delay,
                like(Real<Duration>{not_negative}, "0.05 ms", "1 us", "100 ms"), "0 ms",
                "per link traversed");
    v.optional("discount_rate", s.value.discount_rate,
               like(Real{Dimension::fraction, a_share}, "7 %", "0.1 %", "30 %"),
               "of money per year, to spread prices over lives; without: capital is not counted");
    v.defaulted("carbon_price", s.value.carbon_price,
                like(Real<CnyPerKg>{not_negative}, "100 CNY/t", "1 CNY/t", "10000 CNY/t"), "0 CNY/t",
                "of market-based carbon, after green contracts");
    v.optional("value_basis", s.value.value_basis, value_bases,
               "what the values of work stand for: rent of accelerators, price of tokens, cost of doing it "
               "elsewhere, penalty");
    v.group("plan", s.plan, "the years of net present value and payback; without: neither");
    v.optional("reference", s.reference, Reference{"accelerators"},
               "runtimes are given on it; may be left out if there is one accelerator model");
    v.defaulted("policy", s.policy, Components{"nearest_user", &Vocabulary::policies}, "nearest_user",
                "where jobs go; of a list, each is asked for what those before it did not place");
    v.defaulted("discipline", s.discipline, ComponentField{"fcfs", &Vocabulary::disciplines}, "fcfs",
                "when jobs start");
    v.defaulted("network", s.network, ComponentField{"fluid", &Vocabulary::networks}, "fluid",
                "how long transfers take");
    v.defaulted("path_choices", s.value.path_choices, like(Whole{1, 16}, "2"), "1",
                "shortest paths between two nodes that policies may choose from");
    v.group("sensing", s.sensing, "the age of what the brain knows; without: it knows the present");
    v.optional("masses", s.masses, Names{"population, gdp"},
               "names of the regions' masses; by default those used, in order");
    v.records("tiers", s.tiers, "tier", "the tiers of N+X; one tier 'site' by default");
    v.records("accelerators", s.accelerators, "accelerator", "accelerator models");
    v.records("climates", s.climates, "climate", "outdoor temperatures");
    v.records("coolings", s.coolings, "cooling", "how the PUE follows the temperature");
    v.records("grids", s.grids, "grid", "carbon of the energy");
    v.records("tou", s.tou, "tou", "periods of the day");
    v.records("tariffs", s.tariffs, "tariff", "prices of the energy");
    v.records("nodes", s.nodes, "node", "nodes of the map");
    v.records("links", s.links, "link", "fibre corridors between nodes");
    v.records("sites", s.sites, "site", "data centres");
    v.records("pools", s.pools, "pool", "equal accelerators of a site");
    v.records("events", s.events, "event", "what fails or is taken out of service, and when");
    v.records("regions", s.regions, "region", "people and data");
    v.records("curves", s.curves, "curve", "weekly shapes of demand");
    v.records("classes", s.classes, "class", "what jobs are instances of");
    v.records("services", s.services, "service", "streams of requests that replicas answer");
    v.group("serving", s.serving, "how services hold accelerators");
    v.records("demand_events", s.demand_events, "demand event", "times in which more or fewer requests come");
    v.group("future", s.future, "growth of the demand");
    v.records("jobs", s.jobs, "job", "jobs given one by one");
    v.records("calendar", s.calendar, "calendar job", "long jobs with names, as training runs");
    v.records("rules", s.rules, "rule", "requirements on the network; those of several files add up");
    v.records("provenance", s.provenance, "provenance row", "where single figures come from");
}

// Everything that follows from each value on its own. The input points into `root`. `warnings`: of unusual values.
[[nodiscard]] ScenarioInput read_input(Draft const& root, Problems& problems, Problems* warnings = nullptr);

}  // namespace meridian::scenario
