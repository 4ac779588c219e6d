// Each mistake a user can make, with the place, the words and the remedy that must be told, and nothing
// else told beside it.
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/unit/sim/scenario/told.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

// One text of the good scenario replaced by another one.
struct Edit {
    std::string_view text;
    std::string_view instead;
    Told told;
};

std::vector<Edit> const edits{
    // YAML
    {"horizon: 1 d", "horizon: 1 d\nhorizon: 2 d", {"s.yaml:5:1", "'horizon' stands here again", "line 4"}},
    {"horizon: 1 d", "<<: {a: 1}\nhorizon: 1 d", {"s.yaml:4:1", "merge keys (<<)", "'include'"}},
    {"horizon: 1 d", "horizon: 1\xFF d", {"s.yaml:4:11", "byte 0xFF is not UTF-8", "UTF-8"}},
    {"name: base", "name: \xC3\xA9t\xC3\xA9 \xC0\xAF", {"s.yaml:2:11", "byte 0xC0 is not UTF-8", "UTF-8"}},
    {"name: base", std::string_view{"name: b\0se", 10}, {"s.yaml:2:8", "NUL byte", "remove it"}},
    {"name: base", "name: b\x04se", {"s.yaml:2:8", "control character 0x04", "remove it"}},
    {"name: base", "name: &n {x: *n}", {"s.yaml:2:14", "inside the value that it repeats", "another anchor"}},
    {"name: base", "name: *nobody", {"s.yaml:2:7", "anchor that does not exist", "'&'"}},
    {"nodes:\n  - {name: b", "nodes:\n\t- {name: b", {"s.yaml:12:1", "tab in the indentation", "spaces"}},
    {"horizon: 1 d", "---\nhorizon: 1 d", {"s.yaml:4:1", "second document", "'---'"}},
    {"name: base", "name: !!str base", {"s.yaml:2:7", "tag '!!str'", "remove the tag"}},
    {"horizon: 1 d", "[a, b]: 1 d", {"s.yaml:4:1", "a list as a key", "one plain word"}},
    {"horizon: 1 d", ": 1 d", {"s.yaml:4:1", "empty key", "name"}},
    {"masses: {gdp: 16737}}", "masses: {gdp: 16737}", {"s.yaml:21:5", "this map is not closed", "brace '}'"}},
    {"runtime: 2 h}", "runtime: \"2 h}", {"s.yaml:23:78", "quoted text is not closed", "quotation mark"}},
    {"name: base", "name: base: camp", {"s.yaml:2:11", "a colon", "quotation marks"}},
    {"name: base", "name: @base", {"s.yaml:2:7", "no value can start with", "quotation marks"}},
    {"horizon: 1 d",
     "\xE6\x99\x82\xE9\x96\x93: 1 d\nhorizon: [1 d",
     {"s.yaml:5:10", "this list is not closed", "']'"}},
    // Keys and kinds of values
    {"meridian: 1\n", "", {"s.yaml:1:1", "the scenario has no 'meridian'", "meridian: 1"}},
    {"meridian: 1",
     "meridian: 2\nhorizn: 1 d",  // told alone: that format may have such keys
     {"s.yaml:1:11", "a scenario in format 2, and this program reads format 1", "newer Meridian"}},
    {"meridian: 1", "meridian: 0", {"s.yaml:1:11", "format 0, and this program", "write 'meridian: 1'"}},
    {"meridian: 1",
     "meridian: one",
     {"s.yaml:1:11", "'one' is not the number of a format", "write 'meridian: 1'"}},
    {"horizon: 1 d", "horizn: 1 d", {"s.yaml:4:1", "no key 'horizn' in a scenario", "'horizon'"}},
    {"tariff: flat, grid",
     "tarif: flat, tariff: flat, grid",
     {"s.yaml:17:33", "no key 'tarif' in a site", "'tariff'"}},
    {"by: gdp}", "bye: gdp}", {"s.yaml:23:59", "no key 'bye' in 'arrivals'", "'by'"}},
    {"name: base", "name:", {"s.yaml:2:1", "there is no value", "remove the key"}},
    {"name: base", "name: [base]", {"s.yaml:2:7", "this is a list", "write one value"}},
    {"sites:\n  - {name", "sites:\n    {name", {"s.yaml:17:6", "cannot stand here", "{table: sites.csv}"}},
    {"node: beijing, tariff", "tariff", {"s.yaml:17:5", "the site 'hub1' has no 'node'", "add 'node:"}},
    {"kind: training, ", "kind: trainig, ", {"s.yaml:23:25", "'trainig' is not known", "'training'"}},
    // Numbers and units
    {"horizon: 1 d", "horizon: 1 m", {"s.yaml:4:10", "'m' is not a unit of duration", "min for minutes"}},
    {"horizon: 1 d", "horizon: 24", {"s.yaml:4:10", "'24' has no unit", "24 h"}},
    {"horizon: 1 d", "horizon: 0 d", {"s.yaml:4:10", "'0 d' is out of range", "more than 0"}},
    {"servers: 2", "servers: 010", {"s.yaml:19:46", "leading zero", "write 10"}},
    {"servers: 2", "servers: 2.5", {"s.yaml:19:46", "not a whole number", "write 2 or 3"}},
    {"capacity: 400 Gbit/s",
     "capacity: 400 Gb/s",
     {"s.yaml:15:40", "not a unit of data rate", "Gbit/s for bits"}},
    {"capacity: 400 Gbit/s", "capacity: 0 Gbit/s", {"s.yaml:15:40", "out of range", "more than 0"}},
    {"length: 148 km", "length: -1 km", {"s.yaml:15:60", "out of range", "more than 0"}},
    {"length: 148 km",
     "usable_share: 120 %, length: 148 km",
     {"s.yaml:15:66", "'120 %' is out of range", "at most 100 %"}},
    {"latitude: 39.9", "latitude: 99.9", {"s.yaml:12:31", "out of range", "from -90 to 90"}},
    {"{name: hall}", "{name: hall, base: 0.9}", {"s.yaml:10:31", "out of range", "from 1 to 10"}},
    {"busy_power: 500 W", "busy_power: 50 W", {"s.yaml:7:37", "less power busy than idle", "100 W"}},
    {"horizon: 1 d", "horizon: 1 d\nwarmup: 24 h", {"s.yaml:5:9", "not shorter than the horizon", "1 d"}},
    {"horizon: 1 d",
     "horizon: 30 d\ntimeseries_bin: 1 s",
     {"s.yaml:5:17", "more than 1000000 bins", "at least 3 s"}},
    {"horizon: 1 d",
     "horizon: 1 d\nseed: -1",
     {"s.yaml:5:7", "not a whole number from 0 to 2^64", "such as 1"}},
    {"2025-01-06T00:00:00+08:00",
     "2025-01-06",
     {"s.yaml:3:8", "no date and time with an offset", "T00:00:00+08:00"}},
    {"horizon: 1 d",
     "horizon: 1 d\ntimezone: Asia/Shangai",
     {"s.yaml:5:11", "no time zone", "'Asia/Shanghai'"}},
    // References and names
    {"node: beijing, tariff",
     "node: bejing, tariff",
     {"s.yaml:17:24", "there is no node 'bejing'", "'beijing'"}},
    {"tariff: flat, grid", "tariff: night, grid", {"s.yaml:17:41", "no tariff 'night'", "are: flat"}},
    {"by: gdp", "by: gpd", {"s.yaml:23:63", "no mass 'gpd'", "'gdp'"}},
    {"links:",
     "  - {name: beijing, latitude: 1, longitude: 2}\nlinks:",
     {"s.yaml:14:12", "two node records named 'beijing'", "line 12"}},
    {"name: tianjin, lat",
     "name: tianjin, key: beijing, lat",
     {"s.yaml:13:26", "same key as 'beijing'", "another 'key'"}},
    {"b: tianjin, cap", "b: beijing, cap", {"s.yaml:15:21", "both ends", "two different nodes"}},
    {"horizon: 1 d", "horizon: 1 d\nreference: crad", {"s.yaml:5:12", "no accelerator 'crad'", "'card'"}},
    {"tariffs:",
     "  - {name: b, stack: cuda, fp16_dense: 1 TFLOPS, training_efficiency: 1, idle_power: 0 W, busy_power: "
     "9 W}\n"
     "tariffs:",
     {"s.yaml:1:1", "no 'reference', and there are 2 accelerator models", "reference: card"}},
    {"runtime: 2 h}", "runtime: 2 h, stacks: [can]}", {"s.yaml:23:92", "no stack 'can'", "'cann'"}},
    {"horizon: 1 d",
     "horizon: 1 d\nmasses: [gdp, gdp]",
     {"s.yaml:5:15", "'gdp' stands here again", "remove it"}},
    {"horizon: 1 d",
     "horizon: 1 d\nmasses: [gdp, people]",
     {"s.yaml:22:5", "the region 'Tianjin' has no mass 'people'", "people: 0"}},
    // Sizes and homes
    {"runtime: 2 h}",
     "runtime: {median: 2 h}}",
     {"s.yaml:23:79", "no key 'median' in 'runtime'", "lognormal"}},
    {"runtime: 2 h}",
     "runtime: {constant: 2 h, uniform: {low: 1 h, high: 2 h}}}",
     {"s.yaml:23:78", "there are 2 shapes", "write one of"}},
    {"runtime: 2 h}",
     "runtime: {lognormal: {median: 2 h}}}",
     {"s.yaml:23:90", "'sigma' is missing", "add 'sigma:'"}},
    {"runtime: 2 h}",
     "runtime: {uniform: {low: 3 h, high: 2 h}}}",
     {"s.yaml:23:105", "'high' is below 'low'", "smaller value"}},
    {"runtime: 2 h}",
     "runtime: {constant: 2 h, at_least: 3 h, at_most: 1 h}}",
     {"s.yaml:23:118", "'at_most' is below 'at_least'", "smaller value"}},
    {"runtime: 2 h}",
     "runtime: 2 h, accelerators: {choice: {\"1\": 0.5, \"1.5\": 0.5}}}",
     {"s.yaml:23:117", "not a whole number", "write 1 or 2"}},
    {", runtime: 2 h}", "}", {"s.yaml:23:5", "the class 'batch' has no 'runtime'", "add 'runtime: 2 h'"}},
    {"runtime: 2 h}",
     "runtime: 2 h, input_home: beijing}",
     {"s.yaml:23:95", "'beijing' is no home of data", "'{node: beijing}'"}},
    {"runtime: 2 h}",
     "runtime: 2 h, input_home: {gravity: {by: gdp}}}",
     {"s.yaml:23:105", "gravity needs 'by' and 'decay'", "decay: 800 km"}},
    // Components
    {"horizon: 1 d",
     "horizon: 1 d\npolicy: neerest_user",
     {"s.yaml:5:9", "no policy 'neerest_user'", "'nearest_user'"}},
    {"horizon: 1 d",
     "horizon: 1 d\npolicy: {name: nearest_user, reech: 1 ms}",
     {"s.yaml:5:30", "no parameter 'reech'", "'reach'"}},
    {"horizon: 1 d",
     "horizon: 1 d\npolicy: {name: nearest_user, reach: 20 km}",
     {"s.yaml:5:37", "'km' measures length, not duration", "ms"}},
    {"horizon: 1 d",
     "horizon: 1 d\npolicy: {name: nearest_user, reach: 2 s}",
     {"s.yaml:5:37", "'2 s' is out of range", "from 0 s to 1 s"}},
    {"horizon: 1 d",
     "horizon: 1 d\ndiscipline: lifo",
     {"s.yaml:5:13", "no discipline 'lifo'", "write one of: fcfs"}},
    // What only the whole can tell
    {"links:\n  - {a: beijing, b: tianjin, capacity: 400 Gbit/s, length: 148 km}\n",
     "",
     {"s.yaml:19:27", "no path of links leads from the node 'tianjin' of the region 'Tianjin'",
      "add a link"}},
    {"kind: training",
     "kind: inference",
     {"s.yaml:23:5", "has no inference_efficiency", "inference_efficiency"}},
    {"runtime: 2 h}",
     "runtime: 2 h, accelerators: 17}",
     {"s.yaml:23:5", "no site can run the class 'batch'; the nearest miss: the pool 'hub1/card' has 16",
      "larger"}},
    // 16 idle cards draw 1600 W; a job of one card adds 500 - 100 = 400 W.
    {"cooling: hall}",
     "cooling: hall, power_limit: 1.9 kW}",
     {"s.yaml:23:5", "brings the site 'hub1' to 2000 W, above its power_limit of 1900 W",
      "raise the power_limit"}},
    {"cooling: hall}",
     "cooling: hall, power_limit: 1 kW}",
     {"s.yaml:17:87", "idle pools of the site 'hub1' draw 1600 W", "raise the power_limit"}},
    {"masses: {gdp: 16737}", "masses: {gdp: 0}", {"s.yaml:23:63", "the mass 'gdp' sums to 0", "above 0"}},
    {"arrivals: {rate: 10 /h, by: gdp}, ", "", {"s.yaml:1:1", "no job ever arrives", "arrivals: {rate"}},
    {"horizon: 1 d",
     "horizon: 1 d\njobs: [{class: batch, origin: Tianjin, at: 1 d}]",
     {"s.yaml:5:44", "not before the horizon", "less than the horizon"}},
    {"runtime: 2 h}",
     "runtime: {exponential: {mean: 1 h}}}\njobs: [{class: batch, origin: Tianjin, at: 1 h}]",
     {"s.yaml:24:8", "no 'runtime', and its class 'batch' draws it at random", "runtime: 2 h"}},
    {"horizon: 1 d",
     "horizon: 1 d\nprovenance: [{what: sites.hub2.node, source: S1, grade: A}]",
     {"s.yaml:5:21", "no 'sites.hub2.node'", "'hub1'"}},
    {"{name: coal, carbon", "{name: coal, grade: E, carbon", {"s.yaml:9:29", "'E' is not known", "A, B, C"}},
    {"{name: flat, price",
     "{name: flat, tou: day, price",
     {"s.yaml:8:29", "no tou 'day'", "'tou', which is empty"}},
};

}  // namespace

TEST_CASE("a mistake in a scenario is told at its place, with a remedy, and alone", "[scenario]") {
    Folder const folder;
    for (auto const& [text, instead, told] : edits) {
        CAPTURE(text, instead);
        check_told(folder, read(folder.write("s.yaml", good_but(text, instead))), told);
    }
}

TEST_CASE("brackets hundreds deep are a mistake and not a crash", "[scenario]") {
    Folder const folder;
    auto const deep = good_but("name: base", "name: " + std::string(200, '[') + std::string(200, ']'));
    check_told(folder, read(folder.write("s.yaml", deep)),
               {"s.yaml:2:106", "more than 100 deep", "brackets"});
    auto const open = good_but("name: base", "name: " + std::string(100'000, '['));
    check_told(folder, read(folder.write("s.yaml", open)), {"s.yaml:2:7", "this list is not closed", "']'"});
}

TEST_CASE("aliases that multiply are a mistake and not the end of memory", "[scenario]") {
    std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c <= 'i'; ++c) {
        auto const before = std::string(1, static_cast<char>(c - 1));
        text += fmt::format("{0}: &{0} [*{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}]\n", c,
                            before);
    }
    Folder const folder;
    auto const reading = read(folder.write("s.yaml", text));
    REQUIRE(reading.problems.size() == 1);
    CHECK_THAT(reading.problems.front().wrong, Catch::Contains("aliases repeat more than 1000000 values"));
}

TEST_CASE("all mistakes are told at once, in the order of the file", "[scenario]") {
    Folder const folder;
    auto text = good_but("horizon: 1 d", "horizon: 1 m");
    text.replace(text.find("node: tianjin"), 13, "node: tienjin");
    text.replace(text.find("servers: 2"), 10, "servers: x");
    auto const reading = read(folder.write("s.yaml", text));
    REQUIRE(reading.problems.size() == 3);
    CHECK(reading.problems[0].where.line == 4);
    CHECK(reading.problems[1].where.line == 19);
    CHECK(reading.problems[2].where.line == 21);
}

TEST_CASE("a wrong column of a long table is told of a thousand times and no more", "[scenario]") {
    Folder const folder;
    std::string table = "name,latitude,longitude\n";
    for (int i = 0; i < 3000; ++i)
        table += fmt::format("n{},north,100\n", i);
    folder.write("n.csv", table);
    auto const nodes =
        "nodes:\n  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
        "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n";
    auto const reading = read(folder.write("s.yaml", good_but(nodes, "nodes: {table: n.csv}\n")));
    REQUIRE(reading.problems.size() == 1001);
    // 3000 latitudes, and beijing (of a link and of a site) and tianjin (of a link and of a region).
    CHECK_THAT(reading.problems.back().wrong, Catch::Contains("2004 further mistakes"));
}
