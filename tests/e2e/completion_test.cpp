// Completions and manual pages, made from the declared options: read by real shells and by man.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace meridian::testing {
namespace {

using Offers = std::set<std::string>;

std::vector<std::string> const shells{"bash", "zsh", "fish"};

// What a shell offers for each of the lines, in the folder. '/' at the end of folders is taken off.
std::vector<Offers> offered(std::string const& shell, std::string const& folder, Words const& lines) {
    std::string const script = source("tests/e2e/completion/" + shell);
    TemporaryFolder const work;
    Words const begin = shell == "bash"  ? Words{"--norc", script, meridian_binary}
                        : shell == "zsh" ? Words{"-f", script, meridian_binary, work.path()}
                                         : Words{"--no-config", script, meridian_binary};
    CommandResult const answer = run_program("/usr/bin/" + shell, joined(begin, lines), folder);
    INFO(shell << ": " << answer.err << "\n" << answer.out);
    REQUIRE(answer.exit_code == 0);
    CHECK(answer.err.empty());
    std::vector<Offers> all(1);
    for (std::string line : lines_of(answer.out)) {
        if (line == "--") {
            all.emplace_back();
            continue;
        }
        while (line.ends_with('/') || line.ends_with(' '))
            line.pop_back();
        if (!line.empty()) all.back().insert(line);
    }
    all.pop_back();  // behind the last end
    REQUIRE(all.size() == lines.size());
    return all;
}

// The words of a text that begin so, up to a character that ends a word of help.
Offers words_with(std::string const& text, std::string const& begin) {
    Offers words;
    for (std::string const& line : lines_of(text)) {
        if (!line.starts_with("  " + begin) && !line.starts_with("  -h,--help")) continue;
        auto const at = line.find("--");
        words.insert(line.substr(at, line.find_first_of(" =,", at) - at));
    }
    return words;
}

// The subcommands in the order of --help.
Words subcommands() {
    Words names;
    bool begun = false;
    for (std::string const& line : lines_of(run_meridian({"--help"}).out)) {
        if (begun && line.starts_with("  ") && line[2] != ' ')
            names.push_back(line.substr(2, line.find(' ', 2) - 2));
        begun = begun || line == "Subcommands:";
    }
    return names;
}

}  // namespace

TEST_CASE("shells offer every subcommand, and of each the options that its help lists", "[e2e][completion]") {
    Words const commands = subcommands();
    REQUIRE(commands.size() >= 16);
    Words lines{"meridian "};
    std::vector<Offers> expected{Offers{commands.begin(), commands.end()}};
    for (std::string const& command : commands) {
        lines.push_back("meridian " + command + " --");
        expected.push_back(words_with(run_meridian({command, "--help"}).out, "--"));
        CHECK(expected.back().count("--help") == 1);
    }
    for (std::string const& shell : shells) {
        auto const all = offered(shell, "", lines);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            INFO(shell << ": " << lines[i]);
            Offers options = all[i];
            // bash and fish show the program's own options beside the subcommands, and -h beside --help.
            std::erase_if(options, [&](std::string const& one) {
                return one == "-h" || (i == 0 && one.starts_with("--"));
            });
            CHECK(options == expected[i]);
        }
    }
}

TEST_CASE("shells complete choices, names and files", "[e2e][completion]") {
    TemporaryFolder const folder;
    for (char const* const file : {"scenario.yaml", "second.yml", "scratch.txt"})
        write_file(folder.file(file), "");
    std::filesystem::create_directory(folder.file("scenes"));
    struct Case {
        std::string line;
        Offers with, without;
    };
    std::vector<Case> const cases{
        {"meridian ru", {"run"}, {"report"}},
        {"meridian --v", {"--version"}, {"--json"}},
        {"meridian run scenario.yaml --po", {"--policy"}, {"--out"}},
        {"meridian run scenario.yaml --policy least", {"least_loaded", "least_congested"}, {"nearest_user"}},
        {"meridian run scenario.yaml --network ", {"fluid", "delay", "simgrid"}, {"least_loaded"}},
        {"meridian run --log ", {"jobs", "decisions"}, {"scenario.yaml"}},
        {"meridian report --format p", {"pdf"}, {"html"}},
        {"meridian report --lang ", {"en", "zh"}, {"pdf"}},
        {"meridian init na", {"national"}, {"blank"}},
        {"meridian init s", {"services", "study", "scenes"}, {"scenario.yaml", "national"}},
        {"meridian init national s", {"scenes"}, {"services", "scenario.yaml"}},
        {"meridian run s", {"scenario.yaml", "second.yml", "scenes"}, {"scratch.txt"}},
        {"meridian validate s", {"scenario.yaml", "scratch.txt", "scenes"}, {}},
        {"meridian validate scenario.yaml s", {"scenario.yaml", "scratch.txt"}, {}},
        {"meridian run --quiet --out s", {"scenes"}, {"scenario.yaml", "scratch.txt"}},
        {"meridian status s", {"scenes"}, {"scenario.yaml", "scratch.txt"}},
        {"meridian policies fcfs", {"fcfs", "fcfs_skip"}, {"least_loaded"}},
        {"meridian diff s", {"scenario.yaml", "scenes"}, {"scratch.txt"}},
        {"meridian diff scenario.yaml s", {"scenario.yaml", "scenes"}, {"scratch.txt"}},
        {"meridian export g", {"geojson"}, {"simgrid"}},
        {"meridian export sim", {"simgrid"}, {"scenario.yaml"}},
        {"meridian export simgrid s", {"scenario.yaml", "scenes"}, {"scratch.txt", "simgrid"}},
        {"meridian completion z", {"zsh"}, {"bash"}},
        {"meridian manual scr", {"screen"}, {"run", "scratch.txt"}},
    };
    Words lines;
    for (Case const& one : cases)
        lines.push_back(one.line);
    for (std::string const& shell : shells) {
        auto const all = offered(shell, folder.path(), lines);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            INFO(shell << ": " << lines[i]);
            CAPTURE(all[i]);
            for (std::string const& one : cases[i].with)
                CHECK(all[i].count(one) == 1);
            for (std::string const& one : cases[i].without)
                CHECK(all[i].count(one) == 0);
        }
    }
    // A value behind '=', which is a word of its own in bash and a part of the word in fish.
    std::map<std::string, std::string> const joined_to{
        {"bash", "least_loaded"}, {"zsh", "least_loaded"}, {"fish", "--policy=least_loaded"}};
    for (auto const& [shell, one] : joined_to)
        CHECK(offered(shell, folder.path(), {"meridian run --policy=least_l"}).front() == Offers{one});
    CHECK(offered("bash", folder.path(), {"meridian run scenario.yaml --set horizon=s"}).front().empty());
}

TEST_CASE("manual pages cover every subcommand and option without a warning", "[e2e][completion]") {
    TemporaryFolder const folder;
    CommandResult const made = run_meridian({"manual", "--out", folder.file("man1")});
    REQUIRE(made.exit_code == 0);
    std::set<std::string> expected{"meridian.1"};
    for (std::string const& command : subcommands())
        expected.insert("meridian-" + command + ".1");
    auto const files = everything_in(folder.file("man1"));
    CHECK(std::set<std::string>{files.begin(), files.end()} == expected);
    for (std::string const& file : files) {
        CAPTURE(file);
        std::string const path = folder.file("man1/" + file);
        CommandResult const page = run_program("/usr/bin/man", {"--warnings", "-l", path});
        CHECK(page.exit_code == 0);
        CHECK(page.err.empty());
        CommandResult const lint = run_program("/usr/bin/mandoc", {"-T", "lint", "-W", "warning", path});
        INFO(lint.out);
        CHECK(lint.exit_code == 0);
        Words const command = file == "meridian.1" ? Words{} : Words{file.substr(9, file.size() - 11)};
        for (std::string const& option : words_with(run_meridian(joined(command, {"--help"})).out, "--"))
            CHECK_THAT(page.out, Catch::Contains(option));
    }
    CHECK(run_meridian({"manual", "run"}).out == read_file(folder.file("man1/meridian-run.1")));
    CommandResult const wrong = run_meridian({"manual", "rum"});
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Catch::Contains("did you mean 'run'?"));
}

TEST_CASE("help shows positional arguments by their type", "[e2e][completion]") {
    std::map<std::string, std::string> const usage{{"init", "[OPTIONS] [TEMPLATE] DIR"},
                                                   {"run", "[OPTIONS] SCENARIO"},
                                                   {"validate", "[OPTIONS] FILE..."},
                                                   {"screen", "[OPTIONS] SCENARIO|STUDY..."},
                                                   {"sweep", "[OPTIONS] STUDY"},
                                                   {"report", "[OPTIONS] DIR|STUDY|SCENARIO..."},
                                                   {"export", "[OPTIONS] FORMAT SCENARIO|DIR"},
                                                   {"policies", "[OPTIONS] [NAME]"},
                                                   {"diff", "[OPTIONS] A B [POINT]"},
                                                   {"why", "[OPTIONS] DIR JOB"}};
    for (auto const& [command, text] : usage)
        CHECK_THAT(run_meridian({command, "--help"}).out,
                   Catch::Contains("Usage: meridian " + command + " " + text + "\n"));
    for (std::string const& command : subcommands())
        CHECK_THAT(run_meridian({command, "--help"}).out, !Catch::Contains("(0x)"));
}

TEST_CASE("the version is a line, or JSON with the libraries", "[e2e][completion]") {
    CommandResult const line = run_meridian({"--version"});
    CHECK_THAT(line.out, Catch::Matches("Meridian [0-9]+\\.[0-9]+\\.[0-9]+ \\(.+\\)\n"));
    for (Words const& words : {Words{"--version", "--json"}, Words{"--json", "--version"}}) {
        CommandResult const answer = run_meridian(words);
        REQUIRE(answer.exit_code == 0);
        auto const json = nlohmann::json::parse(answer.out);
        CHECK(line.out == "Meridian " + json["version"].get<std::string>() + " (" +
                              json["commit"].get<std::string>() + ")\n");
        CHECK(json["results_version"].is_number_integer());
        CHECK_FALSE(json["build"]["type"].get<std::string>().empty());
        CHECK_FALSE(json["build"]["compiler"].get<std::string>().empty());
        for (char const* const library : {"fmt", "yaml-cpp", "Boost", "Eigen", "SQLite"})
            CHECK_THAT(json["libraries"][library].get<std::string>(), Catch::Matches("[0-9]+\\.[0-9.]+"));
        CHECK(json["shared_folder"] == std::filesystem::canonical(source("")).string());
#ifdef MERIDIAN_HAS_SIMGRID
        CHECK_THAT(json["modules"]["SimGrid"]["version"].get<std::string>(),
                   Catch::Matches("[0-9]+\\.[0-9]+\\.[0-9]+"));
#endif
    }
    CommandResult const alone = run_meridian({"--json"});
    CHECK(alone.exit_code == 2);
    CHECK_THAT(alone.err, Catch::Contains("--version"));
}

TEST_CASE("files that come with the program are found from any folder", "[e2e][completion]") {
    TemporaryFolder const folder;
    CommandResult const shipped = run_meridian({"validate", "scenarios/tiny/triangle.yaml"}, folder.path());
    CHECK(shipped.exit_code == 0);
    CHECK_THAT(shipped.out, Catch::Contains("triangle.yaml: OK"));
    // One's own file of that path comes first.
    std::filesystem::create_directories(folder.file("scenarios/tiny"));
    write_file(folder.file("scenarios/tiny/triangle.yaml"), "meridian: 1\n");
    CHECK(run_meridian({"validate", "scenarios/tiny/triangle.yaml"}, folder.path()).exit_code == 2);
    CommandResult const other = run_meridian({"validate", "tiny/triangle.yaml"}, folder.path());
    CHECK(other.exit_code == 2);  // only as in the source tree
}

}  // namespace meridian::testing
