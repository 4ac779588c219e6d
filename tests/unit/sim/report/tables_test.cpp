#include "sim/report/tables.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/csv_reader.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

// A table's lines, the header first.
std::vector<std::string> lines_of(std::string_view file, report::Facts const& facts) {
    auto const kinds = report::tables();
    auto const kind = std::ranges::find(kinds, file, &report::TableKind::file);
    REQUIRE(kind != kinds.end());
    std::vector<std::string> lines;
    std::istringstream in{report::csv(*kind, facts)};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

// The cell of a column in a row (0: the first below the header).
std::string cell(std::vector<std::string> const& lines, std::size_t row, std::string_view column) {
    auto const header = testing::csv_rows(lines.front()).front();
    auto const at = std::ranges::find(header, column);
    REQUIRE(at != header.end());
    return testing::csv_rows(lines.at(row + 1)).front().at(static_cast<std::size_t>(at - header.begin()));
}

}  // namespace

TEST_CASE("demand is listed by class and region", "[report]") {
    // Two cards, jobs of one card and an hour, to be done within 90 minutes. Three come from the first region
    // at once: two run from 0 to 1 h, the third waits an hour and is done after 2 h, too late. From the
    // second region comes one that wants 4 accelerators for an hour, which no pool has: rejected, 4 accelerator-hours. From
    // the third none.
    Scenario s = testing::one_site(2, hours{1});
    s.classes[ClassId{0}].objective = minutes{90};
    for (char const* const name : {"second", "third"}) {
        DemandRegion region = s.regions[RegionId{0}];
        region.name = region.key = name;
        s.regions.add(region);
    }
    for (int i = 0; i < 4; ++i)
        testing::list_job(s, Duration{0});
    s.listed_jobs.back().job.origin = RegionId{1};
    s.listed_jobs.back().job.width = Milliaccelerators{4000};
    observe::Ledger const ledger = testing::play(s);
    auto const lines = lines_of("demand.csv", report::Facts{s, ledger});
    CHECK(lines == std::vector<std::string>{"class,region,jobs_arrived,jobs_completed,jobs_rejected,"
                                            "jobs_unfinished,slo_attainment,wait_s_mean,"
                                            "accelerator_hours_rejected,calendar_jobs,calendar_rejected,"
                                            "calendar_accelerator_hours_held,"
                                            "calendar_accelerator_hours_rejected,calendar_bytes_moved",
                                            "work,region,3,3,0,0,0.6666666666666666,1200,0,0,0,0,0,0",
                                            "work,second,1,0,1,0,0,,4,0,0,0,0,0",
                                            "work,third,0,0,0,0,,,0,0,0,0,0,0"});
}

TEST_CASE("without an objective there is no share, and what has not ended is unfinished", "[report]") {
    // One card, two jobs of 20 hours in a day that is cut: the first is done, the second has begun.
    Scenario s = testing::one_site(1, hours{20});
    s.end = EndRule::cut;
    testing::list_job(s, Duration{0});
    testing::list_job(s, Duration{0});
    observe::Ledger const ledger = testing::play(s);
    auto const lines = lines_of("demand.csv", report::Facts{s, ledger});
    REQUIRE(lines.size() == 2);
    CHECK(lines[1] == "work,region,2,1,0,1,,36000,0,0,0,0,0,0");  // waits of 0 and 72,000 s
}

TEST_CASE("planned jobs are counted beside the measured ones, by class and region", "[report]") {
    // Two accelerators: one planned job holds both for ten hours; another wants four, which no pool has: 40 of their hours.
    Scenario s = testing::one_site(2, hours{10});
    for (std::int64_t const cards : {2, 4}) {
        testing::list_job(s, Duration{0});
        JobDescription& job = s.listed_jobs.back().job;
        job.width = Milliaccelerators{1000 * cards};
        std::string const name = "of " + std::to_string(cards);
        job.calendar = s.calendar.add({name, name});
    }
    observe::Ledger const ledger = testing::play(s);
    report::Facts const facts{s, ledger};
    CHECK(lines_of("demand.csv", facts).at(1) == "work,region,0,0,0,0,,,0,2,1,20,40,0");
    auto const classes = lines_of("classes.csv", facts);
    CHECK(cell(classes, 0, "jobs_arrived") == "0");
    CHECK(cell(classes, 0, "calendar_jobs") == "2");
    CHECK(cell(classes, 0, "calendar_done") == "1");
    CHECK(cell(classes, 0, "calendar_rejected") == "1");
    CHECK(cell(classes, 0, "calendar_accelerator_hours_held") == "20");
}

TEST_CASE("a site reports its power limit and what its accelerators could draw", "[report]") {
    // Ten cards of 1 kW.
    Scenario s = testing::one_site(10, hours{1});
    observe::Ledger const ledger = testing::play(s);
    auto lines = lines_of("sites.csv", report::Facts{s, ledger});
    CHECK(cell(lines, 0, "power_limit_kw").empty());
    CHECK(cell(lines, 0, "it_kw_all_busy") == "10");
    CHECK(cell(lines, 0, "power_subscription").empty());
    s.sites[SiteId{0}].power_limit = Microwatts{12'500'000'000};
    lines = lines_of("sites.csv", report::Facts{s, ledger});
    CHECK(cell(lines, 0, "power_limit_kw") == "12.5");
    CHECK(cell(lines, 0, "power_subscription") == "0.8");
}

TEST_CASE("every node is listed, with or without a site", "[report]") {
    Scenario s = testing::one_site(1, hours{1});
    Table<NodeId, Node> nodes = s.map.nodes();
    nodes.add({"far", "far", 38.47, -106.28, "Ningxia"});
    s.map = NationalMap{std::move(nodes), {}, Duration{0}};
    observe::Ledger const ledger = testing::play(s);
    CHECK(lines_of("nodes.csv", report::Facts{s, ledger}) ==
          std::vector<std::string>{"node,province,latitude_deg,longitude_deg", "here,,0,0",
                                   "far,Ningxia,38.47,-106.28"});
}

TEST_CASE("assumptions stand weakest first, then by name", "[report]") {
    Scenario s = testing::one_site(1, hours{1});
    for (char const* const grade : {"A", "B", "C", "D", "K", "M"}) {
        s.provenance.push_back({std::string{"sites.z"} + grade, "S1", grade, ""});
        s.provenance.push_back({std::string{"sites.a"} + grade, "", grade, "of 2022, \"as reported\""});
    }
    observe::Ledger const ledger = testing::play(s);
    std::vector<std::string> expected{"what,source,grade,note"};
    for (std::string const grade : {"K", "M", "C", "D", "B", "A"}) {
        expected.push_back("sites.a" + grade + ",," + grade + R"(,"of 2022, ""as reported""")");
        expected.push_back("sites.z" + grade + ",S1," + grade + ",");
    }
    CHECK(lines_of("assumptions.csv", report::Facts{s, ledger}) == expected);
}
