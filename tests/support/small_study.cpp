#include "tests/support/small_study.hpp"

#include <stdexcept>

namespace meridian::testing {
namespace {

// Energy costs 0.6 CNY/kWh in the town and 0.3 CNY/kWh far away. A hall for 8 kW costs 40 CNY a day in the
// town and 41.6 CNY far away: 3,650 and 3,796 CNY/kW over two years at no interest. Cards of 36,500 CNY over
// a year: 100 CNY a day each.
constexpr auto base = R"(meridian: 1
name: One town
start: 2025-01-06T00:00:00+00:00
horizon: 1 d
warmup: 1 h
discount_rate: 0 %
tiers:
  - {name: near, facility: 3650 CNY/kW, facility_life_years: 2, operations: 0 %}
  - {name: far, facility: 3796 CNY/kW, facility_life_years: 2, operations: 0 %}
accelerators:
  - {name: card, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {training: 0.5}, idle_power: 0 W, busy_power: 400 W,
     price: 36.5 kCNY, life_years: 1}
coolings: [{name: hall, base: 1, slope: 0, threshold: 10 degC, overhead: 0 W}]
grids: [{name: grid, carbon: 0.5 kg/kWh}]
tariffs: [{name: dear, price: 0.6 CNY/kWh}, {name: cheap, price: 0.3 CNY/kWh, source: S1}]
nodes: [{name: town, latitude: 40.0, longitude: 116.0}, {name: desert, latitude: 40.0, longitude: 106.0}]
links: [{a: town, b: desert, capacity: 100 Gbit/s, length: 1000 km}]
sites: {table: sites.csv}
pools: {table: pools.csv}
regions: [{name: people, node: town}]
classes:
  - {name: work, kind: training, arrivals: {rate: 60 /d}, accelerators: 1, runtime: {exponential: {mean: 2 h}}}
)";

constexpr auto near_sites = R"(name,node,tier,tariff,grid,cooling,power_limit [kW]
east,town,near,dear,grid,hall,8
)";
constexpr auto near_pools = R"(site,accelerator,servers,width
east,card,5,2
)";
constexpr auto far_sites = R"(name,node,tier,tariff,grid,cooling,power_limit [kW]
west,desert,far,cheap,grid,hall,8
)";
constexpr auto far_pools = R"(site,accelerator,servers,width
west,card,5,2
)";
constexpr auto both_sites = R"(name,node,tier,tariff,grid,cooling,power_limit [kW]
east,town,near,dear,grid,hall,3.2
west,desert,far,cheap,grid,hall,4.8
)";
constexpr auto both_pools = R"(site,accelerator,servers,width
east,card,2,2
west,card,3,2
)";

constexpr auto study = R"(study: 1
name: A town and a desert
scenario: base.yaml
axes:
  - {name: layout, layouts: [near.yaml, far.yaml, both.yaml]}
  - {name: policy, policies: [nearest_user, least_loaded]}
  - {name: load, role: future, path: future.scale.work, values: [1, 1.5]}
baseline: {layout: near}
budget: {measure: accelerators, equals: baseline}
replications: 4
)";

}  // namespace

SmallStudy::SmallStudy() {
    write("base.yaml", base);
    write("sites.csv", near_sites);
    write("pools.csv", near_pools);
    write("far_sites.csv", far_sites);
    write("far_pools.csv", far_pools);
    write("both_sites.csv", both_sites);
    write("both_pools.csv", both_pools);
    write("near.yaml", "include: base.yaml\nname: Near\n");
    write("far.yaml",
          "include: base.yaml\nname: Far\nsites: {table: far_sites.csv, replace: true}\npools: {table: "
          "far_pools.csv, replace: true}\n");
    write("both.yaml",
          "include: base.yaml\nname: Both\nsites: {table: both_sites.csv, replace: true}\npools: {table: "
          "both_pools.csv, replace: true}\n");
    write("study.yaml", study);
}

void SmallStudy::change(std::string const& name, std::string const& from, std::string const& to) const {
    std::string text = read_file(file(name));
    auto const at = text.find(from);
    if (at == std::string::npos) throw std::logic_error{"there is no '" + from + "' in " + name};
    text.replace(at, from.size(), to);
    write(name, text);
}

}  // namespace meridian::testing
