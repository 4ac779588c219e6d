// The keys of a whole scenario file.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/file_kind.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/work_records.hpp"

namespace meridian::scenario {

struct SensingInput {
    Draft const* draft{nullptr};  // nullptr: the brain sees the present
    Field<double> interval, delay, decision_time;
    Field<std::size_t> optimistic;  // of truth_words
};

template <class Visitor>
void fields(Visitor& v, SensingInput& r) {
    Real const span{Dimension::duration, not_negative};
    v.defaulted("interval", r.interval, span, "0 s",
                "between two looks at the network; 0: it sees the present");
    v.defaulted("delay", r.delay, span, "0 s", "from a look until the brain has it");
    v.defaulted("optimistic", r.optimistic, Word{truth_words}, "true",
                "whether the brain adds its own decisions since the look");
    v.defaulted("decision_time", r.decision_time, span, "0 s",
                "that the brain takes for each answer, one job at a time");
}

// What becomes of the demand of today: two axes of growth and shares of the mix.
struct FutureInput : RecordInput {
    Field<double> years, tokens_per_year, token_cost_per_year;
    Field<std::vector<NamedNumber>> scale;
};

template <class Visitor>
void fields(Visitor& v, FutureInput& r) {
    constexpr Range spans{0.0, 50.0, "from 0 to 50"};
    constexpr Range factors{0.01, 100.0, "from 0.01 to 100"};
    v.defaulted("years", r.years, Real{Dimension::number, spans}, "0", "from the figures of this file");
    v.defaulted("tokens_per_year", r.tokens_per_year, Real{Dimension::number, factors}, "1",
                "requests of services that make tokens, as a multiple of those a year before");
    v.defaulted("token_cost_per_year", r.token_cost_per_year, Real{Dimension::number, factors}, "1",
                "accelerator time of a token, likewise");
    v.optional("scale", r.scale, NamedNumbers{Range{0.0, 1e6, "from 0 to 1000000"}},
               "times the arrivals of a class or service, by its name");
    origin_of_figures(v, r);
}

struct ScenarioInput {
    Draft const* draft{nullptr};
    Field<std::int64_t> version;
    Field<std::string> name, start, timezone, reference;
    Field<double> horizon, warmup, timeseries_bin, fibre_delay, router_delay, route_factor, discount_rate,
        carbon_price;
    Field<std::size_t> end;  // of end_words
    Field<Span::Value> drain_limit;
    Field<std::uint64_t> seed, run;
    Field<std::int64_t> path_choices;
    Field<Components::Value> policy;
    Field<Component::Value> discipline, network;
    SensingInput sensing;
    Field<std::vector<Item>> masses;

    std::vector<TierInput> tiers;
    std::vector<AcceleratorInput> accelerators;
    std::vector<ClimateInput> climates;
    std::vector<CoolingInput> coolings;
    std::vector<GridInput> grids;
    std::vector<TouInput> tou;
    std::vector<TariffInput> tariffs;
    std::vector<NodeInput> nodes;
    std::vector<LinkInput> links;
    std::vector<OutageInput> outages;
    std::vector<SiteInput> sites;
    std::vector<PoolInput> pools;
    std::vector<RegionInput> regions;
    std::vector<CurveInput> curves;
    std::vector<ClassInput> classes;
    std::vector<ServiceInput> services;
    ServingInput serving;
    FutureInput future;
    std::vector<JobInput> jobs;
    std::vector<CalendarInput> calendar;
    std::vector<ProvenanceInput> provenance;
};

template <class Visitor>
void fields(Visitor& v, ScenarioInput& s) {
    constexpr Range bins{1e9, no_bound, "1 s or more"};
    v.required("meridian", s.version, Whole{format_version, format_version}, "the version of the format");
    v.required("name", s.name, Text{"China, one week"}, "the title of reports");
    v.required("start", s.start, Text{"2025-01-06T00:00:00+08:00"}, "simulated time zero, with its offset");
    v.defaulted("timezone", s.timezone, Text{"Asia/Shanghai"}, "UTC",
                "whose local hours curves and tariffs use");
    v.required("horizon", s.horizon, Real{Dimension::duration, positive}, "how long jobs arrive");
    v.defaulted("warmup", s.warmup, Real{Dimension::duration, not_negative}, "0 s",
                "not counted, at the start");
    v.defaulted("end", s.end, Word{end_words}, "drain",
                "whether to finish the measured jobs after the horizon");
    v.defaulted("drain_limit", s.drain_limit, Span{}, "2",
                "when a run that drains ends at the latest, from the start: a duration, or a multiple of the "
                "horizon; the output says how many jobs it cut");
    v.defaulted("seed", s.seed, Seed{}, "1", "of all random streams");
    v.defaulted("run", s.run, Seed{}, "0", "number of the replication");
    v.defaulted("timeseries_bin", s.timeseries_bin, Real{Dimension::duration, bins}, "1 h",
                "step of timeseries.csv");
    v.defaulted("fibre_delay", s.fibre_delay, Real{Dimension::delay_per_length, not_negative}, "4.9 us/km",
                "of light in fibre, one way");
    v.defaulted(
        "route_factor", s.route_factor, Real{Dimension::number, Range{1.0, 10.0, "from 1 to 10"}}, "1.4",
        "fibre over the straight distance: to a region's people and, where it is written, along links "
        "without a length or delay");
    v.defaulted("router_delay", s.router_delay, Real{Dimension::duration, not_negative}, "0 ms",
                "per link traversed");
    v.optional("discount_rate", s.discount_rate, Real{Dimension::fraction, a_share},
               "of money per year, to spread prices over lives; without: capital is not counted");
    v.defaulted("carbon_price", s.carbon_price, Real{Dimension::carbon_price, not_negative}, "0 CNY/t",
                "of carbon by market, after green contracts");
    v.optional("reference", s.reference, Reference{"accelerators"},
               "runtimes are given on it; may be left out if there is one accelerator model");
    v.defaulted("policy", s.policy, Components{"nearest_user", &Vocabulary::policies}, "nearest_user",
                "where jobs go; of a list, each is asked for what those before it did not place");
    v.defaulted("discipline", s.discipline, Component{"fcfs", &Vocabulary::disciplines}, "fcfs",
                "when jobs start");
    v.defaulted("network", s.network, Component{"fluid", &Vocabulary::networks}, "fluid",
                "how long transfers take");
    v.defaulted("path_choices", s.path_choices, Whole{1, 16}, "1",
                "shortest paths between two places that policies may choose from");
    v.group("sensing", s.sensing, "how old the brain's picture is; without: it sees the present");
    v.optional("masses", s.masses, Names{"population, gdp"},
               "names of the regions' masses; by default those used, in order");
    v.records("tiers", s.tiers, "tier", "the tiers of N+X; one tier 'site' by default");
    v.records("accelerators", s.accelerators, "accelerator", "accelerator models");
    v.records("climates", s.climates, "climate", "outdoor temperatures");
    v.records("coolings", s.coolings, "cooling", "how the PUE follows the temperature");
    v.records("grids", s.grids, "grid", "carbon of the energy");
    v.records("tou", s.tou, "tou", "periods of the day");
    v.records("tariffs", s.tariffs, "tariff", "prices of the energy");
    v.records("nodes", s.nodes, "node", "places on the map");
    v.records("links", s.links, "link", "fibre corridors between nodes");
    v.records("outages", s.outages, "outage", "links that fail or lose capacity for a while");
    v.records("sites", s.sites, "site", "data centres");
    v.records("pools", s.pools, "pool", "equal accelerators of a site");
    v.records("regions", s.regions, "region", "people and data");
    v.records("curves", s.curves, "curve", "weekly shapes of demand");
    v.records("classes", s.classes, "class", "what jobs are instances of");
    v.records("services", s.services, "service", "streams of requests that replicas answer");
    v.group("serving", s.serving, "how services hold accelerators");
    v.group("future", s.future, "what becomes of the demand");
    v.records("jobs", s.jobs, "job", "jobs given one by one");
    v.records("calendar", s.calendar, "calendar job", "long jobs with names, as training runs");
    v.records("provenance", s.provenance, "provenance row", "where single figures come from");
}

// Everything that can be told from each value on its own. The input points into `root`.
[[nodiscard]] ScenarioInput read_input(Draft const& root, Problems& problems);

}  // namespace meridian::scenario
