#include "sim/scenario/key_aliases.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace meridian::scenario {
namespace {

constexpr std::string_view pue_fix =
    "remove it: the 'cooling' that the site names says the PUE, as in 'coolings: [{name: hall, base: 1.2, "
    "slope: 0}]'";
constexpr std::string_view price_fix =
    "remove it: the 'tariff' that the site names says the price, as in 'tariffs: [{name: west, price: 0.38 "
    "CNY/kWh}]'";
constexpr std::string_view carbon_fix =
    "remove it: the 'grid' that the site names says the carbon, as in 'grids: [{name: north, carbon: 0.6 "
    "kg/kWh}]'";
constexpr std::string_view accelerators_fix =
    "write 'servers' and 'width', accelerators per server: 512 of them are 'servers: 64, width: 8'";
constexpr std::string_view rate_of_jobs = "write 'arrivals: {rate: 300 /d}'";
constexpr std::string_view rate_of_requests = "write 'requests: {rate: 30 /s}'";
constexpr std::string_view population_fix = "write 'masses: {population: 2186}'";
constexpr std::string_view value_fix = "write 'value: {per_accelerator_hour: 3 CNY/acc-h}'";
constexpr std::string_view sites_pools =
    "list accelerators under 'pools', as '{site: hub, accelerator: MODEL, servers: 64, width: 8}'";

constexpr auto aliases = std::to_array<KeyAlias>({
    {"scenario", "title", "name"},
    {"scenario", "version", "meridian"},
    {"scenario", "tz", "timezone"},
    {"scenario", "time_zone", "timezone"},
    {"scenario", "begin", "start"},
    {"scenario", "duration", "horizon"},
    {"scenario", "length", "horizon"},
    {"scenario", "days", "horizon", "write 'horizon: 7 d'"},
    {"scenario", "warm_up", "warmup"},
    {"scenario", "scheduler", "policy"},
    {"scenario", "gpus", "accelerators"},
    {"scenario", "hardware", "accelerators"},
    {"scenario", "cities", "nodes"},
    {"scenario", "locations", "nodes"},
    {"scenario", "edges", "links"},
    {"scenario", "cables", "links"},
    {"scenario", "datacenters", "sites"},
    {"scenario", "datacentres", "sites"},
    {"scenario", "data_centers", "sites"},
    {"scenario", "clusters", "pools"},
    {"scenario", "users", "regions"},
    {"scenario", "demand", "classes", "write 'classes' for jobs, 'services' for requests"},
    {"scenario", "workloads", "classes"},
    {"scenario", "prices", "tariffs"},
    {"scenario", "carbon", "grids"},
    {"scenario", "interest_rate", "discount_rate"},
    {"scenario", "wacc", "discount_rate"},
    {"tier", "price", "facility"},
    {"tier", "capex", "facility"},
    {"tier", "opex", "operations"},
    {"accelerator", "tdp", "busy_power"},
    {"accelerator", "power", "busy_power"},
    {"accelerator", "max_power", "busy_power"},
    {"accelerator", "idle", "idle_power"},
    {"accelerator", "flops", "fp16_dense"},
    {"accelerator", "tflops", "fp16_dense"},
    {"accelerator", "fp16", "fp16_dense"},
    {"accelerator", "peak", "fp16_dense"},
    {"accelerator", "cost", "price"},
    {"accelerator", "capex", "price"},
    {"accelerator", "lifetime", "life_years"},
    {"accelerator", "life", "life_years"},
    {"accelerator", "mfu", "efficiency", "write 'efficiency: {training: 0.4, inference: 0.8}'"},
    {"accelerator", "framework", "stack"},
    {"climate", "temperature", "monthly_mean"},
    {"climate", "temperatures", "monthly_mean"},
    {"cooling", "pue", "base"},
    {"grid", "emissions", "carbon"},
    {"grid", "carbon_intensity", "carbon"},
    {"grid", "co2", "carbon"},
    {"grid", "green", "green_share"},
    {"tariff", "cost", "price"},
    {"tariff", "energy_price", "price"},
    {"tariff", "electricity", "price"},
    {"tariff", "off_peak", "valley"},
    {"node", "lat", "latitude"},
    {"node", "lon", "longitude"},
    {"node", "lng", "longitude"},
    {"node", "long", "longitude"},
    {"node", "x", "longitude"},
    {"node", "y", "latitude"},
    {"node", "state", "province"},
    {"link", "from", "a"},
    {"link", "to", "b"},
    {"link", "src", "a"},
    {"link", "dst", "b"},
    {"link", "target", "b"},
    {"link", "destination", "b"},
    {"link", "node_a", "a"},
    {"link", "node_b", "b"},
    {"link", "bandwidth", "capacity"},
    {"link", "bw", "capacity"},
    {"link", "speed", "capacity"},
    {"link", "rate", "capacity"},
    {"link", "latency", "delay"},
    {"link", "distance", "length"},
    {"link", "km", "length", "write 'length: 148 km'"},
    {"link", "cost", "price"},
    {"link", "utilisation", "usable_share"},
    {"event", "start", "from"},
    {"event", "at", "from"},
    {"event", "to", "until"},
    {"event", "end", "until"},
    {"event", "duration", "for"},
    {"event", "mttr", "repair"},
    {"event", "radius", "within"},
    {"site", "location", "node"},
    {"site", "city", "node"},
    {"site", "type", "tier"},
    {"site", "power", "power_limit"},
    {"site", "max_power", "power_limit"},
    {"site", "capacity", "power_limit"},
    {"site", "price", "tariff", price_fix},
    {"site", "electricity", "tariff", price_fix},
    {"site", "energy_price", "tariff", price_fix},
    {"site", "carbon", "grid", carbon_fix},
    {"site", "pue", "cooling", pue_fix},
    {"site", "gpus", "", sites_pools},
    {"site", "accelerators", "", sites_pools},
    {"site", "opens", "energised"},
    {"pool", "gpus", "servers width", accelerators_fix},
    {"pool", "cards", "servers width", accelerators_fix},
    {"pool", "accelerators", "servers width", accelerators_fix},
    {"pool", "count", "servers width", accelerators_fix},
    {"pool", "nodes", "servers"},
    {"pool", "model", "accelerator"},
    {"pool", "gpu", "accelerator"},
    {"pool", "gpus_per_server", "width"},
    {"pool", "gpus_per_node", "width"},
    {"region", "city", "node"},
    {"region", "population", "masses", population_fix},
    {"region", "weight", "masses", population_fix},
    {"region", "radius", "access_radius"},
    {"region", "latency", "access_delay"},
    {"curve", "weekday", "hours"},
    {"curve", "weights", "hours"},
    {"arrivals", "per_hour", "rate", "write 'rate: 30 /h'"},
    {"arrivals", "mean", "rate"},
    {"requests", "per_second", "rate", "write 'rate: 30 /s'"},
    {"requests", "mean", "rate"},
    {"requests", "qps", "rate", "write 'rate: 30 /s'"},
    {"class", "type", "kind"},
    {"class", "rate", "arrivals", rate_of_jobs},
    {"class", "gpus", "accelerators"},
    {"class", "cards", "accelerators"},
    {"class", "width", "accelerators"},
    {"class", "duration", "runtime"},
    {"class", "time", "runtime"},
    {"class", "deadline", "objective"},
    {"class", "slo", "objective"},
    {"class", "latency", "objective"},
    {"class", "price", "value"},
    {"class", "frameworks", "stacks"},
    {"class", "data", "input"},
    {"class", "checkpoint_interval", "checkpoint"},
    {"class", "preemptable", "preemptible"},
    {"service", "rate", "requests", rate_of_requests},
    {"service", "qps", "requests", rate_of_requests},
    {"service", "arrivals", "requests"},
    {"service", "gpus", "accelerators"},
    {"service", "cards", "accelerators"},
    {"service", "deadline", "objective"},
    {"service", "slo", "objective"},
    {"service", "latency", "objective"},
    {"service", "price", "value", value_fix},
    {"service", "batch", "slots"},
    {"service", "concurrency", "slots"},
    {"service", "startup", "start_up"},
    {"job", "arrival", "at"},
    {"job", "start", "at"},
    {"job", "submit", "at"},
    {"job", "gpus", "accelerators"},
    {"job", "cards", "accelerators"},
    {"job", "duration", "runtime"},
    {"job", "region", "origin"},
    {"calendar job", "start", "opens"},
    {"calendar job", "at", "opens"},
    {"calendar job", "deadline", "start_by"},
    {"calendar job", "gpus", "accelerators"},
    {"calendar job", "duration", "runtime"},
    {"calendar job", "region", "origin"},
    {"rule", "metric", "measure"},
    {"rule", "min", "at_least"},
    {"rule", "max", "at_most"},
    {"study", "title", "name"},
    {"study", "base", "scenario"},
    {"study", "version", "study"},
    {"study", "repetitions", "replications"},
    {"study", "kpis", "metrics"},
    {"axis", "min", "from"},
    {"axis", "max", "to"},
    {"input", "min", "low"},
    {"input", "max", "high"},
    {"input", "from", "low"},
    {"input", "to", "high"},
});

std::string plain(std::string_view written) {
    std::string text;
    for (char const c : written) {
        bool const is_capital = c >= 'A' && c <= 'Z';
        text += is_capital ? static_cast<char>(c - 'A' + 'a') : c == '-' || c == ' ' ? '_' : c;
    }
    return text;
}

}  // namespace

std::span<KeyAlias const> key_aliases() {
    return aliases;
}

KeyAlias const* find_alias(std::string_view record, std::string_view written) {
    auto const alias = plain(written);
    auto const found = std::ranges::find_if(
        aliases, [&](KeyAlias const& one) { return one.record == record && one.alias == alias; });
    return found == aliases.end() ? nullptr : &*found;
}

}  // namespace meridian::scenario
