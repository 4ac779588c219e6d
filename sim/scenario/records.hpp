// The records of what there is (hardware, energy, places) as they are read, and the declarations of their
// keys. References are still names here; the checks that need more than one record come later.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/fields.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/setup/component.hpp"

namespace meridian::scenario {

inline constexpr std::array<std::string_view, 2> end_words{"drain", "cut"};            // EndRule
inline constexpr std::array<std::string_view, 2> kind_words{"training", "inference"};  // WorkKind
inline constexpr std::array<std::string_view, 4> period_words{"valley", "flat", "peak",
                                                              "critical"};  // Period
inline constexpr std::array<std::string_view, 2> truth_words{"false", "true"};
inline constexpr std::array<std::string_view, 6> grade_words{"A", "B", "C", "D", "K", "M"};

// The name of a component and its parameters: `fcfs` or `{name: fcfs_skip, depth: 10}`.
struct Component {
    struct Value {
        Item name;
        std::vector<std::pair<Item, Draft const*>> parameters;
    };
    std::string_view sample;
    std::span<ComponentDoc const> Vocabulary::*of;  // those that it may name
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// One component, or a list of those that are asked in turn.
struct Components {
    using Value = std::vector<Component::Value>;
    std::string_view sample;
    std::span<ComponentDoc const> Vocabulary::*of;
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// What every record may say of itself.
struct RecordInput {
    Draft const* draft{nullptr};
    Field<std::string> name;
    Field<std::string> key;
    Field<std::string> source;
    Field<std::size_t> grade;  // of grade_words
    Field<std::string> note;
};

template <class Visitor>
void origin_of_figures(Visitor& v, RecordInput& r) {
    v.optional("source", r.source, Text{"S22"}, "where the figures come from");
    v.optional("grade", r.grade, Word{grade_words},
               "A official, B press, C weak, D derived, K unverified, M modelling choice");
    v.optional("note", r.note, Text{"2022 average", true}, "what else to know of the figures");
}

template <class Visitor>
void identity(Visitor& v, RecordInput& r) {
    v.optional("key", r.key, Text{"hub-1"}, "stable identity for random streams; the name by default");
    origin_of_figures(v, r);
}

template <class Visitor>
void named(Visitor& v, RecordInput& r) {
    v.required("name", r.name, Text{"hub1"}, "the name that other records refer to");
    identity(v, r);
}

inline constexpr Whole life_in_years{1, 100};

struct TierInput : RecordInput {
    Field<double> facility, operations;
    Field<std::int64_t> facility_life_years, least_accelerators;
};

template <class Visitor>
void fields(Visitor& v, TierInput& r) {
    named(v, r);
    v.optional("facility", r.facility, Real{Dimension::price_of_power, not_negative},
               "price of shell, power and cooling, per IT power that the site can draw");
    v.defaulted("facility_life_years", r.facility_life_years, life_in_years, "15", "of the facility");
    v.defaulted("operations", r.operations, Real{Dimension::fraction, a_share}, "4 %",
                "staff, maintenance and rent of a year, as a share of the facility's price");
    v.defaulted("least_accelerators", r.least_accelerators, Whole{0, 1'000'000'000}, "0",
                "of a site of this tier; a smaller one is a mistake");
}

struct AcceleratorInput : RecordInput {
    Field<std::string> vendor, stack;
    Field<double> fp16_dense, training_efficiency, inference_efficiency, idle_power, busy_power, price, mtbf;
    Field<std::int64_t> life_years;
};

template <class Visitor>
void fields(Visitor& v, AcceleratorInput& r) {
    constexpr Range efficiency{0.0, 1.0, "between 0 and 1"};
    constexpr Range failing{3600e9, no_bound, "1 h or more"};
    constexpr Range one_peak{0.0, 1e18, "more than 0 and at most 1 EFLOPS", true};
    constexpr Range one_card{0.0, 1e12, "0 W or more and at most 1 MW"};  // in uW
    named(v, r);
    v.optional("vendor", r.vendor, Text{"Huawei"}, "who makes it");
    v.required("stack", r.stack, Text{"cann"}, "the software stack that a job must accept");
    v.required("fp16_dense", r.fp16_dense, Real{Dimension::compute_rate, one_peak}, "peak without sparsity");
    v.defaulted("training_efficiency", r.training_efficiency, Real{Dimension::fraction, efficiency}, "0",
                "share of the peak that training reaches (MFU); 0: cannot train");
    v.defaulted("inference_efficiency", r.inference_efficiency, Real{Dimension::fraction, efficiency}, "0",
                "share of the peak that inference reaches; 0: cannot infer");
    v.required("idle_power", r.idle_power, Real{Dimension::power, one_card},
               "IT power of an idle accelerator with its share of the server");
    v.required("busy_power", r.busy_power, Real{Dimension::power, one_card},
               "the same of a busy one, at least idle_power");
    v.optional("price", r.price, Real{Dimension::money, not_negative},
               "of one accelerator, all in: its share of server, network and installation");
    v.defaulted("life_years", r.life_years, life_in_years, "5", "until it is replaced");
    v.optional("mtbf", r.mtbf, Real{Dimension::duration, failing},
               "mean time between failures of one, each of which interrupts its gang; without: none");
}

struct ClimateInput : RecordInput {
    Field<std::vector<double>> monthly_mean;
};

template <class Visitor>
void fields(Visitor& v, ClimateInput& r) {
    constexpr Range on_earth{-90.0, 60.0, "from -90 degC to 60 degC"};
    named(v, r);
    v.required("monthly_mean", r.monthly_mean, Reals{Dimension::temperature, on_earth, 12},
               "outdoor temperature of the twelve months");
}

struct CoolingInput : RecordInput {
    Field<double> base, slope, threshold, overhead;
};

template <class Visitor>
void fields(Visitor& v, CoolingInput& r) {
    constexpr Range slopes{0.0, 1.0, "from 0 to 1"};
    constexpr Range at_least_one{1.0, 10.0, "from 1 to 10"};
    constexpr Range on_earth{-90.0, 60.0, "from -90 degC to 60 degC"};
    named(v, r);
    v.defaulted("base", r.base, Real{Dimension::number, at_least_one}, "1.12",
                "PUE at or below the threshold");
    v.defaulted("slope", r.slope, Real{Dimension::number, slopes}, "0.010",
                "what a degree above the threshold adds to the PUE");
    v.defaulted("threshold", r.threshold, Real{Dimension::temperature, on_earth}, "10 degC",
                "outdoor temperature up to which the PUE is its base");
    v.defaulted("overhead", r.overhead, Real{Dimension::power, drawable}, "0 W",
                "drawn whatever the IT power is");
}

struct GridInput : RecordInput {
    Field<double> carbon, green_share, green_premium;
};

template <class Visitor>
void fields(Visitor& v, GridInput& r) {
    named(v, r);
    v.required("carbon", r.carbon, Real{Dimension::carbon_intensity, not_negative},
               "location-based emission factor");
    v.defaulted("green_share", r.green_share, Real{Dimension::fraction, a_share}, "0 %",
                "share of the energy that is bought green");
    v.defaulted("green_premium", r.green_premium, Real{Dimension::energy_price, not_negative}, "0 CNY/kWh",
                "of green energy above the tariff, as contract or certificate");
}

struct TouInput : RecordInput {
    Field<std::vector<std::size_t>> hours, critical_hours;  // of period_words
    Field<std::vector<double>> critical_months;             // 1 to 12
};

template <class Visitor>
void fields(Visitor& v, TouInput& r) {
    constexpr Range months{1.0, 12.0, "from 1 to 12"};
    named(v, r);
    v.required("hours", r.hours, Words{period_words, 24}, "the period of each local hour of the day");
    v.optional("critical_hours", r.critical_hours, Words{period_words, 24}, "the same in critical_months");
    v.optional("critical_months", r.critical_months, Reals{Dimension::count, months, 0},
               "months with hours of their own, 1 is January");
}

struct TariffInput : RecordInput {
    Field<double> price, multiplied;
    Field<std::string> tou;
    std::array<Field<double>, 4> multiplier;  // by Period
};

template <class Visitor>
void fields(Visitor& v, TariffInput& r) {
    named(v, r);
    v.required("price", r.price, Real{Dimension::energy_price, not_negative}, "price in flat hours");
    v.optional("tou", r.tou, Reference{"tou"},
               "which hours are valley, peak and critical; without: all flat");
    v.defaulted("multiplied", r.multiplied, Real{Dimension::fraction, a_share}, "100 %",
                "part of the price that the hours multiply; the rest, as funds and line losses, stays");
    Real const factor{Dimension::number, Range{0.0, 100.0, "from 0 to 100"}};
    v.optional("valley", r.multiplier[0], factor, "times the price in valley hours");
    v.defaulted("flat", r.multiplier[1], factor, "1", "times the price in flat hours");
    v.optional("peak", r.multiplier[2], factor, "times the price in peak hours");
    v.optional("critical", r.multiplier[3], factor, "times the price in critical hours");
}

struct NodeInput : RecordInput {
    Field<double> latitude, longitude;
    Field<std::string> province;
};

template <class Visitor>
void fields(Visitor& v, NodeInput& r) {
    constexpr Range latitudes{-90.0, 90.0, "from -90 to 90"};
    constexpr Range longitudes{-180.0, 180.0, "from -180 to 180"};
    named(v, r);
    v.optional("latitude", r.latitude, Real{Dimension::angle, latitudes},
               "degrees north (WGS 84); with 'longitude', for maps and for links without a length or delay");
    v.optional("longitude", r.longitude, Real{Dimension::angle, longitudes}, "degrees east (WGS 84)");
    v.optional("province", r.province, Text{"Hebei"},
               "that it lies in, for work whose data may not leave it");
}

struct LinkInput : RecordInput {
    Field<std::string> a, b;
    Field<double> capacity, usable_share, length, delay, price, lease, energy, fixed_power, capital;
    Field<std::int64_t> capital_life_years;
};

template <class Visitor>
void fields(Visitor& v, LinkInput& r) {
    v.optional("name", r.name, Text{"beijing-tianjin"}, "'<a>-<b>' by default");
    identity(v, r);
    v.required("a", r.a, Reference{"nodes"}, "the node at one end");
    v.required("b", r.b, Reference{"nodes"}, "the node at the other end");
    v.required("capacity", r.capacity, Real{Dimension::data_rate, positive}, "lit, in each direction");
    v.defaulted("usable_share", r.usable_share, Real{Dimension::fraction, positive_share}, "100 %",
                "part of the capacity that this work may use");
    v.optional(
        "length", r.length, Real{Dimension::length, positive},
        "of the fibre; or give a delay; else, where the scenario has a route_factor and both nodes have "
        "coordinates, the great circle times that");
    v.optional("delay", r.delay, Real{Dimension::duration, not_negative},
               "one-way, instead of length x fibre_delay");
    v.defaulted("price", r.price, Real{Dimension::data_price, not_negative}, "0 CNY/GB", "of data carried");
    v.defaulted("lease", r.lease, Real{Dimension::lease, not_negative}, "0 CNY/Gbps/month",
                "of the usable capacity, carried or not");
    v.defaulted("energy", r.energy, Real{Dimension::energy_per_bit, not_negative}, "0 nJ/bit",
                "of data carried");
    v.defaulted("fixed_power", r.fixed_power, Real{Dimension::power, drawable}, "0 W",
                "drawn whether data are carried or not");
    v.optional("capital", r.capital, Real{Dimension::money, not_negative},
               "price of fibre and equipment, of which this work bears its usable_share; without: leased");
    v.defaulted("capital_life_years", r.capital_life_years, life_in_years, "20", "of them");
}

struct OutageInput {
    Draft const* draft{nullptr};
    Field<std::string> link;
    Field<double> from, until, left;
};

template <class Visitor>
void fields(Visitor& v, OutageInput& r) {
    constexpr Range part{0.0, 0.999999, "0 % or more and less than 100 %"};
    v.required("link", r.link, Reference{"links"}, "that loses capacity, in both directions");
    v.required("from", r.from, Real{Dimension::duration, not_negative}, "when, from the start");
    v.optional("until", r.until, Real{Dimension::duration, not_negative},
               "when it has all of it again; without: it never has");
    v.defaulted("left", r.left, Real{Dimension::fraction, part}, "0 %",
                "of the usable capacity; 0 %: the link is down");
}

inline constexpr std::array<std::string_view, 3> state_words{"existing", "committed",
                                                             "candidate"};  // SiteState

struct SiteInput : RecordInput {
    Field<std::string> node, tier, tariff, grid, climate, cooling, energised;
    Field<std::size_t> state;  // of state_words
    Field<double> power_limit, storage;
};

template <class Visitor>
void fields(Visitor& v, SiteInput& r) {
    named(v, r);
    v.required("node", r.node, Reference{"nodes"}, "the node that it stands at");
    v.optional("tier", r.tier, Reference{"tiers"}, "its place in N+X; may be left out if there is one tier");
    v.required("tariff", r.tariff, Reference{"tariffs"}, "what its energy costs");
    v.required("grid", r.grid, Reference{"grids"}, "where its energy comes from");
    v.optional("climate", r.climate, Reference{"climates"}, "without: as cold as its cooling's threshold");
    v.required("cooling", r.cooling, Reference{"coolings"}, "how its PUE follows the climate");
    v.optional("power_limit", r.power_limit, Real{Dimension::power, positive}, "of IT power; without: none");
    v.optional("storage", r.storage, Real{Dimension::bytes, not_negative}, "for data; without: no limit");
    v.defaulted("state", r.state, Word{state_words}, "existing",
                "how far it has come: for what its capital is told under");
    v.optional("energised", r.energised, Text{"2026-07-01T00:00:00+08:00"},
               "when it gets its power; a run that starts before goes without the site; without: long ago");
}

struct PoolInput : RecordInput {
    Field<std::string> site, accelerator;
    Field<std::int64_t> servers, width;
};

template <class Visitor>
void fields(Visitor& v, PoolInput& r) {
    constexpr std::int64_t most = 1'000'000'000;
    v.optional("name", r.name, Text{"hub1/Ascend-910B"}, "'<site>/<accelerator>' by default");
    identity(v, r);
    v.required("site", r.site, Reference{"sites"}, "the site that it belongs to");
    v.required("accelerator", r.accelerator, Reference{"accelerators"}, "its accelerator model");
    v.required("servers", r.servers, Whole{0, most}, "number of servers");
    v.required("width", r.width, Whole{1, most}, "accelerators per server");
}

struct RegionInput : RecordInput {
    Field<std::string> node;
    Field<double> access_delay, access_radius;
    Field<std::vector<NamedNumber>> masses;
};

template <class Visitor>
void fields(Visitor& v, RegionInput& r) {
    constexpr Range on_earth{0.0, 20'000.0, "from 0 km to 20000 km"};
    named(v, r);
    v.required("node", r.node, Reference{"nodes"}, "the node that its people are attached to");
    v.defaulted("access_delay", r.access_delay, Real{Dimension::duration, not_negative}, "0 ms",
                "one-way, between the people and their node");
    v.defaulted("access_radius", r.access_radius, Real{Dimension::length, on_earth}, "0 km",
                "of the disc around the node over which the people are spread: the farther, the later");
    v.optional("masses", r.masses, NamedNumbers{not_negative},
               "what splits national demand over the regions");
}

}  // namespace meridian::scenario
