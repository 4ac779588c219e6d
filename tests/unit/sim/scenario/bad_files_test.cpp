// Mistakes in tables, included files, overrides and the names of files.
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/sim/scenario/told.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

// The good scenario with one text replaced, beside a file of its own.
struct TwoFiles {
    std::string_view name;     // of the second file
    std::string_view content;  // of the second file
    std::string_view text;     // of the good scenario
    std::string_view instead;
    Told told;
};

constexpr std::string_view pools = "pools:\n  - {site: hub1, accelerator: card, servers: 2, width: 8}\n";
constexpr std::string_view links =
    "links:\n  - {a: beijing, b: tianjin, capacity: 400 Gbit/s, length: 148 km}\n";
constexpr std::string_view link_table = "links: {table: l.csv}\n";
constexpr std::string_view pool_table = "pools: {table: p.csv}\n";

std::vector<TwoFiles> const two_files{
    // Tables
    {"p.csv",
     "site,accelerator,servers,width\nhub1,card,2\n",
     pools,
     pool_table,
     {"p.csv:2:11", "this row has 3 cells, the header has 4", "one cell per column"}},
    {"p.csv",
     "site,accelerator,servers,width\n\n# seven\nhub1,card,2,8,7\n",
     pools,
     pool_table,
     {"p.csv:4:15", "this row has 5 cells, the header has 4", "quotation marks"}},
    {"p.csv",
     "site,site,servers,width\nhub1,card,2,8\n",
     pools,
     pool_table,
     {"p.csv:1:6", "the column 'site' stands here again", "remove one"}},
    {"p.csv",
     "site,accelerator,servers,width\nhub1,\"card,2,8\n",
     pools,
     pool_table,
     {"p.csv:2:6", "quotation marks of this cell do not match", "write a mark inside it twice"}},
    {"p.csv",
     "site,accelerator,servers,width\nhub1,ca\"rd,2,8\n",
     pools,
     pool_table,
     {"p.csv:2:6", "quotation marks of this cell do not match", "whole cell"}},
    {"p.csv",
     "site,accelerator,servers,width\n",
     pools,
     pool_table,
     {"p.csv:1:1", "the table has no rows", "first row"}},
    {"p.csv", "", pools, pool_table, {"p.csv:1:1", "the table has no rows", "field names"}},
    {"p.csv",
     "site,accelerator,servers,,width\nhub1,card,2,,8\n",
     pools,
     pool_table,
     {"p.csv:1:26", "a column without a name", "name the field"}},
    {"p.csv",
     "site,accelerator,servers,width [\nhub1,card,2,8\n",
     pools,
     pool_table,
     {"p.csv:1:26", "is not closed", "length [km]"}},
    {"p.csv",
     "name,site,accelerator,servers,with\nx,hub1,card,2,8\ny,hub1,card,2,8\n",
     pools,
     pool_table,
     {"p.csv:1:31", "no key 'with' in a pool", "'width'"}},
    {"p.csv",
     "site,\xE5\x8D\xA1,accelerator,servers,width\n# \xE6\xB3\xA8\nhub1,,card,2,\xE5\x85\xAB\n",
     pools,
     pool_table,
     {"p.csv:3:14", "does not start with a number", "8"}},
    {"p.csv",
     "site,accelerator,servers,width,source,grade,note\nhub1,card,2,8,S1,A,\"a\nb\"\nhub1,crd,2,8,,,\n",
     pools,
     pool_table,
     {"p.csv:4:6", "no accelerator 'crd'", "'card'"}},
    {"p.csv",
     "x\n",
     pools,
     "pools: {tabel: p.csv}\n",
     {"s.yaml:18:9", "'tabel' cannot stand here", "{table: pools.csv}"}},
    {"p.csv",
     "x\n",
     pools,
     "pools: {table: q.csv}\n",
     {"s.yaml:18:16", "no file 'q.csv'", "the folder holds: p.csv"}},
    {"p.csv",
     "x,x.y\n1,2\n",
     pools,
     pool_table,
     {"p.csv:1:1", "'x' is a column and so is 'x.y'", "one of the two"}},
    {"l.csv",
     "a,b,capacity [Gbit/s],length [km]\nbeijing,tianjin,400,148 kg\n",
     links,
     link_table,
     {"l.csv:2:21", "'kg' is not a unit of length", "km"}},
    // A unit of a header is told there, once for all rows.
    {"l.csv",
     "# links\na,b,\"capacity [Gb/s]\",length [km]\nbeijing,tianjin,400,148\ntianjin,beijing,100,148\n",
     links,
     link_table,
     {"l.csv:2:5", "the column 'capacity': 'Gb/s' is not a unit of data rate", "Gbit/s for bits"}},
    {"l.csv",
     "a,b,capacity [Gbit/s],length [Gbit/s]\nbeijing,tianjin,400,148\ntianjin,beijing,100,1e2\n",
     links,
     link_table,
     {"l.csv:1:23", "the column 'length': 'Gbit/s' measures data rate, not length", "write one of: km"}},
    {"l.csv",
     "a,b,capacity [Gbit/s],length [kmm]\nbeijing,tianjin,400,148\ntianjin,beijing,100,7\n",
     links,
     link_table,
     {"l.csv:1:23", "the column 'length': 'kmm' is not a unit of length", "did you mean km?"}},
    {"p.csv",
     "name,site,accelerator,servers [racks],width\nx,hub1,card,2,8\ny,hub1,card,3,8\n",
     pools,
     pool_table,
     {"p.csv:1:23", "'servers': a whole number takes no unit", "remove the unit from the header"}},
    {"c.csv",
     "name,monthly_mean [K]\nc,1 2 3 4 5 6 7 8 9 10 11 12\nd,1 2 3 4 5 6 7 8 9 10 11 12\n",
     "regions:",
     "climates: {table: c.csv}\nregions:",
     {"c.csv:1:6", "'monthly_mean': 'K' is not a unit of temperature", "degC"}},
    {"c.csv",
     "name,monthly_mean [degC]\nc,5\n",
     "regions:",
     "climates: {table: c.csv}\nregions:",
     {"c.csv:2:3", "there are 1 values", "write 12 of them"}},
    // Only near names of the same kind are suggested.
    {"links.csv", "x\n", pools, "pools: {table: sites.csv}\n", {"s.yaml:18:16", "no file", "folder holds: "}},
    {"tou.csv", "x\n", pools, "pools: {table: foo.csv}\n", {"s.yaml:18:16", "no file", "folder holds: "}},
    {"pool.csv", "x\n", pools, "pools: {table: pools.csv}\n", {"s.yaml:18:16", "no file", "'pool.csv'?"}},
    {"pools.csv",
     "x\n",
     "name: base",
     "name: base\ninclude: pools.txt",
     {"s.yaml:3:10", "no file 'pools.txt'", "there is no .txt file in that folder"}},
    // Includes
    {"base.yaml",
     "include: s.yaml\n",
     "name: base",
     "name: base\ninclude: base.yaml",
     {"base.yaml:1:10", "comes back to itself: s.yaml -> base.yaml -> s.yaml", "remove one"}},
    {"base.yaml",
     "warmup: 0 s\n",
     "name: base",
     "name: base\ninclude: [bas.yaml]",
     {"s.yaml:3:11", "there is no file 'bas.yaml'", "'base.yaml'"}},
    {"base.yaml",
     "warmup: 0 s\n",
     "name: base",
     "name: base\ninclude: {file: base.yaml}",
     {"s.yaml:3:10", "'include' needs file names, and this is a map", "include: base.yaml"}},
    {"base.yaml",
     "warmp: 0 s\n",
     "name: base",
     "name: base\ninclude: base.yaml",
     {"base.yaml:1:1", "no key 'warmp'", "'warmup'"}},
    {"base.yaml",
     "",
     "name: base",
     "name: base\ninclude: base.yaml",
     {"base.yaml:1:1", "holds nothing", "keys"}},
    {"base.yaml",
     "- a\n- b\n",
     "name: base",
     "name: base\ninclude: base.yaml",
     {"base.yaml:1:1", "a list where the keys of a scenario should stand", "key: value"}},
    {"base.yaml",
     "meridian: 2\nhorizn: 1 d\nsites: {table: none.csv}\n",
     "name: base",
     "name: base\ninclude: base.yaml",
     {"base.yaml:1:11", "format 2, and this program reads format 1", "newer Meridian"}},
    {"folder/base.yaml",
     "x: 1\n",
     "name: base",
     "name: base\ninclude: folder",
     {"s.yaml:3:10", "'folder' is a folder", "name a file"}},
};

struct Override {
    std::string_view text;
    Told told;
};

std::vector<Override> const overrides{
    {"horizon", {"--set #1:1:1", "'horizon' is not path=value", "path=value"}},
    {"horizon=", {"--set #1:1:9", "no value behind '='", "path=value"}},
    {"horizon=1 m", {"--set #1:1:9", "'m' is not a unit of duration", "min for minutes"}},
    {"horizn=1 d", {"--set #1:1:1", "no key 'horizn'", "'horizon'"}},
    {"sites.hub2.power_limit=5 MW", {"--set #1:1:7", "no record 'hub2'", "'hub1'"}},
    {"sites.1.power_limit=5 MW", {"--set #1:1:7", "no record '1'", "below 1"}},
    {"sites.hub1.power_limt=5 MW", {"--set #1:1:12", "no key 'power_limt' in a site", "'power_limit'"}},
    {"sites.hub1.node=\xE5\x8C\x97\xE4\xBA\xAC",
     {"--set #1:1:17", "no node '\xE5\x8C\x97\xE4\xBA\xAC'", "beijing"}},
    {"classes.batch.runtime.at_most=1 h",
     {"--set #1:1:23", "'classes.batch.runtime' has no keys", "whole value"}},
    {"classes.batch.runtime={lognormal: {median: 2 h}", {"--set #1:1:23", "this map is not closed", "'}'"}},
    {"policy.reach=9 s", {"--set #1:1:1", "policy: there is no 'name'", "{name: nearest_user, ...}"}},
    {"meridian=3", {"--set #1:1:10", "format 3, and this program reads format 1", "newer Meridian"}},
    {"include=x.yaml", {"--set #1:1:1", "an include cannot be set", "file of its own"}},
};

}  // namespace

TEST_CASE("a mistake in a table or an included file is told at its place in that file", "[scenario]") {
    Folder const folder;
    for (auto const& [name, content, text, instead, told] : two_files) {
        CAPTURE(content, instead);
        folder.write(name, content);
        check_told(folder, read(folder.write("s.yaml", good_but(text, instead))), told);
    }
}

TEST_CASE("a mistake in an override is told at its column", "[scenario]") {
    Folder const folder;
    auto const file = folder.write("s.yaml", good_scenario);
    for (auto const& [text, told] : overrides) {
        CAPTURE(text);
        check_told(folder, read_set(file, {std::string{text}}), told);
    }
}

TEST_CASE("a scenario file that cannot be read is told of", "[scenario]") {
    Folder const folder;
    auto const file = folder.write("china.yaml", good_scenario);
    check_told(folder, read(folder / "chinna.yaml"),
               {"chinna.yaml:1:1", "no file 'chinna.yaml'", "'china.yaml'"});
    check_told(folder, read(folder / "nowhere/s.yaml"), {"nowhere/s.yaml:1:1", "no file", "nowhere' either"});
    check_told(folder, read(folder / "."), {".:1:1", "is a folder", "name a file"});
}

TEST_CASE("a mistake in an option of one value names the option alone", "[scenario]") {
    Folder const folder;
    auto const file = folder.write("s.yaml", good_scenario);
    std::vector<std::pair<scenario::Override, std::string>> const cases{
        {{"--policy", "policy=neerest_user"},
         "--policy: there is no policy 'neerest_user'\n  fix: did you mean 'nearest_user'?"},
        {{"--policy", "policy={name: nearest_user, reach: 1 km}"},
         "--policy: reach: 'km' measures length, not duration\n  fix: write one of: "},
        {{"--policy", "policy=[nearest_user"},
         "--policy: this list is not closed\n  fix: put the closing bracket"},
        {{"--seed", "seed=one"}, "--seed: seed: 'one' is not a whole number from 0"},
        {{"--seed", "seed="}, "--seed: the value is empty\n  fix: write a value behind the option"},
        {{"--run", "run=\xFF"}, "--run: byte 0xFF is not UTF-8\n"}};
    for (auto const& [given, told] : cases) {
        CAPTURE(given.option, given.text);
        auto const reading = read(file, {{given}});
        REQUIRE(reading.problems.size() == 1);
        CHECK_THAT(words(reading.problems.front()), Catch::StartsWith(told));
    }
    // Beside an option, a --set keeps its number and its column.
    auto const both = read(file, {{{"--set #2", "horizn=1 d"}, {"--seed", "seed=5"}}});
    REQUIRE(both.problems.size() == 1);
    CHECK_THAT(words(both.problems.front()), Catch::StartsWith("--set #2:1:1: there is no key 'horizn'"));
}

TEST_CASE("a folder without scenario files is told so in a sentence", "[scenario]") {
    Folder const folder;
    check_told(folder, read(folder / "nofile.yaml"),
               {"nofile.yaml:1:1", "no file 'nofile.yaml'", "there is no .yaml file in that folder"});
    folder.write("nofile.csv", "x\n");
    check_told(folder, read(folder / "nofile.yaml"),
               {"nofile.yaml:1:1", "no file", "there is no .yaml file in that folder"});
    check_told(folder, read(folder / "nofile"), {"nofile:1:1", "no file", "'nofile.csv'?"});
    folder.write("nofile.yml", "x\n");
    check_told(folder, read(folder / "nofile.yaml"), {"nofile.yaml:1:1", "no file", "'nofile.yml'?"});
    CHECK_THAT(words(read(folder / "empty/../x/s.yaml").problems.front()), Catch::Contains("no folder"));
}

TEST_CASE("the results of a run are no scenario, and the scenario beside them is named", "[scenario]") {
    Folder const folder;
    auto const summary = folder.write("out/summary.json", "{\n  \"jobs_arrived\": 4,\n  \"seed\": 1\n}\n");
    auto const manifest = folder.write("out/manifest.json", "{\n  \"content_key\": \"0a\"\n}\n");
    check_told(folder, read(summary),
               {"out/summary.json:1:1", "this is the summary of a run", "name the scenario that was run"});
    folder.write("out/scenario.yaml", good_scenario);
    check_told(folder, read(summary),
               {"out/summary.json:1:1", "the summary of a run, not a scenario", "name 'out/scenario.yaml'"});
    check_told(
        folder, read(manifest),
        {"out/manifest.json:1:1", "the manifest of a run, not a scenario", "name 'out/scenario.yaml'"});
}
