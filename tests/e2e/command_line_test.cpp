// What is asked on the command line, and what is said about wrong questions.
#include <algorithm>
#include <string>
#include <vector>

#include "sim/report/table/display_width.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

constexpr std::size_t screen = 80;

void check_fits_the_screen(std::string const& text) {
    for (std::string const& line : lines_of(text)) {
        INFO(report::display_width(line) << " columns: " << line);
        CHECK(report::display_width(line) <= screen);
    }
}

std::string reported_about(std::string const& scenario, Words const& options) {
    CommandResult const answer = run_meridian(joined({"run", scenario}, options));
    CHECK(answer.exit_code == 2);
    CHECK(answer.out.empty());
    return answer.err;
}

std::string const mixed = source("tests/golden/mixed.yaml");

}  // namespace

TEST_CASE("help and version are given and nothing else happens") {
    for (Words const& words :
         std::vector<Words>{{}, {"run"}, {"validate"}, {"export"}, {"policies"}, {"schema"}}) {
        for (char const* const flag : {"--help", "-h"}) {
            CommandResult const answer = run_meridian(joined(words, {flag}));
            INFO((words.empty() ? "meridian" : words.front()) << " " << flag);
            CHECK(answer.exit_code == 0);
            CHECK(answer.err.empty());
            CHECK_THAT(answer.out,
                       Catch::Contains("Usage: meridian " + (words.empty() ? "" : words.front())));
            CHECK_THAT(answer.out, Catch::Contains("Exit codes: 0 success"));
        }
    }
    CommandResult const help = run_meridian({"--help"});
    for (char const* const command : {"run", "validate", "export", "policies", "schema"}) {
        CHECK_THAT(help.out, Catch::Contains(std::string{"\n  "} + command + " "));
    }
    for (char const* const option :
         {"--out", "--set", "--policy", "--network", "--seed", "--run", "--log", "--quiet"}) {
        CHECK_THAT(run_meridian({"run", "--help"}).out, Catch::Contains(option));
    }

    CommandResult const version = run_meridian({"--version"});
    CHECK(version.exit_code == 0);
    CHECK_THAT(version.out, Catch::Matches("Meridian [0-9]+\\.[0-9]+\\.[0-9]+ \\(.+\\)\n"));
}

TEST_CASE("a command line that cannot be understood ends with 2 and says why") {
    struct Case {
        Words words;
        std::string said;
    };
    std::vector<Case> const cases{
        {{}, "subcommand"},
        {{"rum", triangle}, "did you mean 'run'"},
        {{"--colour"}, "--colour"},
        {{"run"}, "SCENARIO is missing"},
        {{"run", triangle, "--polcy", "nearest_user"}, "no option '--polcy'"},
        {{"run", triangle, "--out"}, "--out"},
        {{"run", triangle, "--out", ""}, "--out"},
        {{"run", triangle, "--set"}, "--set"},
        {{"run", triangle, "--seed"}, "--seed"},
        {{"run", triangle, "--seed", "1", "--seed", "2"}, "--seed"},
        {{"run", triangle, "--log", "decisions"}, "--log"},
        {{"run", triangle, triangle}, "triangle.yaml"},
        {{"validate"}, "FILE is missing"},
        {{"policies", "nearest_user", "fcfs"}, "fcfs"},
        {{"schema", "--output", "--reference"}, "--reference"},
        {{"schema", "--input"}, "--input"},
    };
    for (Case const& c : cases) {
        CommandResult const answer = run_meridian(c.words);
        std::string asked;
        for (std::string const& word : c.words)
            asked += word + " ";
        INFO("meridian " << asked << "\n" << answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_FALSE(answer.err.empty());
        CHECK_THAT(answer.err, Catch::Contains(c.said));
    }
}

TEST_CASE("policies are listed and described, and a misspelt one gets a suggestion") {
    CommandResult const all = run_meridian({"policies"});
    CHECK(all.exit_code == 0);
    check_fits_the_screen(all.out);
    for (char const* const name : {"nearest_user", "least_loaded", "random", "fcfs", "fcfs_skip", "priority",
                                   "shortest_first", "easy", "conservative", "delay", "simgrid"}) {
        CHECK_THAT(all.out, Catch::Contains(std::string{"\n  "} + name + " "));
        CommandResult const one = run_meridian({"policies", name});
        CHECK(one.exit_code == 0);
        CHECK_THAT(one.out, Catch::StartsWith(name));
        check_fits_the_screen(one.out);
    }
    CHECK_THAT(run_meridian({"policies", "nearest_user"}).out, Catch::Contains("reach"));
    CHECK_THAT(run_meridian({"policies", "easy"}).out,
               Catch::Contains("Lifka") && Catch::Contains("one of machines, count"));

    CommandResult const wrong = run_meridian({"policies", "neerest_user"});
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err,
               Catch::Contains("'neerest_user'") && Catch::Contains("did you mean 'nearest_user'"));
}

TEST_CASE("the schema of scenarios is JSON, and the reference a page") {
    CommandResult const schema = run_meridian({"schema"});
    CHECK(schema.exit_code == 0);
    CHECK(nlohmann::json::parse(schema.out)["properties"]["policy"]["default"] == "nearest_user");
    CommandResult const page = run_meridian({"schema", "--reference"});
    CHECK(page.exit_code == 0);
    CHECK_THAT(page.out, Catch::StartsWith("# ") && Catch::Contains("### `nearest_user`"));
}

TEST_CASE("the output schema is a table of three columns") {
    CommandResult const answer = run_meridian({"schema", "--output"});
    REQUIRE(answer.exit_code == 0);
    std::vector<std::string> const lines = lines_of(answer.out);
    REQUIRE(lines.size() > 50);
    CHECK(lines.front() == "file\tkey\tmeaning");
    for (std::string const& line : lines) {
        INFO(line);
        CHECK(std::count(line.begin(), line.end(), '\t') == 2);
        CHECK(line.back() != '\t');
    }
}

TEST_CASE("validate says what a good file holds and goes on after a bad one") {
    CommandResult const fine = run_meridian({"validate", "scenarios/tiny/triangle.yaml"}, source(""));
    CHECK(fine.exit_code == 0);
    CHECK(fine.err.empty());
    CHECK_THAT(fine.out,
               Catch::StartsWith("scenarios/tiny/triangle.yaml: OK\n  3 sites, 3 pools, 3 links, 1 region"));

    TemporaryFolder const work;
    write_file(work.file("bad.yaml"), "meridian: 1\nname: Bad\nhorizn: 1 d\n");
    CommandResult const both = run_meridian({"validate", work.file("bad.yaml"), triangle});
    CHECK(both.exit_code == 2);
    CHECK_THAT(both.err, Catch::Contains("bad.yaml:3:1: there is no key 'horizn'"));
    CHECK_THAT(both.err, Catch::Contains("did you mean 'horizon'?"));
    CHECK_THAT(both.out, Catch::Contains("triangle.yaml: OK"));
}

TEST_CASE("what is printed about shipped scenarios fits 80 columns", "[many_runs]") {
    std::vector<std::string> scenarios{"scenarios/national/china.yaml", "scenarios/national/january.yaml"};
    for (std::string const& file : scenarios_in("tiny"))
        scenarios.push_back("scenarios/tiny/" + file.substr(file.rfind('/') + 1));
    for (std::string const& scenario : scenarios) {
        INFO(scenario);
        CommandResult const run = run_meridian({"run", scenario}, source(""));
        CHECK(run.exit_code == 0);
        check_fits_the_screen(run.out);
        check_fits_the_screen(run.err);
        CommandResult const checked = run_meridian({"validate", scenario}, source(""));
        CHECK(checked.exit_code == 0);
        check_fits_the_screen(checked.out);
    }
}

TEST_CASE("long and wide names keep the tables within 80 columns") {
    TemporaryFolder const work;
    std::string text = read_file(triangle);
    auto const rename = [&text](std::string const& from, std::string const& to) {
        std::size_t const at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    rename("{name: B, display_name: Site B, name_zh: B 中心,",
           "{name: 一个名字很长很长的区域级算力数据中心,");
    rename("{site: B,", "{site: 一个名字很长很长的区域级算力数据中心,");
    rename("{name: C, display_name: Site C, name_zh: C 中心,",
           "{name: the-data-centre-that-has-the-longest-name-of-all-of-them,");
    rename("{site: C,", "{site: the-data-centre-that-has-the-longest-name-of-all-of-them,");
    write_file(work.file("wide.yaml"), text);
    CommandResult const answer = run_meridian({"run", "wide.yaml"}, work.path());
    INFO(answer.err);
    CHECK(answer.exit_code == 0);
    CHECK_THAT(answer.out, Catch::Contains("\n一个名字很长") && Catch::Contains("\nthe-data-centre"));
    check_fits_the_screen(answer.out);
}

TEST_CASE("nothing is coloured, erased or rewritten where nobody watches") {
    std::string const national = source("scenarios/national/china.yaml");
    for (Words const& words :
         std::vector<Words>{{"run", national}, {"validate", national}, {"policies"}, {"--help"}}) {
        CommandResult const answer = run_meridian(words);
        CHECK(answer.exit_code == 0);
        CHECK((answer.out + answer.err).find_first_of("\x1b\r\b") == std::string::npos);
    }
}

TEST_CASE("validate reports warnings, and --strict makes them a no; run counts them") {
    TemporaryFolder const work;
    // Beside the good scenario a curve that nothing uses.
    write_file(work.file("s.yaml"), read_file(triangle) +
                                        "curves: [{name: idle, hours: 1 1 1 1 1 1 1 1 1 1 1 "
                                        "1 1 1 1 1 1 1 1 1 1 1 1 1}]\n");
    CommandResult const reported = run_meridian({"validate", work.file("s.yaml")});
    CHECK(reported.exit_code == 0);
    CHECK_THAT(
        reported.err,
        Catch::Contains("s.yaml:") &&
            Catch::Contains(": warning: 1 of the 1 curves is used by no class or service: idle\n  fix: "));
    CHECK_THAT(reported.out, Catch::Contains("s.yaml: 1 warning\n  3 sites"));
    CHECK(run_meridian({"validate", "--strict", work.file("s.yaml")}).exit_code == 1);
    CHECK(run_meridian({"validate", "--strict", triangle}).exit_code == 0);
    write_file(work.file("bad.yaml"), "meridian: 1\n");
    CHECK(run_meridian({"validate", "--strict", work.file("s.yaml"), work.file("bad.yaml")}).exit_code == 2);

    CommandResult const run = run_meridian({"run", work.file("s.yaml"), "--seed", "2"});
    CHECK(run.exit_code == 0);
    CHECK_THAT(run.err, Catch::StartsWith("1 warning; `meridian validate " + work.file("s.yaml") +
                                          " --seed 2` shows it\n"));
    CHECK_THAT(run_meridian({"run", triangle}).err, !Catch::Contains("warning"));
}

TEST_CASE("the folder of a run is no scenario, and the one in it is named") {
    TemporaryFolder const work;
    REQUIRE(run_meridian({"run", triangle, "--out", work.file("out")}).exit_code == 0);
    CommandResult const answer = run_meridian({"run", "out/"}, work.path());
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.err, Catch::StartsWith("out/:1:1: 'out/' is a folder, not a file\n"
                                             "  fix: name 'out/scenario.yaml'\n"));
}

TEST_CASE("options change the run that is played") {
    TemporaryFolder const work;
    auto const played = [&](Words const& options) {
        CommandResult const answer =
            run_meridian(joined({"run", mixed, "--out", work.file("out"), "--log", "jobs"}, options));
        INFO(answer.err);
        REQUIRE(answer.exit_code == 0);
        return json_in(work.file("out/summary.json"));
    };
    auto const jobs = [&] { return read_file(work.file("out/jobs.csv")); };

    nlohmann::json const plain = played({});
    std::string const plain_jobs = jobs();
    CHECK(plain["policy"] == "nearest_user");
    CHECK(plain["seed"] == 7);
    CHECK(plain["run"] == 0);

    CHECK(played({"--seed", "7", "--run", "0"}) == plain);
    CHECK(jobs() == plain_jobs);

    CHECK(played({"--seed", "8"})["seed"] == 8);
    CHECK(jobs() != plain_jobs);
    CHECK(played({"--run", "1"})["run"] == 1);
    CHECK(jobs() != plain_jobs);

    nlohmann::json const other_policy = played({"--policy", "least_loaded"});
    CHECK(other_policy["policy"] == "least_loaded");
    CHECK(other_policy["jobs_arrived"] == plain["jobs_arrived"]);  // the same work, whatever the policy
    CHECK(jobs() != plain_jobs);

    // From 2 h of warm-up to 6 h: 14,400 s.
    CHECK(played({"--set", "horizon=6 h"})["window_s"] == 14400);
    // Both of two --set count, and --seed counts beside them.
    nlohmann::json const several = played({"--set", "horizon=6 h", "--set", "warmup=1 h", "--seed", "9"});
    CHECK(several["window_s"] == 18000);
    CHECK(several["seed"] == 9);
    // A feeder of the idle draw alone, 32 x 0.1 kW, lets no card of the west be busy.
    played({"--set", "sites.West.power_limit=3.2 kW"});
    CHECK_THAT(plain_jobs, Catch::Contains(",West,"));
    CHECK_THAT(jobs(), !Catch::Contains(",West,"));
}

TEST_CASE("a misspelt option value gets a suggestion, and nothing is run") {
    CHECK_THAT(reported_about(triangle, {"--policy", "neerest_user"}),
               Catch::Contains("did you mean 'nearest_user'?"));
    CHECK_THAT(reported_about(triangle, {"--network", "dealy"}), Catch::Contains("did you mean 'delay'?"));
    CHECK_THAT(reported_about(triangle, {"--set", "horizn=1 h"}), Catch::Contains("did you mean 'horizon'?"));
    CHECK_THAT(reported_about(triangle, {"--set", "sites.A.power_limt=1 kW"}),
               Catch::Contains("did you mean 'power_limit'?"));
    CHECK_THAT(reported_about(triangle, {"--set", "policy.reech=1 ms"}),
               Catch::Contains("did you mean 'reach'?"));
    CHECK_THAT(reported_about(mixed, {"--set", "sites.Wst.storage=1 PB"}),
               Catch::Contains("did you mean 'West'?"));
    CHECK_THAT(reported_about(triangle, {"--set", "horizon=1"}), Catch::Contains("no unit"));
    CHECK_THAT(reported_about(triangle, {"--set", "horizon=-1 h"}), Catch::Contains("out of range"));
    CHECK_THAT(reported_about(triangle, {"--set", "horizon"}), Catch::Contains("path=value"));
    CHECK_THAT(reported_about(triangle, {"--seed", "one"}), Catch::Contains("'one' is not a whole number"));
    CHECK_THAT(reported_about(triangle, {"--run", "1.5"}), Catch::Contains("'1.5' is not a whole number"));

    // Each fault names the option that it is in.
    CHECK_THAT(reported_about(triangle, {"--policy", "neerest_user"}), Catch::Contains("--policy"));
    CHECK_THAT(reported_about(triangle, {"--seed", "one"}), Catch::Contains("--seed"));
}

TEST_CASE("a class that no site may take is warned of before all figures") {
    // Nobody is within 1 us: even the site of the users' own town is 1 ms of access away.
    CommandResult const answer =
        run_meridian({"run", triangle, "--set", "policy={name: nearest_user, reach: 0.001 ms}"});
    CHECK(answer.exit_code == 0);
    std::size_t const warning = answer.out.find("\nWARNING: ");
    REQUIRE(warning != std::string::npos);
    CHECK_THAT(answer.out, Catch::Contains("not one of the 4 jobs of class 'Work' was placed anywhere"));
    CHECK_THAT(answer.out,
               Catch::Contains("4 of 4 jobs: no site that could run it") && Catch::Contains("fix:"));
    CHECK(warning < answer.out.find("Headline figures"));
    check_fits_the_screen(answer.out);

    CHECK_THAT(run_meridian({"run", triangle}).out, !Catch::Contains("WARNING"));
}

TEST_CASE("what is wrong with an option is said with a fix") {
    struct Wrong {
        Words words;
        std::string wrong, fix;
    };
    for (Wrong const& one : std::vector<Wrong>{
             {{"run", triangle, "--otu", "x"}, "meridian run: ", "did you mean '--out'?"},
             {{"run", triangle, "--no-such"}, "--no-such", "`meridian run --help` shows what it takes"},
             {{"run", triangle, "--no-such"}, "there is no option '--no-such'", "`meridian run --help`"},
             {{"run", triangle, "more"}, "'more' is one argument too many", "leave it out"},
             {{"run"}, "SCENARIO is missing", "add SCENARIO; `meridian run --help`"},
             {{"sweep", triangle}, "--out DIR is missing", "add --out DIR; `meridian sweep --help`"},
             {{"run", triangle, "--out"}, "--out has no value", "write --out DIR; `meridian run --help`"},
             {{"sweep", triangle, "--out", "x", "--workers", "0"},
              "--workers: 0 is out of range",
              "write a whole number from 1 to 4096; `meridian sweep --help`"},
             {{"sweep", triangle, "--out", "x", "--workers", "two"},
              "--workers: 'two' is not a whole number",
              "in digits; `meridian sweep --help`"},
             {{"validate", triangle, "--json", "--pilot"},
              "--pilot and --json exclude each other",
              "leave one of them out"},
             {{"sweep", triangle, "--out", "x", "--submit"}, "--submit needs --slurm", "add --slurm"},
             {{"report", triangle, "--format", "doc"},
              "--format: 'doc' is not known here",
              "write one of html,md,csv,json,xlsx,pdf; `meridian report --help`"}}) {
        CommandResult const answer = run_meridian(one.words);
        CAPTURE(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains(one.wrong));
        CHECK_THAT(answer.err, Catch::Contains("\n  fix: "));
        CHECK_THAT(answer.err, Catch::Contains(one.fix));
    }
}

TEST_CASE("large runs are refused unless they are allowed") {
    Words const endless{"--set", "horizon=36525 d",           "--set", "timeseries_bin=1 d",
                        "--set", "sensing={interval: 100 ms}"};
    for (char const* const command : {"validate", "run"}) {
        CommandResult const answer = run_meridian(joined({command, mixed}, endless));
        CAPTURE(command, answer.err);
        CHECK(answer.exit_code == 2);
        CHECK_THAT(answer.err, Catch::Contains("a run takes about"));
        CHECK_THAT(answer.err, Catch::Contains("or add --allow-large"));
    }
    CommandResult const allowed = run_meridian(joined({"validate", mixed, "--allow-large"}, endless));
    CHECK(allowed.exit_code == 0);
    CHECK_THAT(allowed.err, Catch::Contains("warning: a run takes about"));
}

}  // namespace meridian::testing
