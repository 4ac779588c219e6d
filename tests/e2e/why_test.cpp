// meridian why: the decisions on one job in words.
#include <filesystem>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "sim/report/table/display_width.hpp"
#include "tests/e2e/one_line.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

using Json = nlohmann::json;

// A hall with two cards and a farther one with one. Cards draw 100 W idle and 500 W busy; the hall's PUE is 1, its energy
// costs 1 CNY/kWh and its carbon is 0.5 kg/kWh.
constexpr auto scenario = R"(meridian: 1
name: Two halls
start: 2025-01-06T00:00:00+08:00
timezone: Asia/Shanghai
horizon: 1 d
route_factor: 1
fibre_delay: 5 us/km
accelerators: [{name: card, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {training: 1}, idle_power: 100 W, busy_power: 500 W}]
coolings: [{name: hall, base: 1, slope: 0}]
grids: [{name: grid, carbon: 0.5 kg/kWh}]
tariffs: [{name: flat, price: 1 CNY/kWh}]
nodes: [{name: town, latitude: 40.0, longitude: 116.0}, {name: desert, latitude: 40.0, longitude: 106.0}]
links: [{a: town, b: desert, capacity: 8 Gbit/s, length: 1000 km}]
sites:
  - {name: here, display_name: Town hall, node: town, tariff: flat, grid: grid, cooling: hall}
  - {name: there, node: desert, tariff: flat, grid: grid, cooling: hall}
pools: [{site: here, accelerator: card, servers: 1, width: 2}, {site: there, accelerator: card, servers: 1, width: 1}]
regions: [{name: people, display_name: The people, node: town}]
classes: [{name: work, display_name: Training work, kind: training, runtime: 2 h, accelerators: 2}]
jobs:
  - {name: first, class: work, origin: people, at: 1 h}
  - {name: second, class: work, origin: people, at: 2 h}
  - {name: wide, class: work, origin: people, at: 3 h, accelerators: 3}
)";

// The folder of its run.
class WhyRun {
public:
    explicit WhyRun(Words const& logs = {"--log", "jobs", "--log", "decisions"},
                    std::string const& text = scenario) {
        write_file(files_.file("halls.yaml"), text);
        CommandResult const run = run_meridian(
            joined({"run", "halls.yaml", "--out", "run1", "--quiet", "--allow-unservable"}, logs),
            files_.path());
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
    }
    [[nodiscard]] CommandResult why(Words const& words) const {
        return run_meridian(joined({"why", "run1"}, words), files_.path());
    }
    [[nodiscard]] std::string file(std::string const& name) const { return files_.file(name); }
    [[nodiscard]] std::string const& folder() const { return files_.path(); }

private:
    TemporaryFolder files_;
};

}  // namespace

TEST_CASE("why says where a job went, why not elsewhere, what it waited for and what it cost", "[why]") {
    WhyRun const run;
    CommandResult const answer = run.why({"0"});
    INFO(answer.out << answer.err);
    CHECK(answer.exit_code == 0);
    CHECK(answer.err.empty());
    CHECK_THAT(in_one_line(answer.out),
               Catch::StartsWith("Job 0: 'first', Training work from The people, 2 accelerators") &&
                   Catch::Contains("It arrived at 2025-01-06 01:00:00 (1 h)") &&
                   Catch::Contains("the policy Nearest to the user placed it at Town hall") &&
                   Catch::Contains("It did not wait.") && Catch::Contains("It ran for 2 h") &&
                   Catch::Contains("It was done 2 h after its arrival."));
    // Two cards, 400 W each beyond idling, for two hours.
    CHECK_THAT(in_one_line(answer.out),
               Catch::Contains("1.60 kWh") && Catch::Contains("1.60 CNY") && Catch::Contains("0.800 kg"));
    CHECK_THAT(in_one_line(answer.out),
               Catch::Contains("1 of 2 could take it") && Catch::Contains("the job is wider than its pools"));
}

TEST_CASE("why reads what excluded a site, with a comma in it", "[why]") {
    // Planned work from 4 h on closes the hall at 1 h, before a job comes that either could do.
    std::string text = scenario;
    std::string const wide = "at: 3 h, accelerators: 3";
    text.replace(text.find(wide), wide.size(), "at: 90 min, accelerators: 1");
    text += "events: [{name: works, site: here, from: 4 h, for: 1 h, notice: 3 h}]\n";
    WhyRun const run{{"--log", "decisions"}, text};
    CommandResult const answer = run.why({"wide"});
    INFO(answer.out << answer.err);
    CHECK(answer.exit_code == 0);
    CHECK_THAT(in_one_line(answer.out), Catch::Contains("it is closed, as planned work on it"));
}

TEST_CASE("why describes waits at the brain and rejections with what would change them", "[why]") {
    WhyRun const run;
    CommandResult const waited = run.why({"second"});
    INFO(waited.out << waited.err);
    CHECK(waited.exit_code == 0);
    CHECK_THAT(in_one_line(waited.out),
               Catch::Contains("let it wait at the brain: every site within reach is full") &&
                   Catch::Contains("It waited 1 h at the brain.") &&
                   Catch::Contains("placed it at Town hall"));
    CommandResult const rejected = run.why({"wide"});
    INFO(rejected.out);
    CHECK_THAT(in_one_line(rejected.out),
               Catch::Contains("rejected at its arrival, before a policy was asked") &&
                   Catch::Contains("Town hall the job is wider than its pools"));
    Json const all = Json::parse(run.why({"second", "--json"}).out);
    CHECK(all.at("command") == "why");
    CHECK(all.at("job") == 1);
    Json const& job = all.at("tables").at("job").at(0);
    CHECK(job.at("class") == "work");
    CHECK(job.at("outcome") == "completed");
    CHECK(job.at("brain_wait_s") == 3600);
    CHECK(job.at("cost_cny").get<double>() == Approx(1.6));
    Json const& decisions = all.at("tables").at("decisions");
    CHECK(decisions.front().at("decision") == "wait");
    CHECK(decisions.back().at("decision") == "place");
    CHECK(decisions.back().at("site") == "here");
    CHECK(decisions.back().at("feasible") == 1);
    CHECK(all.at("tables").at("candidates").size() >= 4);
    CHECK(all.at("columns").at("brain_wait_s").at("unit") == "s");
}

TEST_CASE("a job is named by its number, its name or its place in its class", "[why]") {
    WhyRun const run;
    auto const by_number = run.why({"1"}).out;
    CHECK(run.why({"second"}).out == by_number);
    CHECK(run.why({"work#2"}).out == by_number);
    std::filesystem::remove(run.file("run1/decisions.index"));
    CHECK(run.why({"1"}).out == by_number);
    for (auto const& [word, wrong, fix] :
         {std::tuple{"17", "'17': there is no such job", "write a number from 0 to 2; the nearest is 2"},
          std::tuple{"third", "'third': there is no such job", "write a number from 0 to 2"},
          std::tuple{"work#4", "'work#4': there is no such job", "write work#1 to work#3"},
          std::tuple{"work#x", "'work#x'", "work#1 to work#3"}, std::tuple{"", "''", "from 0 to 2"},
          std::tuple{"99999999999999999999999", "there is no such job", "from 0 to 2"}}) {
        CommandResult const answer = run.why({word});
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains(wrong) && Catch::Contains(fix));
    }
}

TEST_CASE("why works without jobs.csv and without the scenario, and says what is missing", "[why]") {
    WhyRun const run{{"--log", "decisions"}};
    CommandResult const answer = run.why({"0"});
    INFO(answer.out << answer.err);
    CHECK(answer.exit_code == 0);
    CHECK_THAT(in_one_line(answer.out),
               Catch::Contains("placed it at Town hall") && Catch::Contains("run with --log jobs, too"));
    std::filesystem::remove(run.file("run1/scenario.yaml"));
    CHECK_THAT(in_one_line(run.why({"0"}).out), Catch::Contains("At 1 h the policy"));
}

TEST_CASE("a folder without decisions is refused with the command that writes them", "[why]") {
    WhyRun const run{Words{}};
    CommandResult const answer = run.why({"0"});
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.err,
               Catch::Contains("run1: there is no decisions.csv") &&
                   Catch::Contains("`meridian run halls.yaml --allow-unservable --out run1 --log jobs --log "
                                   "decisions`"));
    CHECK(run_meridian({"run", "halls.yaml", "--allow-unservable", "--out", "run1", "--log", "jobs", "--log",
                        "decisions", "--quiet"},
                       run.folder())
              .exit_code == 0);
    CHECK(run.why({"0"}).exit_code == 0);
    // With an index in it, the folder may be replaced.
    CHECK(run_meridian({"run", "halls.yaml", "--allow-unservable", "--out", "run1", "--quiet"}, run.folder())
              .exit_code == 0);
    for (std::string const folder : {"none", "halls.yaml"}) {
        CommandResult const refused = run_meridian({"why", folder, "0"}, run.folder());
        INFO(refused.err);
        CHECK(refused.exit_code == 2);
        CHECK_THAT(refused.err, Catch::Contains(folder) && Catch::Contains("  fix: "));
    }
    CHECK(run_meridian({"why", "run1"}, run.folder()).exit_code == 2);
}

TEST_CASE("no line of a story is wider than the terminal", "[why]") {
    WhyRun const run;
    for (std::string const columns : {"80", "140"}) {
        for (std::string const job : {"0", "1", "2"}) {
            CommandResult const answer =
                run_shell("cd \"$1\"; COLUMNS=$2 \"$0\" why run1 \"$3\" --all", {run.folder(), columns, job});
            INFO(answer.out);
            CHECK(answer.exit_code == 0);
            for (std::string const& line : lines_of(answer.out))
                CHECK(report::display_width(line) <= std::stoul(columns));
        }
    }
    CommandResult const left = run_shell("cd \"$1\"; \"$0\" why run1 0 | true", {run.folder()});
    CHECK(left.out.empty());
}

}  // namespace meridian::testing
