// The first hour with a scenario of one's own: natural mistakes in the template of three sites. Each is one error, at
// its line; what its fix says, applied literally, makes the file right again.
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

struct Mistake {
    std::string_view text;     // of the template
    std::string_view mistake;  // in its place
    std::string_view wrong;    // what is said
    std::string_view fix;      // the words of the fix
    std::string_view written;  // what the fix says to write: a piece of it
    std::string_view
        replaced;  // what the author puts it in the place of: a piece of the mistake; empty: all of it
};

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    auto const at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

std::vector<Mistake> const& mistakes() {
    static std::vector<Mistake> const all{
        // Values without their unit, with another, or in another currency
        {"horizon: 3 d", "horizon: 3", "horizon: '3' has no unit", "write a unit, for example 3 d", "3 d",
         "3"},
        {"horizon: 3 d", "horizon: 3 days", "'days' is not a unit of duration", "write 3 d", "3 d", "3 days"},
        {"capacity: 3200 Gbit/s", "capacity: 3200", "capacity of link 1: '3200' has no unit",
         "write a unit, for example 3200 Gbit/s", "3200 Gbit/s", "3200"},
        {"lease: 3000 CNY/Gbps/month", "lease: 3000 CNY", "'CNY' measures money, not lease of capacity",
         "for example 3000 CNY/Gbps/month", "3000 CNY/Gbps/month", "3000 CNY"},
        {"price: 200 kCNY", "price: 20 万元", "'万元' is not a unit of money", "write 200000 CNY",
         "200000 CNY", "20 万元"},
        {"price: 0.8 CNY/kWh", "price: 0.8 yuan/kWh", "'yuan/kWh' is not a unit of price of energy",
         "write 0.8 CNY/kWh", "0.8 CNY/kWh", "0.8 yuan/kWh"},
        {"storage: 20 PB", "storage: 20", "storage of the site 'hub': '20' has no unit",
         "write a unit, for example 20 PB", "20 PB", "20"},
        {"prefill: 2500 /s", "prefill: 2500", "prefill of the service 'chat': '2500' has no unit",
         "write a unit, for example 2500 /s", "2500 /s", "2500"},
        {"objective: 2 s", "objective: 2", "objective of the service 'chat': '2' has no unit",
         "write a unit, for example 2 s", "2 s", "2"},
        {"rate: 300 /d", "rate: 300", "rate of the class 'fine_tuning': '300' has no unit",
         "write a unit, for example 300 /d", "300 /d", "300"},
        {"median: 2 h", "median: 2", "runtime of the class 'fine_tuning': '2' has no unit",
         "write a unit, for example 2 h", "2 h", "2"},
        {"discount_rate: 7 %", "discount_rate: 7", "discount_rate: '7' is out of range", "write 7 %", "7 %",
         "7"},
        {"at_least: 95 %", "at_least: 95", "'95' is a share of 9500 %", "write '95 %'", "95 %", "95"},
        {"latitude: 39.90", "latitude: 399.0", "latitude of the node 'beijing': '399.0' is out of range",
         "from -90 to 90, such as 39.9", "39.9", "399.0"},
        {"2025-07-07T00:00:00+08:00",
         "2025-07-07",
         "is not ISO 8601 with a UTC offset",
         "write 2025-07-07T00:00:00+08:00",
         "2025-07-07T00:00:00+08:00",
         {}},
        {"timezone: Asia/Shanghai", "timezone: Beijing", "there is no time zone 'Beijing'",
         "write 'Asia/Shanghai'", "Asia/Shanghai", "Beijing"},
        // Keys by other names
        {"latitude: 40.84", "lat: 40.84", "there is no key 'lat' in a node", "write 'latitude'", "latitude",
         "lat"},
        {"longitude: 111.75", "lng: 111.75", "there is no key 'lng' in a node", "write 'longitude'",
         "longitude", "lng"},
        {"{a: hohhot", "{from: hohhot", "there is no key 'from' in a link", "write 'a'", "a", "from"},
        {"capacity: 3200", "bandwidth: 3200", "there is no key 'bandwidth' in a link", "write 'capacity'",
         "capacity", "bandwidth"},
        {"price: 200 kCNY", "cost: 200 kCNY", "there is no key 'cost' in an accelerator", "write 'price'",
         "price", "cost"},
        {"busy_power: 700 W", "power: 700 W", "there is no key 'power' in an accelerator",
         "write 'busy_power'", "busy_power", "power"},
        {"{name: hub, node: hohhot", "{name: hub, location: hohhot", "there is no key 'location' in a site",
         "write 'node'", "node", "location"},
        {"servers: 64, width: 8",
         "gpus: 512",
         "there is no key 'gpus' in a pool",
         "512 of them are 'servers: 64, width: 8'",
         "servers: 64, width: 8",
         {}},
        {"masses: {population: 2186}",
         "population: 2186",
         "there is no key 'population' in a region",
         "write 'masses: {population: 2186}'",
         "masses: {population: 2186}",
         {}},
        {"objective: 2 s", "latency: 2 s", "there is no key 'latency' in a service", "write 'objective'",
         "objective", "latency"},
        {"objective: 24 h", "deadline: 24 h", "there is no key 'deadline' in a class", "write 'objective'",
         "objective", "deadline"},
        {"accelerators: 8,\n     runtime", "gpus: 8,\n     runtime", "there is no key 'gpus' in a class",
         "write 'accelerators'", "accelerators", "gpus"},
        {"\nsites:\n", "\nsite:\n", "there is no key 'site' in a scenario", "did you mean 'sites'?", "sites",
         "site"},
        // Names
        {"policy: nearest_user", "policy: nearest", "there is no policy 'nearest'",
         "did you mean 'nearest_user'?", "nearest_user", "nearest"},
        {"node: hohhot, tier: hub", "node: hohot, tier: hub", "there is no node 'hohot'",
         "did you mean 'hohhot'?", "hohhot", "hohot"},
        {"{site: edge, accelerator", "{site: edgge, accelerator", "there is no site 'edgge'",
         "did you mean 'edge'?", "edge", "edgge"},
        {"accelerator: Ascend-910B, servers: 64", "accelerator: Ascend-910C, servers: 64",
         "there is no accelerator 'Ascend-910C'", "the names under 'accelerators' are: Ascend-910B",
         "Ascend-910B", "Ascend-910C"},
        {"masses: {population: 1364}", "masses: {populaton: 1364}",
         "has a mass 'populaton' and no 'population'", "did you mean 'population'?", "population",
         "populaton"},
        {"curve: office}, tokens_in", "curve: ofice}, tokens_in", "there is no curve 'ofice'",
         "did you mean 'office'?", "office", "ofice"},
        {"origin: Beijing", "origin: beijing", "there is no region 'beijing'", "did you mean 'Beijing'?",
         "Beijing", "beijing"},
        {"link: hohhot-beijing", "link: hohhot-bejing", "there is no link 'hohhot-bejing'",
         "did you mean 'hohhot-beijing'?", "hohhot-beijing", "hohhot-bejing"},
        {"measure: slo_attainment", "measure: slo_attainement", "'slo_attainement'",
         "did you mean 'slo_attainment'?", "slo_attainment", "slo_attainement"},
        {"hours: [valley, valley", "hours: [valley, vally", "'vally' is not known here",
         "did you mean 'valley'?", "valley", "vally"},
    };
    return all;
}

}  // namespace

TEST_CASE("natural mistakes in a first scenario are one error each, and their fixes are right",
          "[e2e][first_hour]") {
    TemporaryFolder const folder;
    REQUIRE(run_meridian({"init", "three-sites", "new"}, folder.path()).exit_code == 0);
    auto const right = read_file(folder.file("new/scenario.yaml"));
    auto const file = folder.file("new/own.yaml");
    CHECK(mistakes().size() >= 30);
    for (Mistake const& one : mistakes()) {
        CAPTURE(one.mistake);
        write_file(file, replaced(right, one.text, one.mistake));
        CommandResult const answer = run_meridian({"validate", file});
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK_THAT(answer.out, Catch::Contains(": 1 error\n"));
        CHECK_THAT(answer.err, Catch::Contains(std::string{one.wrong}));
        CHECK_THAT(answer.err, Catch::Contains(std::string{one.fix}));
        // What is written is what the fix says, and nothing else.
        CHECK_THAT(std::string{one.fix}, Catch::Contains(std::string{one.written}));
        auto const place = one.replaced.empty() ? one.mistake : one.replaced;
        auto const mended = replaced(std::string{one.mistake}, place, one.written);
        write_file(file, replaced(right, one.text, mended));
        CommandResult const again = run_meridian({"validate", "--strict", file});
        INFO(mended << "\n" << again.err);
        CHECK(again.exit_code == 0);
        CHECK_THAT(again.out, Catch::Contains("OK"));
    }
}

TEST_CASE("a unit that is right and a value that is not usual is a warning", "[e2e][first_hour]") {
    TemporaryFolder const folder;
    REQUIRE(run_meridian({"init", "three-sites", "new"}, folder.path()).exit_code == 0);
    CommandResult const answer = run_meridian(
        {"validate", folder.file("new/scenario.yaml"), "--set", "services.chat.prefill=2500 /h"});
    CHECK(answer.exit_code == 0);
    // 2500 /h are 0.694 /s, and 10 / 0.694 is 14.4.
    CHECK_THAT(answer.err,
               Catch::Contains("prefill of the service 'chat': 2500 /h is 14 times below the usual 10 /s "
                               "to 1,000,000 /s"));
    CHECK_THAT(answer.err, Catch::Contains("typical is 2000 /s"));
}

TEST_CASE("errors of one kind are printed once, and each with --all", "[e2e][first_hour]") {
    TemporaryFolder const folder;
    REQUIRE(run_meridian({"init", "three-sites", "new"}, folder.path()).exit_code == 0);
    auto text = read_file(folder.file("new/scenario.yaml"));
    for (std::string_view const site : {"hub", "region", "edge"})
        text = replaced(text, fmt::format("{{site: {},", site), fmt::format("{{site: other_{},", site));
    text = replaced(text, "price: 200 kCNY", "price: 200");
    auto const file = folder.file("new/own.yaml");
    write_file(file, text);
    auto const count = [](std::string const& all, std::string_view part) {
        std::size_t number = 0;
        for (auto at = all.find(part); at != std::string::npos; at = all.find(part, at + 1))
            ++number;
        return number;
    };
    CommandResult const grouped = run_meridian({"validate", file});
    INFO(grouped.err);
    CHECK(count(grouped.err, "there is no site '") == 1);
    CHECK(count(grouped.err, "  fix: ") == 2);
    CHECK_THAT(grouped.err, Catch::Contains("  and 2 more like it (lines "));
    CHECK_THAT(grouped.out, Catch::Contains(": 4 errors in 2 groups\n"));
    CommandResult const all = run_meridian({"validate", "--all", file});
    CHECK(count(all.err, "there is no site '") == 3);
    CHECK(count(all.err, "more like it") == 0);
    CommandResult const run = run_meridian({"run", file});
    CHECK(run.exit_code == 2);
    CHECK(count(run.err, "  fix: ") == 2);
    CHECK_THAT(run.err, Catch::Contains("4 errors in 2 groups; nothing was run"));
    auto const json = nlohmann::json::parse(run_meridian({"validate", "--json", file}).out);
    auto const& problems = json["tables"]["problems"];
    REQUIRE(problems.size() == 4);
    CHECK(problems[1]["group"] == "there is no site '...'");
    CHECK(problems[3]["group"] == problems[1]["group"]);
    CHECK(problems[0]["group"] != problems[1]["group"]);
    CHECK(json["tables"]["files"][0]["errors"] == 4);
}

TEST_CASE("a misspelt name in an overlay is one error with the name that was meant", "[e2e][first_hour]") {
    TemporaryFolder const folder;
    REQUIRE(run_meridian({"init", "three-sites", "new"}, folder.path()).exit_code == 0);
    write_file(folder.file("new/more.yaml"), "sites: [{name: regoin, power_limit: 20 MW}]\n");
    CommandResult const answer = run_meridian(
        {"validate", folder.file("new/scenario.yaml"), "--layout", folder.file("new/more.yaml")});
    INFO(answer.err);
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.out, Catch::Contains(": 1 error\n"));
    CHECK_THAT(answer.err, Catch::Contains("more.yaml:1:16: there is no site 'regoin' to change"));
    CHECK_THAT(answer.err, Catch::Contains("did you mean 'region'?"));
}

}  // namespace meridian::testing
