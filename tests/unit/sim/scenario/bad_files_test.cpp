// Mistakes in tables, included files, overrides and the names of files.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/sim/scenario/bad_inputs.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;

TEST_CASE("an error in a table or an included file is reported at its location in that file", "[scenario]") {
    WrittenFiles const folder;
    for (auto const& [name, content, text, instead, expected] : bad_files()) {
        CAPTURE(content, instead);
        folder.write(name, content);
        check_problem(folder, read(folder.write("s.yaml", good_but(text, instead))), expected);
    }
}

TEST_CASE("an error in an override is reported at its column", "[scenario]") {
    WrittenFiles const folder;
    auto const file = folder.write("s.yaml", good_scenario);
    for (auto const& [text, expected] : bad_overrides()) {
        CAPTURE(text);
        check_problem(folder, read_set(file, {std::string{text}}), expected);
    }
}

TEST_CASE("a scenario file that cannot be read is reported", "[scenario]") {
    WrittenFiles const folder;
    auto const file = folder.write("china.yaml", good_scenario);
    check_problem(folder, read(folder / "chinna.yaml"),
                  {"chinna.yaml:1:1", "no file 'chinna.yaml'", "'china.yaml'"});
    check_problem(folder, read(folder / "nowhere/s.yaml"),
                  {"nowhere/s.yaml:1:1", "no file", "nowhere' either"});
    check_problem(folder, read(folder / "."), {".:1:1", "is a folder", "china.yaml'"});
}

TEST_CASE("what is no file is reported and not waited for", "[scenario]") {
    WrittenFiles const folder;
    folder.write("a.yaml", good_scenario);
    folder.write("b.yaml", good_scenario);
    check_problem(folder, read(folder / "."), {".:1:1", "is a folder", "name a file in that folder"});
    REQUIRE(mkfifo((folder / "pipe.yaml").c_str(), 0600) == 0);
    check_problem(folder, read(folder / "pipe.yaml"),
                  {"pipe.yaml:1:1", "'pipe.yaml' is a pipe or a device, not a file", "into a file"});
    check_problem(folder, read("/dev/zero"), {"/dev/zero:1:1", "is a pipe or a device", "into a file"});
    std::filesystem::create_symlink("loop2.yaml", folder / "loop1.yaml");
    std::filesystem::create_symlink("loop1.yaml", folder / "loop2.yaml");
    check_problem(folder, read(folder / "loop1.yaml"),
                  {"loop1.yaml:1:1", "is a symbolic link that comes back to itself", "lead to a file"});
    check_problem(folder, read(folder / "a.yaml/s.yaml"), {"a.yaml/s.yaml:1:1", "a.yaml/s.yaml'", ""});
    check_problem(folder, read(folder / std::string(300, 'x')),
                  {std::string(300, 'x') + ":1:1", "cannot be read: File name too long", "check the name"});
    check_problem(folder, read(folder.write("s.yaml", "include: pipe.yaml\n")),
                  {"s.yaml:1:10", "is a pipe or a device", "into a file"});
    // Through a link that is fine, and folders that lead to themselves, files are read.
    std::filesystem::create_symlink("a.yaml", folder / "link.yaml");
    std::filesystem::create_directory_symlink(".", folder / "here");
    good(folder, read(folder / "here/here/link.yaml"));
}

TEST_CASE("a file that one may not read is reported", "[scenario]") {
    WrittenFiles const folder;
    auto const file = folder.write("s.yaml", good_scenario);
    std::filesystem::permissions(file, std::filesystem::perms::none);
    if (geteuid() == 0) {
        // Root reads everything: one who is not root asks, in a child process.
        std::filesystem::permissions(folder / ".", std::filesystem::perms::all);
        pid_t const child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            if (setuid(65534) != 0) _exit(2);
            auto const reading = read(file);
            bool const is_reported =
                reading.problems.size() == 1 &&
                reading.problems.front().wrong.find("Permission denied") != std::string::npos;
            _exit(is_reported ? 0 : 1);
        }
        int status = -1;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFEXITED(status));
        if (WEXITSTATUS(status) == 2) {
            WARN("skipped: this root may not become another user");
        } else {
            CHECK(WEXITSTATUS(status) == 0);
        }
        return;
    }
    check_problem(folder, read(file), {"s.yaml:1:1", "cannot be read: Permission denied", "permissions"});
}

TEST_CASE("files in other encodings", "[scenario]") {
    WrittenFiles const folder;
    good(folder, read(folder.write("bom.yaml", "\xEF\xBB\xBF" + std::string{good_scenario})));
    std::string crlf;
    for (char const c : good_scenario)
        crlf += c == '\n' ? std::string{"\r\n"} : std::string{c};
    good(folder, read(folder.write("crlf.yaml", crlf)));
    for (std::string const mark : {"\xFF\xFE", "\xFE\xFF"}) {
        check_problem(folder, read(folder.write("s.yaml", mark + std::string{"m\0e\0", 4})),
                      {"s.yaml:1:1", "the file is UTF-16, not UTF-8", "with the encoding UTF-8"});
    }
    check_problem(folder, read(folder.write("s.yaml", "")), {"s.yaml:1:1", "holds nothing", "meridian: 1"});
    check_problem(folder, read(folder.write("s.yaml", "# nothing\n\n")),
                  {"s.yaml:1:1", "holds nothing", "keys"});
}

TEST_CASE("lines of 10 MB and tables of a million rows are read, and errors in them reported",
          "[scenario][many_runs]") {
    WrittenFiles const folder;
    std::string const long_text(10'000'000, 'x');
    auto const text = good_but("name: base", "name: " + long_text);
    CHECK(good(folder, read(folder.write("s.yaml", text))).name.size() == long_text.size());
    check_problem(folder, read(folder.write("s.yaml", good_but("name: base", "nam: " + long_text))),
                  {"s.yaml:2:1", "no key 'nam'", "'name'"});
    auto const one_line = good_but("name: base", "name: [" + long_text + ", b");
    check_problem(folder, read(folder.write("s.yaml", one_line)),
                  {"s.yaml:2:7", "this list is not closed", "']'"});
    std::string rows = "name,latitude,longitude\nbeijing,39.9,116.4\ntianjin,39.1,117.2\n";
    for (int i = 0; i < 1'000'000; ++i)
        rows += fmt::format("n{},30,100\n", i);
    auto const nodes =
        "nodes:\n  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
        "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n";
    folder.write("n.csv", rows + "last,91,100\n");
    check_problem(folder, read(folder.write("s.yaml", good_but(nodes, "nodes: {table: n.csv}\n"))),
                  {"n.csv:1000004:6", "'91' is out of range", "from -90 to 90"});
}

TEST_CASE("an error in an option of one value names the option alone", "[scenario]") {
    WrittenFiles const folder;
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
    for (auto const& [given, expected] : cases) {
        CAPTURE(given.option, given.text);
        auto const reading = read(file, {{given}});
        REQUIRE(reading.problems.size() == 1);
        CHECK_THAT(words(reading.problems.front()), Catch::StartsWith(expected));
    }
    // Beside an option, a --set keeps its number and its column.
    auto const both = read(file, {{{"--set #2", "horizn=1 d"}, {"--seed", "seed=5"}}});
    REQUIRE(both.problems.size() == 1);
    CHECK_THAT(words(both.problems.front()), Catch::StartsWith("--set #2:1:1: there is no key 'horizn'"));
}

TEST_CASE("a folder without scenario files is reported in a sentence", "[scenario]") {
    WrittenFiles const folder;
    check_problem(folder, read(folder / "nofile.yaml"),
                  {"nofile.yaml:1:1", "no file 'nofile.yaml'", "there is no .yaml file in that folder"});
    folder.write("nofile.csv", "x\n");
    check_problem(folder, read(folder / "nofile.yaml"),
                  {"nofile.yaml:1:1", "no file", "there is no .yaml file in that folder"});
    check_problem(folder, read(folder / "nofile"), {"nofile:1:1", "no file", "'nofile.csv'?"});
    folder.write("nofile.yml", "x\n");
    check_problem(folder, read(folder / "nofile.yaml"), {"nofile.yaml:1:1", "no file", "'nofile.yml'?"});
    CHECK_THAT(words(read(folder / "empty/../x/s.yaml").problems.front()), Catch::Contains("no folder"));
}

TEST_CASE("the results of a run are no scenario, and the scenario beside them is named", "[scenario]") {
    WrittenFiles const folder;
    auto const summary = folder.write("out/summary.json", "{\n  \"jobs_arrived\": 4,\n  \"seed\": 1\n}\n");
    auto const manifest = folder.write("out/manifest.json", "{\n  \"content_key\": \"0a\"\n}\n");
    check_problem(folder, read(summary),
                  {"out/summary.json:1:1", "this is the summary of a run", "name the scenario that was run"});
    folder.write("out/scenario.yaml", good_scenario);
    check_problem(
        folder, read(summary),
        {"out/summary.json:1:1", "the summary of a run, not a scenario", "name 'out/scenario.yaml'"});
    check_problem(folder, read(folder / "out"),
                  {"out:1:1", "'out' is a folder, not a file", "name 'out/scenario.yaml'"});
    check_problem(
        folder, read(manifest),
        {"out/manifest.json:1:1", "the manifest of a run, not a scenario", "name 'out/scenario.yaml'"});
}
