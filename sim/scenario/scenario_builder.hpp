// Builds the scenario from its records. Each step adds one part to `scenario` and reports what
// is wrong between records; a step that finds an error goes on with what it has, so that all errors are reported.
// Steps run in the order of their declarations.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "models/units/time.hpp"
#include "sim/scenario/name_index.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/setup/component.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::scenario {

// The bounds of what listed jobs ask for, in constant memory: for each class, origin and data home, one job with the
// least and one with the most of everything.
class ListedWork {
public:
    void add(JobDescription const& job);
    [[nodiscard]] std::vector<JobDescription> const& extremes() const { return extremes_; }

private:
    using Kind = std::array<std::uint32_t, 3>;
    std::map<Kind, std::size_t> kinds_;  // position of the least
    std::vector<JobDescription> extremes_;
    Kind last_kind_{};  // jobs that follow each other are often alike
    std::size_t const* last_{nullptr};
};

struct ScenarioBuilder {
    ScenarioInput const& in;
    Problems& problems;
    bool allow_plugins{false};  // programs that do not lie beside the scenario
    Scenario scenario{in.value};

    Table<NodeId, Node> nodes{};  // until the map is made of them
    Table<LinkId, Link> links{};

    ListedWork listed{};
    std::map<std::uint32_t, SourceLocation>
        table_homes{};  // nodes that rows of the table of jobs name, where first

    NameIndex tier_names{"tier", "tiers"};
    NameIndex accelerator_names{"accelerator", "accelerators"};
    NameIndex climate_names{"climate", "climates"};
    NameIndex cooling_names{"cooling", "coolings"};
    NameIndex grid_names{"grid", "grids"};
    NameIndex tou_names{"tou", "tou"};
    NameIndex tariff_names{"tariff", "tariffs"};
    NameIndex node_names{"node", "nodes"};
    NameIndex link_names{"link", "links"};
    NameIndex site_names{"site", "sites"};
    NameIndex pool_names{"pool", "pools"};
    NameIndex event_names{"event", "events"};
    NameIndex region_names{"region", "regions"};
    NameIndex curve_names{"curve", "curves"};
    NameIndex class_names{"class", "classes"};
    NameIndex service_names{"service", "services"};
    NameIndex demand_event_names{"demand event", "demand_events"};
    NameIndex calendar_names{"calendar job", "calendar"};
    NameIndex mass_names{"mass", "masses"};
    NameIndex rule_names{"rule", "rules"};

    [[nodiscard]] SourceLocation start_of_file() const { return in.location(); }
};

// When jobs of a class or requests of a service come.
[[nodiscard]] Arrivals arrivals(ScenarioBuilder& b, ArrivalsDraft const& in);
// The software stacks that accelerators have, so that a misspelt stack is an error.
[[nodiscard]] NameIndex stack_names(ScenarioBuilder const& b);

// Sizes that all jobs of a class have; none: drawn at random, unreadable, or without a default and not written.
struct ConstantSizes {
    std::optional<Milliaccelerators> width;
    std::optional<Duration> runtime;
    std::optional<double> estimate;  // times the runtime
    std::optional<Bytes> input, output;
};
[[nodiscard]] ConstantSizes constant_sizes(ClassRecord const& of);

// The key of a record: its name unless written.
[[nodiscard]] inline std::string const& key_of(NamedDraft const& record, std::string const& name) {
    return record.key.empty() ? name : record.key;
}

// What a record is bought for, if it says its price under `key`.
[[nodiscard]] inline std::optional<Capital> bought(RecordDraft const& record, std::string_view key,
                                                   Capital const& capital) {
    return record.has(key) ? std::optional{capital} : std::nullopt;
}

// So that names of records in lists that cannot be read are not unknown ones.
void expect_unreadable(ScenarioBuilder const& b);
void build_time(ScenarioBuilder& b);  // name, start, zone, horizon, bins, seed
void build_accelerators(ScenarioBuilder& b);
void build_energy(ScenarioBuilder& b);  // climates, coolings, grids, tariffs
void build_map(ScenarioBuilder& b);     // nodes, links
void build_sites(ScenarioBuilder& b);   // tiers, sites, pools
void build_events(ScenarioBuilder& b);
void build_regions(ScenarioBuilder& b);  // masses, regions
void build_curves(ScenarioBuilder& b);
void build_classes(ScenarioBuilder& b);
void build_services(ScenarioBuilder& b);
void build_demand_events(ScenarioBuilder& b);
void build_future(ScenarioBuilder& b);  // changes the demand of classes and services
[[nodiscard]] ListedJob listed_job(ScenarioBuilder& b, JobRecord const& in);  // reports what is wrong
void build_job_table(ScenarioBuilder& b);  // the jobs of a table, before the others
void build_jobs(ScenarioBuilder& b);
void build_components(ScenarioBuilder& b, Vocabulary const& vocabulary);
// Policies that are asked in turn; empty where there is a problem.
[[nodiscard]] PolicyChain choose_policies(Field<Components::Value> const& in, Vocabulary const& vocabulary,
                                          ScenarioBuilder& b);
// Of the value of a `policy` that is one: a plug-in, or composed, with those that are asked then.
[[nodiscard]] Selection build_plugin(Draft const& draft, std::span<ComponentDoc const> policies,
                                     ScenarioBuilder& b);
[[nodiscard]] PolicyChain build_composition(Draft const& draft, Vocabulary const& vocabulary,
                                            ScenarioBuilder& b);
void build_rules(ScenarioBuilder& b, std::span<MeasureDoc const> measures);
void build_provenance(ScenarioBuilder& b);

// Splits classes and services of which a share may not leave its province or city: that share becomes one of
// its own, "office/province", behind the others. The last step: ids are no longer those of the input.
void split_residents(ScenarioBuilder& b);
void check_provinces(ScenarioBuilder& b);  // before that

// Checks that need the whole scenario. Precondition: no problem so far.
void check_connected(ScenarioBuilder const& b);  // every node that sends or receives reaches every other
void check_powered(ScenarioBuilder const& b);    // every site can feed its idle pools
void check_runnable(ScenarioBuilder const& b);   // every class has a pool that could run it
void check_servable(ScenarioBuilder const& b);   // every service has a pool that could hold a replica

}  // namespace meridian::scenario
