// Tables of jobs: streamed if their rows are in order, held if not. Errors in them are reported as in all other tables.
#include <fmt/format.h>

#include "sim/setup/listed_jobs.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

namespace meridian::testing {
namespace {

using scenario::resolved_yaml;

std::string with_jobs(std::string_view jobs) {
    return std::string{good_scenario} + std::string{jobs};
}
std::string const with_table = with_jobs("jobs: {table: jobs.csv}\n");

// Every job in words.
std::vector<std::string> jobs_of(Scenario const& s) {
    std::vector<std::string> all;
    ListedJobs listed{s};
    while (ListedJob const* const one = listed.next()) {
        JobDescription const& job = one->job;
        all.push_back(
            fmt::format("{} {} {} {} {} {} {} {} {} {}", one->name, one->arrival.time_since_epoch().count(),
                        job.workload_class.index, job.origin.index, job.input_home.index, job.width.count(),
                        job.runtime.count(), job.estimate.count(), job.input.count(), job.output.count()));
    }
    return all;
}

}  // namespace

TEST_CASE("a table of jobs is streamed and gives the jobs that a list gives", "[scenario][jobs]") {
    WrittenFiles const folder;
    auto const list = read(folder.write(
        "list.yaml",
        with_jobs(
            "jobs:\n"
            "  - {name: a, class: batch, origin: Tianjin, at: 10 s}\n"
            "  - {name: \"b, c\", class: batch, origin: Tianjin, at: 10.25 s, accelerators: 2, runtime: 100 "
            "ms}\n"
            "  - {class: batch, origin: Tianjin, at: 1 min, input: 1.5 GB, input_home: beijing}\n"
            "  - {name: 作业, class: batch, origin: Tianjin, at: 2 h, runtime: 0.001 s, estimate: 30 min,\n"
            "     output: 3 MB}\n")));
    folder.write("jobs.csv",
                 "\xEF\xBB\xBF# from a trace\r\nname,class,origin,at [s],accelerators,runtime,estimate "
                 "[min],input [GB],"
                 "output [MB],input_home\r\n"
                 "a, batch ,Tianjin,10,,,,,,\r\n\r\n"
                 "\"b, c\",batch,Tianjin,10.25,2,100 ms,,,,\n"
                 ",batch,Tianjin,1 min,,,,1.5,,beijing\n"
                 "作业,batch,Tianjin,7200,,0.001 s,30,,3,");
    auto const table = read(folder.write("table.yaml", with_table));
    auto const& listed = good(folder, list);
    auto const& streamed = good(folder, table);
    CHECK(listed.listed_jobs.size() == 4);
    CHECK_FALSE(listed.streamed_jobs);
    CHECK(streamed.listed_jobs.empty());
    REQUIRE(streamed.streamed_jobs);
    CHECK(streamed.streamed_jobs->size() == 4);
    CHECK(listed_job_count(streamed) == 4);
    CHECK(jobs_of(streamed) == jobs_of(listed));
    CHECK(jobs_of(streamed)[1].starts_with("b, c 10250000000 0 0 1 2000 100000000 "));
}

TEST_CASE("a table of jobs that is not in order is held in order", "[scenario][jobs]") {
    WrittenFiles const folder;
    folder.write(
        "jobs.csv",
        "name,class,origin,at [s]\nlate,batch,Tianjin,9\nearly,batch,Tianjin,3\nsame,batch,Tianjin,9\n");
    auto const reading = read(folder.write("s.yaml", with_table));
    auto const& s = good(folder, reading);
    CHECK_FALSE(s.streamed_jobs);
    REQUIRE(s.listed_jobs.size() == 3);
    CHECK(s.listed_jobs[0].name == "early");
    CHECK(s.listed_jobs[1].name == "late");
    CHECK(s.listed_jobs[2].name == "same");
}

TEST_CASE("errors in a table of jobs are reported where they stand", "[scenario][jobs]") {
    struct Case {
        std::string table;
        ExpectedProblem expected;
    };
    std::string const head = "class,origin,at [s]\n";
    auto const [table, expected] = GENERATE_COPY(values<Case>({
        {head + "batch,Tianjin,1\nbatsh,Tianjin,2\n", {"jobs.csv:3:1", "no class 'batsh'", "'batch'"}},
        {head + "batch,Tianjin,1\nbatch,Tianjn,2\n", {"jobs.csv:3:7", "no region 'Tianjn'", "'Tianjin'"}},
        {head + "batch,Tianjin,86400\n", {"jobs.csv:2:15", "not before the horizon", "1 d"}},
        {head + "batch,Tianjin,-1\n", {"jobs.csv:2:15", "out of range", "0"}},
        {head + "batch,Tianjin,\n", {"jobs.csv:2:1", "job 1 has no 'at'", "at:"}},
        {head + "batch,Tianjin\n", {"jobs.csv:2:7", "2 cells, the header has 3", "one cell per column"}},
        {head + "batch,\"Tianjin,1\n", {"jobs.csv:2:7", "quotation marks", "twice"}},
        {head + "batch,Tianjin,1\rbatch,Tianjin,2\n", {"jobs.csv:2:1", "carriage return", "same way"}},
        {head + "batch,Tianjin,1\nbat\x01"
                "ch,Tianjin,2\n",
         {"jobs.csv:3:4", "control character 0x01", "remove"}},
        {head + "batch,Tianjin,1\nb\xFF,Tianjin,2\n", {"jobs.csv:3:2", "0xFF is not UTF-8", "UTF-8"}},
        {head, {"jobs.csv:1:1", "no rows", "first row"}},
        {"class,origin,at [kg]\nbatch,Tianjin,1\n", {"jobs.csv:1:14", "the column 'at'", ""}},
        {"class,origin,at [s],whidth\nbatch,Tianjin,1,2\n", {"jobs.csv:1:21", "no key 'whidth'", ""}},
        {"class,class,origin,at\n", {"jobs.csv:1:7", "duplicate column 'class'", "remove"}},
        {"class,origin,at [s],name\nbatch,Tianjin,1,\"a\nb\"\n",
         {"jobs.csv:2:17", "control characters", "one line"}},
    }));
    CAPTURE(table);
    WrittenFiles const folder;
    folder.write("jobs.csv", table);
    check_problem(folder, read(folder.write("s.yaml", with_table)), expected);
}

TEST_CASE("a resolved scenario names its table by its bytes", "[scenario][jobs]") {
    WrittenFiles const folder;
    folder.write("jobs.csv", "class,origin,at [s]\nbatch,Tianjin,1\n");
    auto const first = read(folder.write("s.yaml", with_table));
    good(folder, first);
    auto const text = resolved_yaml(first.resolved);
    CHECK_THAT(text, Catch::Contains("jobs: {table: listed_jobs.csv, content: "));
    folder.write("out/listed_jobs.csv", "class,origin,at [s]\nbatch,Tianjin,1\n");
    auto const again = read(folder.write("out/scenario.yaml", text));
    good(folder, again);
    CHECK(resolved_yaml(again.resolved) == text);
    folder.write("out/listed_jobs.csv", "class,origin,at [s]\nbatch,Tianjin,2\n");
    auto const other = read(folder / "out/scenario.yaml");
    REQUIRE(other.problems.size() == 1);
    CHECK_THAT(other.problems.front().wrong,
               Catch::Contains("not the table that this scenario was written for"));
    // Where figures alone count, so does what the table holds, and not its name.
    auto const figures = figures_yaml(first.resolved);
    folder.write("jobs.csv", "class,origin,at [s]\nbatch,Tianjin,3\n");
    CHECK(figures_yaml(read(folder / "s.yaml").resolved) != figures);
    folder.write("other.csv", "class,origin,at [s]\nbatch,Tianjin,1\n");
    auto const renamed = read(folder.write("r.yaml", with_jobs("jobs: {table: other.csv}\n")));
    CHECK(figures_yaml(renamed.resolved) == figures);
    CHECK(figures_yaml(read_set(folder / "r.yaml", {"jobs.table=jobs.csv"}).resolved) != figures);
}

TEST_CASE("a job of a table cannot be overridden by itself", "[scenario][jobs]") {
    WrittenFiles const folder;
    folder.write("jobs.csv", "class,origin,at [s]\nbatch,Tianjin,1\n");
    check_problem(folder, read_set(folder.write("s.yaml", with_table), {"jobs.0.at=3 s"}),
                  {"--set #1:1:6", "'0' is not allowed here", "a list of records"});
}

TEST_CASE("a table that changes under a run is a system error", "[scenario][jobs]") {
    WrittenFiles const folder;
    std::string const rows = "class,origin,at [s]\nbatch,Tianjin,1\nbatch,Tianjin,2\n";
    folder.write("jobs.csv", rows);
    auto const reading = read(folder.write("s.yaml", with_table));
    auto const& s = good(folder, reading);
    auto const changed = GENERATE("class,origin,at [s]\nbatch,Tianjin,1\n",
                                  "class,origin,at [s]\nbatch,Tianjin,2\nbatch,Tianjin,1\n",
                                  "class,origin,at [s]\nbatch,Tianjin,1\nbatsh,Tianjin,2\n");
    folder.write("jobs.csv", changed);
    CHECK_THROWS_WITH(jobs_of(s), Catch::Contains("no longer the table that was checked"));
}

TEST_CASE("the drain limit is a duration or a multiple of the horizon", "[scenario][drain]") {
    WrittenFiles const folder;
    auto const limit = [&](std::string const& key) {
        auto const reading = read(folder.write("s.yaml", with_jobs(key)));
        return good(folder, reading).last_end();
    };
    CHECK(limit("") == std::chrono::hours{48});
    CHECK(limit("drain_limit: 3\n") == std::chrono::hours{72});
    CHECK(limit("drain_limit: 1.5\n") == std::chrono::hours{36});
    CHECK(limit("drain_limit: 30 h\n") == std::chrono::hours{30});
    check_problem(folder, read(folder.write("s.yaml", with_jobs("drain_limit: 12 h\n"))),
                  {"s.yaml:24:14", "shorter than the horizon", "1 d"});
    check_problem(folder, read(folder.write("s.yaml", with_jobs("drain_limit: 0.5\n"))),
                  {"s.yaml:24:14", "out of range", "from 1 to 1,000"});
}

TEST_CASE("nodes need coordinates only for links without a length or delay", "[scenario][nodes]") {
    WrittenFiles const folder;
    std::string const nodes =
        "  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
        "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n";
    std::string const bare = "  - {name: beijing}\n  - {name: tianjin}\n";
    auto const plain = read(folder.write("s.yaml", good_but(nodes, bare)));
    auto const& map = good(folder, plain).map;
    CHECK_FALSE(map.nodes()[NodeId{0}].has_coordinates);
    CHECK_FALSE(map.links()[LinkId{0}].length_is_derived);

    auto without_length = [](std::string text) {
        auto const at = text.find(", length: 148 km");
        return text.erase(at, std::string_view{", length: 148 km"}.size());
    };
    check_problem(folder, read(folder.write("s.yaml", without_length(good_but(nodes, bare)))),
                  {"s.yaml:15:5", "its node 'beijing' has no coordinates", "'latitude' and 'longitude'"});
    check_problem(folder, read(folder.write("s.yaml", without_length(std::string{good_scenario}))),
                  {"s.yaml:15:5", "the scenario has no 'route_factor'", "route_factor: 1.4"});
    check_problem(folder, read(folder.write("s.yaml", good_but(", longitude: 116.4", ""))),
                  {"s.yaml:12:5", "the node 'beijing' has no 'longitude'", "the other coordinate"});
    auto by_gravity = good_but("length: 148 km", "delay: 1 ms");
    by_gravity.replace(by_gravity.rfind("runtime: 2 h"), 12,
                       "runtime: 2 h, input: 1 GB, input_home: {gravity: {by: gdp, decay: 800 km}}");
    check_problem(
        folder, read(folder.write("s.yaml", by_gravity)),
        {"s.yaml:15:5", "has no 'length', and data homes of the class 'batch' are drawn by distance",
         "add 'length: 148 km'"});
    auto const derived =
        read(folder.write("s.yaml", without_length(std::string{good_scenario}) + "route_factor: 2\n"));
    Link const& link = good(folder, derived).map.links()[LinkId{0}];
    CHECK(link.length_is_derived);
    // 2 x 112.36 km: 0.8 degrees north are 88.96 km; 0.8 degrees east at 39.5 degrees 68.64 km; Pythagoras.
    CHECK(link.length.count() == Approx(224.7).epsilon(0.001));
    CHECK(in_seconds(link.delay).count() == Approx(link.length.count() * 4.9e-6));
}

}  // namespace meridian::testing
