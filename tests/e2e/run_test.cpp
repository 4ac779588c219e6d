// Runs of the shipped scenarios, checked through the files that they write.
#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_reader.hpp"

namespace meridian::testing {
namespace {

Words const files_of_a_run{"assumptions.csv", "audit.csv",     "calendar.csv",  "classes.csv", "demand.csv",
                           "links.csv",       "load.csv",      "manifest.json", "names.csv",   "nodes.csv",
                           "resources.csv",   "scenario.yaml", "services.csv",  "sites.csv",   "summary.json",
                           "timeseries.csv",  "value.csv"};

// The values promised in a scenario's comments: `# expect: key = value`.
std::map<std::string, double> expectations(std::string const& scenario) {
    std::map<std::string, double> promised;
    std::string const mark = "# expect: ";
    for (std::string const& line : lines_of(read_file(scenario))) {
        if (line.rfind(mark, 0) != 0) continue;
        std::size_t const equals = line.find(" = ");
        REQUIRE(equals != std::string::npos);
        promised[line.substr(mark.size(), equals - mark.size())] = std::stod(line.substr(equals + 3));
    }
    return promised;
}

nlohmann::json run_into(std::string const& folder, std::string const& scenario, Words const& more = {}) {
    CommandResult const answer = run_meridian(joined({"run", scenario, "--out", folder}, more));
    INFO(scenario << "\n" << answer.out << answer.err);
    REQUIRE(answer.exit_code == 0);
    return json_in(folder + "/summary.json");
}

void check_audit(nlohmann::json const& summary) {
    int laws = 0;
    for (auto const& [key, value] : summary.items()) {
        if (key.rfind("audit_", 0) != 0) continue;
        ++laws;
        INFO(key << " = " << value);
        bool const relative = key.size() > 9 && key.substr(key.size() - 9) == "_relative";
        CHECK(std::abs(value.get<double>()) <= (relative ? 1e-9 : 0.0));
    }
    CHECK(laws == 12);
}

// Measured jobs refused because no site of their province could run them.
std::int64_t may_not_leave(nlohmann::json const& summary) {
    auto const& refused = summary["rejected_because"];
    auto const found = refused.find("its data may not leave, and no site where they are could run it");
    return found == refused.end() ? 0 : (*found)["jobs"].get<std::int64_t>();
}

double column_sum(std::string const& csv_file, std::string const& column) {
    double sum = 0.0;
    for (CsvRecord const& row : csv_records(read_file(csv_file)))
        sum += std::stod(row.at(column));
    return sum;
}

std::string const mixed = source("tests/golden/mixed.yaml");
std::string const national = source("scenarios/national/china.yaml");

}  // namespace

TEST_CASE("tiny scenarios give what their comments work out by hand") {
    TemporaryFolder const work;
    std::vector<std::string> const scenarios = scenarios_in("tiny");
    REQUIRE(scenarios.size() >= 8);
    for (std::string const& scenario : scenarios) {
        nlohmann::json const summary = run_into(work.file("out"), scenario);
        std::map<std::string, double> const promised = expectations(scenario);
        INFO(scenario);
        CHECK(promised.size() >= 8);
        for (auto const& [key, value] : promised) {
            INFO(key);
            REQUIRE(summary.contains(key));
            CHECK(summary[key].get<double>() == Approx(value).epsilon(1e-9).margin(0.0));
        }
        check_audit(summary);
    }
}

TEST_CASE("each national layout has 100,000 reference cards and plays a day", "[many_runs]") {
    TemporaryFolder const work;
    std::vector<std::string> const layouts = scenarios_in("national/layouts");
    REQUIRE(layouts.size() == 10);
    for (std::string const& layout : layouts) {
        INFO(layout);
        CommandResult const checked = run_meridian({"validate", layout});
        INFO(checked.out << checked.err);
        CHECK(checked.exit_code == 0);
        // Warned of is only what is so: links of the announced network that a layout does not use, and provinces without
        // accelerators whose data may not leave.
        for (std::string const& line : lines_of(checked.err)) {
            if (line.find(": warning: ") == std::string::npos) continue;
            CHECK_THAT(line, Catch::Contains("can carry nothing") || Catch::Contains("demand above supply") ||
                                 Catch::Contains("from 1 of 31 regions"));
        }
        nlohmann::json const summary =
            run_into(work.file("out"), layout, {"--set", "horizon=1 d", "--set", "warmup=0 d", "--quiet"});
        check_audit(summary);
        CHECK(summary["jobs_rejected"] == may_not_leave(summary));
        // 1,792 L40S, for rendering, stand beside them; 24 hours.
        double const there =
            summary["accelerator_hours_held"].get<double>() / summary["allocation"].get<double>() / 24.0;
        CHECK(there == Approx(100'000 + 1792));
        CHECK(summary["cost_cny_capital"].get<double>() > 0.0);
    }
}

TEST_CASE("the log of decisions says why each place was not chosen") {
    // Job 2 of the triangle meets two full sites; the third is 6 ms from its users, who are 1 ms from their
    // node.
    TemporaryFolder const work;
    run_into(work.file("out"), triangle, {"--log", "decisions"});
    std::vector<std::string> of_job_2;
    for (std::string const& line : lines_of(read_file(work.file("out/decisions.csv")))) {
        if (line.rfind("2,", 0) == 0) of_job_2.push_back(line);
    }
    CHECK(of_job_2 ==
          std::vector<std::string>{
              "2,50,2,work,people,nearest_user,place,,A,A/card,0,,too few accelerators are free,,",
              "2,50,2,work,people,nearest_user,place,,B,B/card,0,,too few accelerators are free,,",
              "2,50,2,work,people,nearest_user,place,,C,C/card,1,7,,,"});
}

TEST_CASE("the log of decisions reports the path that was chosen") {
    TemporaryFolder const work;
    run_into(work.file("out"), source("scenarios/tiny/two_ways.yaml"), {"--log", "decisions"});
    std::vector<std::string> ends;
    for (std::string const& line : lines_of(read_file(work.file("out/decisions.csv"))))
        ends.push_back(line.substr(line.rfind(',', line.rfind(',') - 1) + 1));
    // Job 2 finds both ways down, and they are alike to it: the shorter.
    CHECK(ends == std::vector<std::string>{"path,name", "a > b,", "a > c > b,", "a > b,", "a > b,"});
}

TEST_CASE("names of a table of jobs come back in the results, which hold the table") {
    TemporaryFolder const work;
    write_file(work.file("s.yaml"), R"(meridian: 1
name: named jobs
start: 2025-01-01T00:00:00+00:00
horizon: 1 h
network: delay
accelerators: [{name: card, stack: any, fp16_dense: 1 TFLOPS, efficiency: {training: 1}, idle_power: 0 W, busy_power: 100 W}]
coolings: [{name: c, base: 1}]
grids: [{name: g, carbon: 0 kg/kWh}]
tariffs: [{name: t, price: 0 CNY/kWh}]
nodes: [{name: n}]
sites: [{name: s, node: n, tariff: t, grid: g, cooling: c}]
pools: [{site: s, accelerator: card, servers: 3, width: 1}]
regions: [{name: r, node: n}]
classes: [{name: w, kind: training, runtime: 1 min}]
jobs: {table: trace.csv}
)");
    write_file(work.file("trace.csv"),
               "name,class,origin,at [s],runtime [min]\nt-1,w,r,0,3\n,w,r,1,1\n\"x, y\",w,r,2,1\n");
    auto const names = [&](std::string const& file) {
        std::vector<std::string> ends;
        for (std::string const& line : lines_of(read_file(work.file(file))))
            ends.push_back(line.substr(line.rfind(line.ends_with('"') ? ",\"" : ",") + 1));
        return ends;
    };
    run_into(work.file("out"), work.file("s.yaml"), {"--log", "jobs", "--log", "decisions"});
    // They leave at 61, 62 and 180 s.
    CHECK(names("out/jobs.csv") == std::vector<std::string>{"name", "", "\"x, y\"", "t-1"});
    CHECK(names("out/decisions.csv") == std::vector<std::string>{"name", "t-1", "", "\"x, y\""});
    CHECK(read_file(work.file("out/listed_jobs.csv")) == read_file(work.file("trace.csv")));
    CHECK(json_in(work.file("out/manifest.json"))["files"].contains("listed_jobs.csv"));
    // The folder alone runs again, to the same bytes.
    run_into(work.file("again"), work.file("out/scenario.yaml"), {"--log", "jobs"});
    for (std::string const file : {"jobs.csv", "summary.json", "scenario.yaml", "listed_jobs.csv"})
        CHECK(read_file(work.file("again/" + file)) == read_file(work.file("out/" + file)));
}

TEST_CASE("the national week runs, and its conservation checks pass") {
    TemporaryFolder const work;
    nlohmann::json const summary = run_into(work.file("out"), national);
    check_audit(summary);
    // 7,709 jobs/d over the seven measured days: 53,963; batch comes in bursts.
    CHECK(summary["jobs_arrived"].get<double>() == Approx(53963).epsilon(0.03));
    // 2 x 8,192, 2,048 and ten of 256 without a break for 168 h: 3,526,656; the last of S may end before.
    CHECK(summary["calendar_accelerator_hours_held"].get<double>() == Approx(3'526'656).epsilon(0.01));
    CHECK(summary["calendar_rejected"] == 0);
    CHECK(summary["calendar_late"] == 0);
    CHECK(summary["effective_training_time_ratio"].get<double>() == Approx(0.914).margin(0.01));
    // chat 13,450 and office 8,960 requests/s, cameras 22.5 M frames/s; each day of the week counts once.
    CHECK(summary["requests_arrived"].get<double>() == Approx(22'522'410.0 * 7 * 86400).epsilon(1e-9));
    CHECK(summary["request_slo_attainment"] > 0.99);
    CHECK(summary["preemptions"] > 0);
    // Money adds up: its kinds, and the sites'.
    auto const cny = [&](std::string const& key) { return summary["cost_cny_" + key].get<double>(); };
    double const kinds =
        cny("energy") + cny("network") + cny("green") + cny("carbon") + cny("capital") + cny("operations");
    CHECK(cny("total") == Approx(kinds).epsilon(1e-9));
    CHECK(column_sum(work.file("out/sites.csv"), "cost_cny_energy") == Approx(cny("energy")).epsilon(1e-9));
    CHECK(column_sum(work.file("out/sites.csv"), "cost_cny_capital") == Approx(cny("capital")).epsilon(1e-9));
    CHECK(column_sum(work.file("out/sites.csv"), "cost_cny_operations") ==
          Approx(cny("operations")).epsilon(1e-9));
    CHECK(column_sum(work.file("out/links.csv"), "cost_cny") == Approx(cny("network")).epsilon(1e-9));
    CHECK(cny("per_active_accelerator_hour") * summary["accelerator_hours_active"].get<double>() ==
          Approx(cny("total")).epsilon(1e-9));
    // What classes and regions report adds up to the whole.
    for (std::string const key : {"jobs_arrived", "jobs_completed", "jobs_rejected", "jobs_unfinished"}) {
        INFO(key);
        CHECK(column_sum(work.file("out/demand.csv"), key) == summary[key].get<double>());
    }
    CHECK(column_sum(work.file("out/classes.csv"), "bytes_moved") ==
          Approx(summary["bytes_moved"].get<double>()).epsilon(1e-12));
    // A tenth of enterprise work has no site in its province.
    CHECK(summary["jobs_rejected"] == may_not_leave(summary));
    CHECK(summary["jobs_completed"].get<std::int64_t>() ==
          summary["jobs_arrived"].get<std::int64_t>() - may_not_leave(summary));
    CHECK(summary["window_s"] == 7 * 86400);
}

TEST_CASE("a run's folder holds the documented files and no others") {
    TemporaryFolder const work;
    run_into(work.file("out"), triangle);
    CHECK(everything_in(work.file("out")) == files_of_a_run);
    CHECK(everything_in(work.path()).size() == files_of_a_run.size() + 1);  // and "out/" itself

    Words with_jobs = joined(files_of_a_run, {"jobs.csv"});
    std::ranges::sort(with_jobs);
    run_into(work.file("out"), triangle, {"--log", "jobs"});
    CHECK(everything_in(work.file("out")) == with_jobs);

    // A second run in the same place replaces all of the first: its jobs.csv is gone.
    nlohmann::json const summary = run_into(work.file("out"), source("scenarios/tiny/warmup.yaml"));
    CHECK(summary["scenario"] == "Warm-up");
    CHECK(everything_in(work.file("out")) == files_of_a_run);
    CHECK(everything_in(work.path()).size() == files_of_a_run.size() + 1);
}

TEST_CASE("results may go to an empty folder, to folders yet to be made, and to a name with a slash behind") {
    TemporaryFolder const work;
    write_file(work.file("empty/gone"), "");
    REQUIRE(std::remove(work.file("empty/gone").c_str()) == 0);
    run_into(work.file("empty"), triangle);
    CHECK(everything_in(work.file("empty")) == files_of_a_run);

    run_into(work.file("not/yet/there"), triangle);
    CHECK(everything_in(work.file("not/yet/there")) == files_of_a_run);

    CommandResult const relative = run_meridian({"run", triangle, "--out", "here/"}, work.path());
    CHECK(relative.exit_code == 0);
    CHECK(everything_in(work.file("here")) == files_of_a_run);
}

TEST_CASE("every key of the output schema is in the files, and the other way round") {
    TemporaryFolder const work;
    nlohmann::json const summary = run_into(work.file("out"), mixed, {"--log", "jobs"});
    std::map<std::string, Words> listed;
    for (std::string const& line : lines_of(run_meridian({"schema", "--output"}).out)) {
        std::size_t const first = line.find('\t');
        std::size_t const second = line.find('\t', first + 1);
        listed[line.substr(0, first)].push_back(line.substr(first + 1, second - first - 1));
    }
    for (std::string const file : {"nodes.csv", "sites.csv", "links.csv", "classes.csv", "demand.csv",
                                   "timeseries.csv", "assumptions.csv", "jobs.csv"}) {
        std::string header;
        for (std::string const& column : listed[file])
            header += (header.empty() ? "" : ",") + column;
        INFO(file);
        CHECK(lines_of(read_file(work.file("out/" + file))).front() == header);
    }
    Words const& keys = listed["summary.json"];
    for (std::string const& key : keys) {
        INFO(key);
        CHECK(summary.contains(key) != summary["absent"].contains(key));
    }
    std::vector<std::string> const identity{"scenario", "policy", "discipline", "network", "seed", "run"};
    for (auto const& [key, value] : summary.items()) {
        bool const reported = std::find(keys.begin(), keys.end(), key) != keys.end() ||
                              std::find(identity.begin(), identity.end(), key) != identity.end();
        INFO(key);
        CHECK(reported);
    }
}

TEST_CASE("jobs.csv has one row for each job that arrived") {
    TemporaryFolder const work;
    for (std::string const& scenario : scenarios_in("tiny")) {
        nlohmann::json const summary = run_into(work.file("out"), scenario, {"--log", "jobs"});
        INFO(scenario);
        std::size_t const rows = rows_in(work.file("out/jobs.csv"));
        CHECK(rows == json_in(work.file("out/manifest.json"))["jobs"]);
        // Only warmup.yaml has jobs before its window: one.
        CHECK(rows == summary["jobs_arrived"].get<std::size_t>() +
                          summary.value("calendar_jobs", std::size_t{0}) +
                          (summary["scenario"] == "Warm-up" ? 1 : 0));
    }
    run_into(work.file("out"), national, {"--log", "jobs"});
    CHECK(rows_in(work.file("out/jobs.csv")) == json_in(work.file("out/manifest.json"))["jobs"]);
}

TEST_CASE("the resolved scenario, run on its own, gives the same results under the same key", "[many_runs]") {
    TemporaryFolder const work;
    std::vector<Words> runs{{mixed},
                            {mixed, "--seed", "5", "--run", "2", "--set", "horizon=8 h"},
                            {mixed, "--policy", "least_loaded", "--set", "sites.West.storage=2 TB"},
                            {mixed, "--set", "policy.reach=3 ms"},
                            {source("scenarios/national/january.yaml")}};
    for (std::string const& scenario : scenarios_in("tiny"))
        runs.push_back({scenario});
    for (Words const& run : runs) {
        INFO(run.front());
        run_into(work.file("first"), run.front(), Words(run.begin() + 1, run.end()));
        // Somewhere else, so that nothing beside the file can help.
        write_file(work.file("elsewhere/alone.yaml"), read_file(work.file("first/scenario.yaml")));
        run_into(work.file("second"), work.file("elsewhere/alone.yaml"));
        for (std::string const& file : files_of_a_run) {
            if (file == "manifest.json") continue;
            INFO(file);
            CHECK((read_file(work.file("first/" + file)) == read_file(work.file("second/" + file))));
        }
        nlohmann::json const first = json_in(work.file("first/manifest.json"));
        nlohmann::json const second = json_in(work.file("second/manifest.json"));
        CHECK(first["content_key"] == second["content_key"]);
    }
}

TEST_CASE("another scenario has another content key") {
    TemporaryFolder const work;
    auto const key = [&](Words const& options) {
        run_into(work.file("out"), mixed, options);
        return json_in(work.file("out/manifest.json"))["content_key"].get<std::string>();
    };
    std::string const plain = key({});
    CHECK(plain.size() == 32);
    CHECK(key({}) == plain);
    CHECK(key({"--log", "jobs", "--quiet"}) == plain);  // these change no result
    CHECK(key({"--seed", "8"}) != plain);
    CHECK(key({"--run", "1"}) != plain);
    CHECK(key({"--policy", "random"}) != plain);
    CHECK(key({"--set", "sites.West.storage=501 GB"}) != plain);
}

TEST_CASE("the seed is written as it was given, however large") {
    TemporaryFolder const work;
    // 2^64 - 1 is not a double: nearest above it is 2^64.
    run_into(work.file("out"), triangle, {"--seed", "18446744073709551615"});
    CHECK_THAT(read_file(work.file("out/summary.json")), Catch::Contains("\"seed\": 18446744073709551615,"));
    CHECK(json_in(work.file("out/manifest.json"))["seed"] == "18446744073709551615");
}

TEST_CASE("the manifest says what made the results") {
    TemporaryFolder const work;
    run_into(work.file("out"), mixed, {"--seed", "8", "--policy", "random"});
    nlohmann::json const manifest = json_in(work.file("out/manifest.json"));
    for (char const* const key : {"program", "version", "commit", "results_version", "content_key", "command",
                                  "seed", "run", "written", "machine", "libraries", "read_s", "run_s", "jobs",
                                  "jobs_per_s", "events_per_s", "peak_memory_bytes"}) {
        INFO(key);
        CHECK(manifest.contains(key));
    }
    CHECK(manifest["seed"] == "8");
    std::string const command = manifest["command"];
    CHECK_THAT(command, Catch::Contains("run ") && Catch::Contains("mixed.yaml") &&
                            Catch::Contains("random") && Catch::Contains("8"));
}

}  // namespace meridian::testing
