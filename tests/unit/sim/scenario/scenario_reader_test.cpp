#include <cmath>
#include <numeric>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

WorkloadClass const& first_class(Scenario const& s) {
    return s.classes[ClassId{0}];
}

}  // namespace

TEST_CASE("a scenario is read into base units with its defaults filled in", "[scenario]") {
    WrittenFiles const folder;
    auto const reading = read(folder.write("s.yaml", good_scenario));
    auto const& s = good(folder, reading);

    CHECK(s.name == "base");
    // 2025-01-06T00:00:00Z is day 20094 since 1970: 20094 x 86400 = 1,736,121,600 s; minus 8 h.
    CHECK(s.start_unix_s == 1'736'121'600 - 8 * 3600);
    CHECK(s.timezone == "UTC");
    CHECK(s.horizon == std::chrono::hours{24});
    CHECK(s.warmup == Duration::zero());
    CHECK(s.end == EndRule::drain);
    CHECK(s.seed == 1);
    CHECK(s.run == 0);
    CHECK(s.bin == std::chrono::hours{1});
    CHECK(s.policy.front().name == "nearest_user");
    CHECK(s.policy.front().parameters ==
          ParameterValues{{"by", "delay"}, {"spare", 0.1}});  // reach has no default
    CHECK(s.discipline.name == "fcfs");
    CHECK(s.network.name == "fluid");
    CHECK(s.reference == AcceleratorId{0});

    REQUIRE(s.map.links().size() == 1);
    auto const& link = s.map.links()[LinkId{0}];
    CHECK(link.name == "beijing-tianjin");
    CHECK(link.key == "beijing-tianjin");
    CHECK(link.delay == Duration{725'200});        // 148 km x 4900 ns/km
    CHECK(link.capacity == BytesPerSecond{5e10});  // 400e9 / 8
    CHECK(link.usable_share == 1.0);

    auto const& site = s.sites[SiteId{0}];
    CHECK(s.tiers[site.tier].name == "site");
    CHECK_FALSE(site.climate.valid());
    CHECK_FALSE(site.power_limit.has_value());
    CHECK(s.pools[PoolId{0}].name == "hub1/card");
    CHECK(s.pools[PoolId{0}].capacity() == Milliaccelerators{16'000});
    CHECK(s.accelerators[s.reference].busy_power == Microwatts{500'000'000});
    CHECK(s.coolings[site.cooling].base == 1.12);
    for (auto const period : s.tariffs[site.tariff].hours)
        CHECK(period == Period::flat);

    CHECK(s.masses == std::vector<std::string>{"gdp"});
    CHECK(s.regions[RegionId{0}].masses == std::vector<double>{16737.0});
    auto const& batch = first_class(s);
    CHECK(batch.arrivals.rate.count() == Approx(10.0 / 3600.0));
    CHECK(batch.arrivals.mass == 0);
    CHECK_FALSE(batch.arrivals.curve.valid());
    CHECK(std::get<Constant>(batch.accelerators.shape).value == 1.0);
    CHECK(std::get<Constant>(batch.runtime.shape).value == 7200.0);
    CHECK(std::get<Constant>(batch.input.shape).value == 0.0);
    CHECK(batch.input_home.kind == HomeKind::origin);
}

TEST_CASE("every shape of a size is read", "[scenario]") {
    WrittenFiles const folder;
    auto const runtime = [&](std::string const& text) {
        auto const changed = good_but("runtime: 2 h", "runtime: " + text);
        return first_class(good(folder, read(folder.write("s.yaml", changed)))).runtime;
    };
    auto const uniform = std::get<Uniform>(runtime("{uniform: {low: 1 min, high: 1 h}}").shape);
    CHECK(uniform.low == 60.0);
    CHECK(uniform.high == 3600.0);
    CHECK(std::get<Exponential>(runtime("{exponential: {mean: 1 h}}").shape).mean == 3600.0);
    auto const bounded = runtime("{lognormal: {median: 2 h, sigma: 1.2}, at_least: 2 min, at_most: 48 h}");
    CHECK(std::get<LogNormal>(bounded.shape).median == 7200.0);
    CHECK(std::get<LogNormal>(bounded.shape).sigma == 1.2);
    CHECK(bounded.at_least == 120.0);
    CHECK(bounded.at_most == 172'800.0);
    CHECK(std::get<Pareto>(runtime("{pareto: {minimum: 1 s, shape: 1.5}}").shape).shape == 1.5);

    // Values in rising order, weights 2 + 6 = 8: 6 / 8 = 0.75.
    auto const choice = std::get<Choice>(runtime("{choice: {\"1 h\": 2, \"1 min\": 6}}").shape);
    CHECK(choice.values == std::vector<double>{60.0, 3600.0});
    CHECK(choice.cumulative == std::vector<double>{0.75, 1.0});
}

TEST_CASE("a size without an end of its own cannot be drawn beyond whole numbers", "[scenario]") {
    WrittenFiles const folder;
    auto const changed =
        good_but("runtime: 2 h", "runtime: 2 h, input: {lognormal: {median: 1 TB, sigma: 5}}");
    // exp(8.2 x 5) TB = 6.4e17 TB is beyond the 1e17 bytes that a size may have.
    auto const reading = read(folder.write("s.yaml", changed));
    CHECK(first_class(good(folder, reading)).input.at_most == 1e17);
    auto const modest =
        good_but("runtime: 2 h", "runtime: 2 h, input: {lognormal: {median: 1 TB, sigma: 1}}");
    CHECK(first_class(good(folder, read(folder.write("s.yaml", modest)))).input.at_most > 1e17);
}

TEST_CASE("curves have mean 1 over the week", "[scenario]") {
    WrittenFiles const folder;
    auto const day = [](std::string const& weight) {
        std::string list = "[" + weight;
        for (int h = 1; h < 24; ++h)
            list += ", " + weight;
        return list + "]";
    };
    auto const curve =
        fmt::format("curves: [{{name: c, hours: {}, weekend: {}}}]\nclasses:", day("3"), day("1"));
    auto const reading = read(folder.write("s.yaml", good_but("classes:", curve)));
    auto const& weight = good(folder, reading).curves[CurveId{0}].weight;
    // (5 x 3 + 2 x 1) / 7 = 17 / 7, so working days have 3 x 7 / 17 and weekends 7 / 17.
    CHECK(weight[0] == Approx(21.0 / 17.0));
    CHECK(weight[119] == Approx(21.0 / 17.0));
    CHECK(weight[120] == Approx(7.0 / 17.0));
    CHECK(std::accumulate(weight.begin(), weight.end(), 0.0) == Approx(168.0));
}

TEST_CASE("periods of the day may be repeated by a count", "[scenario]") {
    WrittenFiles const folder;
    auto const text = good_but(
        "tariffs: [{name: flat, price",
        "tou: [{name: t, hours: valley x8 flat x8 peak x8, critical_hours: [valley x8, flat x15, critical],\n"
        "       critical_months: [7, 8]}]\n"
        "tariffs: [{name: flat, tou: t, valley: 0.5, peak: 1.5, critical: 2, price");
    auto const reading = read(folder.write("s.yaml", text));
    auto const& tariff = good(folder, reading).tariffs[TariffId{0}];
    CHECK(tariff.hours[7] == Period::valley);
    CHECK(tariff.hours[8] == Period::flat);
    CHECK(tariff.hours[23] == Period::peak);
    CHECK(tariff.critical_month[6]);
    CHECK_FALSE(tariff.critical_month[8]);
    CHECK(price(tariff, 6, 23).count() == Approx(1.2));  // 2 x 0.6
    CHECK(price(tariff, 0, 23).count() == Approx(0.9));  // 1.5 x 0.6
}

TEST_CASE("listed jobs take from their class what they do not say, and come in order", "[scenario]") {
    WrittenFiles const folder;
    auto const text =
        good_but("by: gdp}, runtime: 2 h}",
                 "by: gdp}, runtime: 2 h, accelerators: 4, input: 10 GB, input_home: {node: beijing}}\n"
                 "jobs:\n"
                 "  - {class: batch, origin: Tianjin, at: 10 s}\n"
                 "  - {class: batch, origin: Tianjin, at: 5 s, accelerators: 2, runtime: 100 ms,\n"
                 "     input: 0 B, output: 1 MB, input_home: tianjin}");
    auto const reading = read(folder.write("s.yaml", text));
    auto const& jobs = good(folder, reading).listed_jobs;
    REQUIRE(jobs.size() == 2);
    CHECK(jobs[0].arrival == at(std::chrono::seconds{5}));
    CHECK(jobs[0].job.width == Milliaccelerators{2000});
    CHECK(jobs[0].job.runtime == std::chrono::milliseconds{100});
    CHECK(jobs[0].job.input == Bytes{0});
    CHECK(jobs[0].job.output == Bytes{1'000'000});
    CHECK(jobs[0].job.input_home == NodeId{1});
    CHECK(jobs[1].job.width == Milliaccelerators{4000});
    CHECK(jobs[1].job.runtime == std::chrono::hours{2});
    CHECK(jobs[1].job.input == Bytes{10'000'000'000});
    CHECK(jobs[1].job.output == Bytes{0});
    CHECK(jobs[1].job.input_home == NodeId{0});
}

TEST_CASE("users' estimates are multiples of the run time, or given job by job", "[scenario]") {
    WrittenFiles const folder;
    auto const plain = read(folder.write("plain.yaml", good_scenario));
    CHECK(std::get<Constant>(first_class(good(folder, plain)).estimate.shape).value == 1.0);
    auto const text = good_but("runtime: 2 h}",
                               "runtime: 2 h, estimate: 1.5}\n"
                               "jobs:\n"
                               "  - {class: batch, origin: Tianjin, at: 1 s}\n"
                               "  - {class: batch, origin: Tianjin, at: 2 s, runtime: 1 h}\n"
                               "  - {class: batch, origin: Tianjin, at: 3 s, estimate: 10 min}");
    auto const reading = read(folder.write("s.yaml", text));
    auto const& s = good(folder, reading);
    CHECK(std::get<Constant>(first_class(s).estimate.shape).value == 1.5);
    REQUIRE(s.listed_jobs.size() == 3);
    CHECK(s.listed_jobs[0].job.estimate == std::chrono::hours{3});     // 1.5 x 2 h
    CHECK(s.listed_jobs[1].job.estimate == std::chrono::minutes{90});  // 1.5 x 1 h
    CHECK(s.listed_jobs[2].job.estimate == std::chrono::minutes{10});
    auto const drawn = good_but("runtime: 2 h", "runtime: 2 h, estimate: {lognormal: {median: 2, sigma: 1}}");
    auto const drawn_reading = read(folder.write("drawn.yaml", drawn));
    CHECK(std::get<LogNormal>(first_class(good(folder, drawn_reading)).estimate.shape).median == 2.0);
}

TEST_CASE("includes merge deep, later ones win over earlier ones and the file over all", "[scenario]") {
    WrittenFiles const folder;
    folder.write("part/one.yaml",
                 "seed: 11\nrun: 12\nwarmup: 1 h\npolicy: {name: nearest_user, reach: 1 ms, spare: 20 %}\n");
    folder.write("part/two.yaml", "include: three.yaml\nseed: 21\npolicy: {reach: 2 ms}\n");
    folder.write("part/three.yaml", "seed: 31\nend: cut\nname: three\ntiers: [{name: hub}]\n");
    auto const text =
        good_but("name: base", "name: base\ninclude: [part/one.yaml, part/two.yaml]\nwarmup: 2 h");
    auto const reading = read(folder.write("s.yaml", text));
    auto const& s = good(folder, reading);
    CHECK(s.name == "base");                   // own
    CHECK(s.warmup == std::chrono::hours{2});  // own over one
    CHECK(s.seed == 21);                       // two over one, two over its own include
    CHECK(s.run == 12);                        // one alone
    CHECK(s.end == EndRule::cut);              // three through two
    CHECK(s.tiers[TierId{0}].name == "hub");
    CHECK(s.policy.front().parameters.at("reach") == ParameterValue{2ms});  // deep: two over one
    CHECK(s.policy.front().parameters.at("spare") == ParameterValue{0.2});  // deep: one alone
}

TEST_CASE("a base that two includes stand on counts once, below both", "[scenario]") {
    WrittenFiles const folder;
    folder.write("base.yaml", "seed: 1\nrun: 1\nend: cut\n");
    folder.write("layout.yaml", "include: base.yaml\nseed: 2\n");
    folder.write("future.yaml", "include: base.yaml\nrun: 3\n");
    for (std::string const includes : {"[layout.yaml, future.yaml]", "[future.yaml, layout.yaml]"}) {
        auto const text = good_but("name: base", "name: base\ninclude: " + includes);
        auto const reading = read(folder.write("s.yaml", text));
        auto const& s = good(folder, reading);
        CAPTURE(includes);
        CHECK(s.seed == 2);
        CHECK(s.run == 3);
        CHECK(s.end == EndRule::cut);
    }
}

TEST_CASE("services may be a table", "[scenario]") {
    WrittenFiles const folder;
    std::string const kinds = "efficiency: {training: 0.4, inference: 0.5}";
    std::string text = good_but("efficiency: {training: 0.4}", kinds);
    auto const with = [&](std::string const& services) {
        std::string changed = text;
        return changed.replace(changed.find("classes:"), 0, services);
    };
    folder.write("services.csv",
                 "name,requests.rate,requests.by,prefill,objective,target\nchat,2 /s,gdp,50 /s,4 s,90 %\n");
    auto const from_table = read(folder.write("table.yaml", with("services: {table: services.csv}\n")));
    auto const from_list = read(folder.write(
        "list.yaml", with("services:\n  - {name: chat, requests: {rate: 2 /s, by: gdp}, prefill: 50 /s, "
                          "objective: 4 s, target: 90 %}\n")));
    good(folder, from_list);
    good(folder, from_table);
    CHECK(resolved_yaml(from_table.resolved) == resolved_yaml(from_list.resolved));
}

TEST_CASE("a table says the same as a list of records", "[scenario]") {
    WrittenFiles const folder;
    auto const nodes =
        "nodes:\n  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
        "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n";
    auto const inline_text = good_but(
        "regions:\n  - {name: Tianjin, node: tianjin, masses: {gdp: 16737}}",
        "climates:\n  - {name: c, monthly_mean: [-1.5 degC, 0 degC, 1 degC, 2 degC, 3 degC, 4 degC, 5 degC, "
        "6 degC, 7 degC, 8 degC, 9 degC, 10 degC], note: \"cold, dry\"}\n"
        "regions:\n  - {name: Tianjin, node: tianjin, masses: {gdp: 16737}}");
    auto table_text = inline_text;
    table_text.replace(table_text.find(nodes), std::string_view{nodes}.size(),
                       "nodes: {table: data/nodes.csv}\n");
    auto const cut = [&](std::string_view from, std::string_view to, std::string_view instead) {
        auto const begin = table_text.find(from);
        table_text.replace(begin, table_text.find(to, begin) - begin, instead);
    };
    cut("climates:", "regions:", "climates: {table: data/climates.csv}\n");
    cut("regions:", "classes:", "regions: {table: data/regions.csv}\n");
    // A byte order mark, comments, blank lines, line ends of Windows, spaces, empty cells, quotes.
    folder.write("data/nodes.csv",
                 "\xEF\xBB\xBF# where they are\r\nname,latitude,longitude,note\r\nbeijing,39.9,116.4,\r\n\r\n"
                 "\"tianjin\", 39.1 ,117.2,");
    folder.write("data/climates.csv",
                 "name,monthly_mean [degC],note\nc,-1.5 0 1 2 3 4 5 6 7 8 9 10,\"cold, dry\"\n");
    folder.write("data/regions.csv", "name,node,masses.gdp\nTianjin,tianjin,16737\n");
    auto const from_list = read(folder.write("list.yaml", inline_text));
    auto const from_table = read(folder.write("table.yaml", table_text));
    good(folder, from_list);
    good(folder, from_table);
    CHECK(resolved_yaml(from_table.resolved) == resolved_yaml(from_list.resolved));
}

TEST_CASE("overrides reach records by name and by number, and remove", "[scenario]") {
    WrittenFiles const folder;
    auto const text =
        good_but("  - {name: hub1, node: beijing,", "  - {name: hub.1, power_limit: 1 W, node: beijing,");
    auto changed = text;
    changed.replace(changed.find("site: hub1"), 10, "site: hub.1");
    auto const file = folder.write("s.yaml", changed);
    auto const reading = read_set(
        file, {"horizon=2 d", "sites.hub.1.power_limit=5 MW", "pools.0.servers=3",
               "classes.batch.arrivals.rate=48 /d", "regions.Tianjin.masses.people=7", "policy=nearest_user",
               "policy.reach=3 ms", "classes.batch.runtime={uniform: {low: 1 h, high: 2 h}}", "horizon=3 d"});
    auto const& s = good(folder, reading);
    CHECK(s.horizon == std::chrono::hours{72});
    CHECK(s.sites[SiteId{0}].power_limit == Microwatts{5'000'000'000'000});
    CHECK(s.pools[PoolId{0}].servers == 3);
    CHECK(first_class(s).arrivals.rate.count() == Approx(48.0 / 86400.0));
    CHECK(s.masses == std::vector<std::string>{"gdp", "people"});
    CHECK(s.policy.front().parameters.at("reach") == ParameterValue{3ms});
    CHECK(std::holds_alternative<Uniform>(first_class(s).runtime.shape));

    auto const without = read_set(file, {"sites.0.power_limit=~"});
    CHECK_FALSE(good(folder, without).sites[SiteId{0}].power_limit.has_value());
}

TEST_CASE("anchors repeat values, and a key may hold what looks like nothing or a number", "[scenario]") {
    WrittenFiles const folder;
    auto const text = good_but(
        "horizon: 1 d", "horizon: &day 1 d\ntimeseries_bin: *day\ntiers: [{name: \"null\"}, {name: 010}]");
    auto const reading = read_set(folder.write("s.yaml", text), {"sites.hub1.tier='010'"});
    auto const& s = good(folder, reading);
    CHECK(s.bin == std::chrono::hours{24});
    CHECK(s.tiers[TierId{0}].name == "null");
    CHECK(s.tiers[TierId{1}].name == "010");
}

TEST_CASE("records that give a source are rows of the ledger of assumptions", "[scenario]") {
    WrittenFiles const folder;
    auto text = good_but("{name: coal, carbon: 0.6 kg/kWh}",
                         "{name: coal, carbon: 0.6 kg/kWh, source: S31, grade: A, note: \"2022, average\"}");
    text +=
        "fibre_delay: 4.9 us/km\nprovenance: [{what: fibre_delay, source: S22, grade: B},\n"
        "  {what: sites.hub1.node, source: S7, grade: M, note: chosen}]\n";
    auto const reading = read(folder.write("s.yaml", text));
    auto const& rows = good(folder, reading).provenance;
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].what == "fibre_delay");
    CHECK(rows[1].note == "chosen");
    CHECK(rows[2].what == "grids.coal");
    CHECK(rows[2].source == "S31");
    CHECK(rows[2].grade == "A");
    CHECK(rows[2].note == "2022, average");
}
