// The records of hardware, energy, sites and links, and the declarations of their keys. Each key is read into a
// struct of the models. What needs other records, such as names that it refers to, is kept beside that struct.
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
#include "sim/setup/scenario.hpp"

namespace meridian::scenario {

inline constexpr Enum<Period> periods{{"valley", Period::valley},
                                      {"flat", Period::flat},
                                      {"peak", Period::peak},
                                      {"critical", Period::critical}};
inline constexpr std::array<std::string_view, 6> grade_words{"A", "B", "C", "D", "K", "M"};

// The name of a component and its parameters: `fcfs` or `{name: fcfs_skip, depth: 10}`.
struct ComponentField {
    struct Value {
        Item name;
        std::vector<std::pair<Item, Draft const*>> parameters;
        // It is a policy of the user's: a plug-in (plugin_record.hpp) or composed (composition_record.hpp).
        Draft const* own{nullptr};
    };
    std::string_view sample;
    std::span<ComponentDoc const> Vocabulary::*of;  // the components that it may name
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// One component, or a list of those that are asked in turn.
struct Components {
    using Value = std::vector<ComponentField::Value>;
    std::string_view sample;
    std::span<ComponentDoc const> Vocabulary::*of;
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// The keys that every record may have.
struct NamedDraft : RecordDraft {
    std::string key;  // empty: the name
    Provenance origin{{}, {}, "K", {}};
};

// A record that says a value of the models.
template <class T>
struct RecordOf : NamedDraft {
    T value{};
};

template <class Visitor>
void origin_of_figures(Visitor& v, NamedDraft& r) {
    v.optional("source", r.origin.source, Text{"S22"}, "where the figures come from");
    v.optional("grade", r.origin.grade, Word{grade_words},
               "A official, B press, C weak, D derived, K unverified, M modelling choice");
    v.optional("note", r.origin.note, Text{"2022 average", true}, "remarks on the figures");
}

template <class Visitor>
void identity(Visitor& v, NamedDraft& r) {
    v.optional("key", r.key, Text{"hub-1"}, "stable identity for random streams; the name by default");
    origin_of_figures(v, r);
}

template <class Visitor>
void named(Visitor& v, std::string& name, NamedDraft& r) {
    v.required("name", name, Text{"hub1"}, "the name that other records refer to");
    identity(v, r);
}

// Names in reports; no figure depends on them.
template <class Visitor>
void displayed(Visitor& v, std::string& en, std::string& zh) {
    v.optional("display_name", en, Text{"Hohhot hub"}, "its name in reports in English; without: its name");
    v.optional("name_zh", zh, Text{"呼和浩特枢纽"}, "its name in reports in Chinese; without: as in English");
}

// Of a value of the models with a name and display names.
template <class Visitor, class Value>
void named_in_reports(Visitor& v, Value& value, NamedDraft& r) {
    v.required("name", value.name, Text{"hub1"}, "the name that other records refer to");
    displayed(v, value.display.en, value.display.zh);
    identity(v, r);
}

inline constexpr Whole life_in_years{1, 100};

struct TierRecord : RecordOf<Tier> {
    Capital facility;
};

template <class Visitor>
void fields(Visitor& v, TierRecord& r) {
    named(v, r.value.name, r);
    v.optional("facility", r.facility.cny,
               like(Real{Dimension::price_of_power, not_negative}, "27 MCNY/MW", "1 MCNY/MW", "200 MCNY/MW"),
               "price of shell, power and cooling, per IT power that the site can draw");
    v.defaulted("facility_life_years", r.facility.life_years, like(life_in_years, "15", "2", "60"), "15",
                "of the facility");
    v.defaulted("operations", r.value.operations,
                like(Real{Dimension::fraction, a_share}, "4 %", "0.1 %", "50 %"), "4 %",
                "staff, maintenance and rent of a year, as a share of the facility's price");
    v.defaulted("least_accelerators", r.value.least_accelerators, like(Whole{0, 1'000'000'000}, "10000"), "0",
                "of a site of this tier; a smaller one is an error");
}

template <class Visitor>
void fields(Visitor& v, GroupOf<ByWorkKind<double>>& r) {
    constexpr Range shares{0.0, 1.0, "between 0 and 1"};
    for (auto const& [name, kind] : work_kinds)
        v.defaulted(name, r.value[kind], like(Real{Dimension::fraction, shares}, "0.4"), "0",
                    "share of the peak that this kind of work reaches; 0: it cannot be done");
}

struct AcceleratorRecord : RecordOf<Accelerator> {
    GroupOf<ByWorkKind<double>> efficiency;
    Capital capital;
};

template <class Visitor>
void fields(Visitor& v, AcceleratorRecord& r) {
    Accelerator& a = r.value;
    constexpr Range failing{3600e9, no_bound, "1 h or more"};
    constexpr Range one_peak{0.0, 1e18, "more than 0 and at most 1 EFLOPS", true};
    constexpr Range one_card{0.0, 1e12, "0 W or more and at most 1 MW"};  // in uW
    named(v, a.name, r);
    v.optional("vendor", a.vendor, Text{"Huawei"}, "who makes it");
    v.required("stack", a.stack, Text{"cann"}, "the software stack that a job must accept");
    v.required("fp16_dense", a.fp16_dense,
               like(Real<FlopsPerSecond>{one_peak}, "313 TFLOPS", "1 TFLOPS", "100 PFLOPS"),
               "peak without sparsity");
    v.group("efficiency", r.efficiency,
            "share of the peak that each kind of work reaches: of training the MFU, of inference relative");
    v.required("idle_power", a.idle_power, like(Real<Microwatts>{one_card}, "160 W", "1 W", "5 kW"),
               "IT power of an idle accelerator with its share of the server");
    v.required("busy_power", a.busy_power, like(Real<Microwatts>{one_card}, "700 W", "1 W", "20 kW"),
               "the same of a busy one, at least idle_power");
    v.optional("price", r.capital.cny,
               like(Real{Dimension::money, not_negative}, "200 kCNY", "1 kCNY", "5 MCNY"),
               "of one accelerator, all in: its share of server, network and installation");
    v.defaulted("life_years", r.capital.life_years, like(life_in_years, "5", "1", "15"), "5",
                "until it is replaced");
    v.optional("mtbf", a.mtbf, like(Real<Duration>{failing}, "50000 h", "10 h", "800000 h"),
               "mean time between failures of one, each of which interrupts its gang; without: none");
}

template <class Visitor>
void fields(Visitor& v, RecordOf<Climate>& r) {
    constexpr Range on_earth{-90.0, 60.0, "from -90 degC to 60 degC"};
    named(v, r.value.name, r);
    v.required("monthly_mean", r.value.monthly_mean,
               like(RealArray<Celsius, 12>{on_earth}, "12 degC", "-60 degC", "50 degC"),
               "outdoor temperature of the twelve months");
}

template <class Visitor>
void fields(Visitor& v, RecordOf<Cooling>& r) {
    constexpr Range slopes{0.0, 1.0, "from 0 to 1"};
    constexpr Range at_least_one{1.0, 10.0, "from 1 to 10"};
    constexpr Range on_earth{-90.0, 60.0, "from -90 degC to 60 degC"};
    named(v, r.value.name, r);
    v.defaulted("base", r.value.base, like(Real{Dimension::number, at_least_one}, "1.12", "1", "2.5"), "1.12",
                "PUE at or below the threshold");
    v.defaulted("slope", r.value.slope_per_degree,
                like(Real{Dimension::number, slopes}, "0.010", "0.0001", "0.1"), "0.010",
                "what a degree above the threshold adds to the PUE");
    v.defaulted("threshold", r.value.threshold,
                like(Real<Celsius>{on_earth}, "10 degC", "-20 degC", "40 degC"), "10 degC",
                "outdoor temperature up to which the PUE is its base");
    v.defaulted("overhead", r.value.overhead, like(Real<Microwatts>{drawable}, "50 kW", "1 W", "50 MW"),
                "0 W", "drawn whatever the IT power is");
}

template <class Visitor>
void fields(Visitor& v, RecordOf<Grid>& r) {
    named(v, r.value.name, r);
    v.required("carbon", r.value.location,
               like(Real<KgPerKwh>{not_negative}, "0.58 kg/kWh", "0.001 kg/kWh", "2 kg/kWh"),
               "location-based emission factor");
    v.defaulted("green_share", r.value.green_share, like(Real{Dimension::fraction, a_share}, "30 %"), "0 %",
                "share of the energy that is bought green");
    v.optional("green_premium", r.value.green_premium,
               like(Real<CnyPerKwh>{not_negative}, "0.03 CNY/kWh", "0.0001 CNY/kWh", "1 CNY/kWh"),
               "of green energy above the tariff, as contract or certificate; without: not given, so that no "
               "price of "
               "avoided carbon is reported");
}

// The periods of the day that tariffs share.
struct TouRecord : NamedDraft {
    std::string name;
    std::array<Period, 24> hours = all_flat(), critical_hours = all_flat();
    std::array<bool, 12> critical_months{};  // January first

    [[nodiscard]] static constexpr std::array<Period, 24> all_flat() {
        std::array<Period, 24> hours{};
        hours.fill(Period::flat);
        return hours;
    }
};

template <class Visitor>
void fields(Visitor& v, TouRecord& r) {
    EnumArray<Period, 24> const day{periods};
    named(v, r.name, r);
    v.required("hours", r.hours, day, "the period of each local hour of the day");
    v.optional("critical_hours", r.critical_hours, day, "the period of each local hour in critical_months");
    v.optional("critical_months", r.critical_months, like(Months{}, "7"),
               "months with hours of their own, 1 is January");
}

struct TariffRecord : RecordOf<Tariff> {
    Field<std::string> tou;
    double multiplied{1.0};  // share of the price that value.multiplier, as it is written, multiplies
};

template <class Visitor>
void fields(Visitor& v, TariffRecord& r) {
    auto& [valley, flat, peak, critical] = r.value.multiplier;
    named(v, r.value.name, r);
    v.required("price", r.value.flat_price,
               like(Real<CnyPerKwh>{not_negative}, "0.45 CNY/kWh", "0.01 CNY/kWh", "5 CNY/kWh"),
               "price in flat hours");
    v.optional("tou", r.tou, Reference{"tou"},
               "which hours are valley, peak and critical; without: all flat");
    v.defaulted("multiplied", r.multiplied, like(Real{Dimension::fraction, a_share}, "80 %"), "100 %",
                "part of the price that the hours multiply; the rest, as funds and line losses, stays");
    Real const factor{Dimension::number, Range{0.0, 100.0, "from 0 to 100"}};
    v.optional("valley", valley, like(factor, "0.4", "0.05", "1.5"), "times the price in valley hours");
    v.defaulted("flat", flat, like(factor, "1", "0.3", "3"), "1", "times the price in flat hours");
    v.optional("peak", peak, like(factor, "1.6", "0.5", "5"), "times the price in peak hours");
    v.optional("critical", critical, like(factor, "2", "0.5", "10"), "times the price in critical hours");
}

template <class Visitor>
void fields(Visitor& v, RecordOf<Node>& r) {
    constexpr Range latitudes{-90.0, 90.0, "from -90 to 90"};
    constexpr Range longitudes{-180.0, 180.0, "from -180 to 180"};
    named_in_reports(v, r.value, r);
    v.optional("latitude", r.value.latitude_deg, like(Real{Dimension::angle, latitudes}, "39.9"),
               "degrees north (WGS 84); with 'longitude', for maps and for links without a length or delay");
    v.optional("longitude", r.value.longitude_deg, like(Real{Dimension::angle, longitudes}, "116.4"),
               "degrees east (WGS 84)");
    v.optional("province", r.value.province, Text{"Hebei"},
               "that it lies in, for work whose data may not leave it");
}

struct LinkRecord : RecordOf<Link> {
    Field<std::string> a, b;
    Capital capital;
};

template <class Visitor>
void fields(Visitor& v, LinkRecord& r) {
    Link& link = r.value;
    v.optional("name", link.name, Text{"beijing-tianjin"}, "'<a>-<b>' by default");
    identity(v, r);
    v.required("a", r.a, Reference{"nodes"}, "the node at one end");
    v.required("b", r.b, Reference{"nodes"}, "the node at the other end");
    v.required("capacity", link.capacity,
               like(Real<BytesPerSecond>{positive}, "400 Gbit/s", "1 Mbit/s", "1000 Tbit/s"),
               "lit, in each direction");
    v.defaulted("usable_share", link.usable_share,
                like(Real{Dimension::fraction, positive_share}, "10 %", "0.01 %", "100 %"), "100 %",
                "part of the capacity that this work may use");
    v.optional(
        "length", link.length, like(Real<Kilometres>{positive}, "148 km", "0.1 km", "20000 km"),
        "of the fibre; or give a delay; else, where the scenario has a route_factor and both nodes have "
        "coordinates, the great circle times that");
    v.optional("delay", link.delay, like(Real<Duration>{not_negative}, "1 ms", "1 us", "1 s"),
               "one-way, instead of length x fibre_delay");
    v.defaulted("price", link.price,
                like(Real<CnyPerGigabyte>{not_negative}, "0.05 CNY/GB", "0.0001 CNY/GB", "20 CNY/GB"),
                "0 CNY/GB", "of data carried");
    v.defaulted("lease", link.lease,
                like(Real<CnyPerGbpsMonth>{not_negative}, "1500 CNY/Gbps/month", "1 CNY/Gbps/month",
                     "1000000 CNY/Gbps/month"),
                "0 CNY/Gbps/month", "of the usable capacity, carried or not");
    v.defaulted("energy", link.energy,
                like(Real<JoulesPerBit>{not_negative}, "20 nJ/bit", "0.01 nJ/bit", "100000 nJ/bit"),
                "0 nJ/bit", "of data carried");
    v.defaulted("fixed_power", link.fixed_power, like(Real<Microwatts>{drawable}, "50 W", "1 W", "10 MW"),
                "0 W", "drawn whether data are carried or not");
    v.optional("capital", r.capital.cny,
               like(Real{Dimension::money, not_negative}, "80 MCNY", "10 kCNY", "100000 MCNY"),
               "price of fibre and equipment, of which this work bears its usable_share; without: leased");
    v.defaulted("capital_life_years", r.capital.life_years, like(life_in_years, "20", "1", "60"), "20",
                "of them");
}

inline constexpr Enum<SiteState> site_states{{"existing", SiteState::existing},
                                             {"committed", SiteState::committed},
                                             {"candidate", SiteState::candidate}};

struct SiteRecord : RecordOf<Site> {
    Field<std::string> node, tier, tariff, grid, climate, cooling;
    std::optional<std::int64_t> energised;  // Unix time
};

template <class Visitor>
void fields(Visitor& v, SiteRecord& r) {
    named_in_reports(v, r.value, r);
    v.required("node", r.node, Reference{"nodes"}, "the node that it stands at");
    v.optional("tier", r.tier, Reference{"tiers"}, "its tier; may be left out if there is only one");
    v.required("tariff", r.tariff, Reference{"tariffs"}, "what its energy costs");
    v.required("grid", r.grid, Reference{"grids"}, "where its energy comes from");
    v.optional("climate", r.climate, Reference{"climates"}, "without: as cold as its cooling's threshold");
    v.required("cooling", r.cooling, Reference{"coolings"}, "how its PUE follows the climate");
    v.optional("power_limit", r.value.power_limit,
               like(Real<Microwatts>{positive}, "20 MW", "500 W", "10 GW"), "of IT power; without: none");
    v.optional("storage", r.value.storage, like(Real<Bytes>{not_negative}, "20 PB", "1 GB", "5 EB"),
               "for data; without: no limit");
    v.defaulted("state", r.value.state, site_states, "existing",
                "existing, committed or candidate; capital is reported by state");
    v.optional("energised", r.energised, Instant{"2026-07-01T00:00:00+08:00"},
               "when it gets its power; a run that starts before goes without the site; without: long ago");
}

struct PoolRecord : RecordOf<Pool> {
    Field<std::string> site, accelerator;
};

template <class Visitor>
void fields(Visitor& v, PoolRecord& r) {
    constexpr std::int64_t most = 1'000'000'000;
    v.optional("name", r.value.name, Text{"hub1/Ascend-910B"}, "'<site>/<accelerator>' by default");
    identity(v, r);
    v.required("site", r.site, Reference{"sites"}, "the site that it belongs to");
    v.required("accelerator", r.accelerator, Reference{"accelerators"}, "its accelerator model");
    v.required("servers", r.value.servers, like(Whole{0, most}, "64", "1", "1000000"), "number of servers");
    v.required("width", r.value.width, like(Whole{1, most}, "8", "1", "1024"), "accelerators per server");
}

struct RegionRecord : RecordOf<DemandRegion> {
    Field<std::string> node;
    Kilometres access_radius;
    Field<std::vector<NamedNumber>> masses;
};

template <class Visitor>
void fields(Visitor& v, RegionRecord& r) {
    constexpr Range on_earth{0.0, 20'000.0, "from 0 km to 20,000 km"};
    named_in_reports(v, r.value, r);
    v.required("node", r.node, Reference{"nodes"}, "the node that its people are attached to");
    v.defaulted("access_delay", r.value.access_delay,
                like(Real<Duration>{not_negative}, "2 ms", "1 us", "1 s"), "0 ms",
                "one-way, between the people and their node");
    v.defaulted("access_radius", r.access_radius,
                like(Real<Kilometres>{on_earth}, "72 km", "0.1 km", "5000 km"), "0 km",
                "of the disc around the node over which the people are spread: the farther, the later");
    v.optional("masses", r.masses, NamedNumbers{not_negative},
               "what splits national demand over the regions");
}

}  // namespace meridian::scenario
