// Mistakes in tables, included files, overrides and the names of files.
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/sim/scenario/bad_inputs.hpp"
#include "tests/unit/sim/scenario/told.hpp"

using namespace meridian;
using namespace meridian::testing;

TEST_CASE("a mistake in a table or an included file is told at its place in that file", "[scenario]") {
    Folder const folder;
    for (auto const& [name, content, text, instead, told] : bad_files()) {
        CAPTURE(content, instead);
        folder.write(name, content);
        check_told(folder, read(folder.write("s.yaml", good_but(text, instead))), told);
    }
}

TEST_CASE("a mistake in an override is told at its column", "[scenario]") {
    Folder const folder;
    auto const file = folder.write("s.yaml", good_scenario);
    for (auto const& [text, told] : bad_overrides()) {
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
