#include "sim/document/run_tables.hpp"

#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

namespace {

using namespace meridian::report;
using namespace meridian::document;
using meridian::testing::Cells;
using meridian::testing::keys_of;
using meridian::testing::TableOfTexts;
using meridian::testing::written;
using meridian::testing::written_rows;

// A row of timeseries.csv: when, where, accelerators held, of these serving; the rest does not matter here.
Cells bin(std::string const& when, std::string const& site, std::string const& busy,
          std::string const& serving) {
    return {"0",  when, site, busy, serving, "1", "2", site == "all" ? "3" : "", site == "all" ? "4" : "",
            "10", "12"};
}

TableOfTexts series(std::vector<Cells> const& rows) {
    return {"timeseries",
            {"bin_start_s", "bin_start", "site", "accelerators_busy", "accelerators_serving", "jobs_running",
             "jobs_queued", "jobs_at_brain", "jobs_arrived", "it_kw", "facility_kw"},
            rows};
}

ResultRow const& row_of(ResultTable const& table, std::string const& site, std::string const& hour) {
    for (ResultRow const& row : table.rows) {
        if (table.written(row, "site") == site && table.written(row, "hour") == hour) return row;
    }
    FAIL("no row of " << site << " at " << hour);
    return table.rows.front();
}

TableOfTexts const sites{"sites", {"site", "accelerators"}, {{"east", "100"}, {"west", "300"}}};

}  // namespace

TEST_CASE("hours of a day are means over the days of the run", "[report]") {
    // 08:00 on two days in the east: (40 + 60) / 2 = 50 held of 100; the network: 200 of 100 + 300, of them
    // 80 serving.
    ResultTable const bins = series({bin("2025-07-01T08:00:00+08:00", "east", "40", "10"),
                                     bin("2025-07-01T09:00:00+08:00", "east", "80", "0"),
                                     bin("2025-07-02T08:00:00+08:00", "east", "60", "20"),
                                     bin("2025-07-02T08:00:00+08:00", "all", "200", "80")});
    ResultTable const table = hourly_profile(bins, sites);
    CHECK(table.rows.size() == 3);
    CHECK(written(row_of(table, "east", "8")) == Cells{"east", "8", "day", "0.5", "2"});
    CHECK(table.written(row_of(table, "east", "9"), "allocation") == "0.8");
    CHECK(table.written(row_of(table, "all", "8"), "allocation") == "0.5");
    ResultTable const network = network_hours(bins, sites);
    REQUIRE(network.rows.size() == 1);
    CHECK(written(network.rows[0]) == Cells{"8", "day", "80", "120", "200", "2", "12"});
}

TEST_CASE("with seven days the hours are those of a week from Monday", "[report]") {
    std::vector<Cells> rows;
    for (int day = 1; day <= 8; ++day)  // 2025-07-01 is a Tuesday
        rows.push_back(
            bin("2025-07-0" + std::to_string(day) + "T05:00:00+08:00", "east", std::to_string(day), "0"));
    ResultTable const table = hourly_profile(series(rows), sites);
    CHECK(table.rows.size() == 7);
    // Tuesday 05:00 is hour 29, on the 1st and the 8th: (1 + 8) / 2.
    CHECK(table.written(row_of(table, "east", "29"), "allocation") == "0.045");
    CHECK(table.written(row_of(table, "east", "29"), "hours") == "week");
    CHECK(table.written(row_of(table, "east", "5"), "allocation") == "0.07");  // Monday the 7th
}

TEST_CASE("a short run is shown bin by bin, a long one day by day", "[report]") {
    ResultTable const few = over_time(series({bin("2025-07-01T08:00:00+08:00", "all", "40", "10"),
                                              bin("2025-07-01T09:00:00+08:00", "all", "60", "10"),
                                              bin("2025-07-01T09:00:00+08:00", "east", "60", "10")}));
    REQUIRE(few.rows.size() == 2);
    CHECK(few.written(few.rows[0], "time") == "2025-07-01T08:00");
    CHECK(few.written(few.rows[0], "step") == "bin");
    CHECK(few.written(few.rows[1], "accelerators_on_jobs") == "50");

    std::vector<Cells> rows;
    for (int day = 10; day <= 25; ++day) {
        for (std::string const hour : {"08", "20"})
            rows.push_back(bin("2025-07-" + std::to_string(day) + "T" + hour + ":00:00+08:00", "all",
                               hour == "08" ? "10" : "30", "0"));
    }
    ResultTable const many = over_time(series(rows));
    REQUIRE(many.rows.size() == 16);
    CHECK(many.written(many.rows[0], "time") == "2025-07-10");
    CHECK(many.written(many.rows[0], "step") == "day");
    CHECK(many.written(many.rows[0], "accelerators_busy") == "20");
}

TEST_CASE("the most of a bin is the network's", "[report]") {
    auto high = bin("2025-07-01T09:00:00+08:00", "all", "1", "0");
    high[10] = "99.5";
    auto of_a_site = bin("2025-07-01T09:00:00+08:00", "east", "1", "0");
    of_a_site[10] = "500";
    ResultTable const table =
        peaks(series({bin("2025-07-01T08:00:00+08:00", "all", "1", "0"), high, of_a_site}));
    REQUIRE(table.rows.size() == 1);
    CHECK(table.written(table.rows[0], "facility_kw_peak") == "99.5");
    CHECK(table.written(table.rows[0], "it_kw_peak") == "10");
}

TEST_CASE("latency circles come from the shares of a summary", "[report]") {
    ResultTable const table = document::latency_circles(TableOfTexts{
        "figures",
        {"key", "value"},
        {{"within_5ms_share_one_way", "0.75"}, {"requests_within_20ms_share_round_trip", "0.5"}}});
    REQUIRE(table.rows.size() == 2);
    CHECK(written(table.rows[0]) == Cells{"jobs", "5", "one_way", "0.75"});
    CHECK(written(table.rows[1]) == Cells{"requests", "20", "round_trip", "0.5"});
}

TEST_CASE("what is served in time, and the three regions that get least of it", "[report]") {
    TableOfTexts const services{"services",
                                {"service", "region", "requests", "slo_attainment"},
                                {{"office", "a", "5", "1"},
                                 {"chat", "a", "10", "0.9"},
                                 {"chat", "b", "30", "0.5"},
                                 {"chat", "c", "0", ""},
                                 {"chat", "d", "10", "0.7"},
                                 {"chat", "e", "10", "0.6"}}};
    ResultTable const table = served(nullptr, &services);
    REQUIRE(table.rows.size() == 2);
    // Of 60 asked for, 9 + 15 + 7 + 6 = 37 are in time.
    CHECK(*table.figure(table.rows[0], "slo_attainment") == Approx(37.0 / 60.0));
    Cells worst = written(table.rows[0]);
    worst.erase(worst.begin(), worst.begin() + 3);
    CHECK(worst == Cells{"b", "0.5", "e", "0.6", "d", "0.7"});
    CHECK(written(table.rows[1]) ==
          Cells{"office", "5", "1", "", "", "", "", "", ""});  // all of it everywhere
}

TEST_CASE("what was moved by class, planned jobs included, and the price paid", "[report]") {
    // 2,000 bytes by 10 h; of training 600 + 1,400 bytes by 5 + 35 h: 50 an hour.
    ResultTable const table = moved(TableOfTexts{
        "classes",
        {"class", "jobs_arrived", "bytes_moved", "accelerator_hours", "calendar_jobs", "calendar_bytes_moved",
         "calendar_accelerator_hours_held", "cost_cny_energy", "energy_kwh_it"},
        {{"batch", "4", "2000", "10", "0", "0", "0", "36", "100"},
         {"training", "1", "600", "5", "2", "1400", "35", "20", "40"},
         {"idle", "0", "0", "0", "0", "0", "0", "0", "0"}}});
    CHECK(written(table.rows[0]) == Cells{"batch", "4", "2000", "10", "200", "0.36"});
    CHECK(written(table.rows[1]) == Cells{"training", "3", "2000", "40", "50", "0.5"});
    CHECK(written(table.rows[2]) == Cells{"idle", "0", "0", "0", "", ""});  // nothing by nothing is no figure
}

TEST_CASE("what demand is worth is added up by work and by what became of it", "[report]") {
    ResultTable const table = value_by_work(TableOfTexts{"value",
                                                         {"work", "region", "outcome", "value_cny"},
                                                         {{"batch", "a", "served", "100"},
                                                          {"batch", "b", "served", "20"},
                                                          {"batch", "b", "rejected", "7"},
                                                          {"chat", "a", "late", "3"},
                                                          {"free", "a", "served", ""}}});
    REQUIRE(table.rows.size() == 2);  // of work without a value nothing is said
    CHECK(written(table.rows[0]) == Cells{"batch", "120", "0", "7", "0", "0"});
    CHECK(written(table.rows[1]) == Cells{"chat", "0", "3", "0", "0", "0"});
}

TEST_CASE("bottlenecks are ranked by what was lost, each unit apart", "[report]") {
    TableOfTexts const classes{
        "classes", {"class", "accelerator_hours_lost"}, {{"training", "30"}, {"batch", "0"}}};
    TableOfTexts const demand{
        "demand",
        {"class", "region", "accelerator_hours_rejected", "calendar_accelerator_hours_rejected"},
        {{"batch", "a", "40", "0"},
         {"batch", "b", "5", "0"},
         {"archive", "a", "0", "0"},
         {"training", "b", "0", "20"}}};
    TableOfTexts const services{"services",
                                {"service", "region", "rejected", "late"},
                                {{"chat", "a", "7", "0"}, {"chat", "b", "1", "9"}}};
    ResultTable const table = bottlenecks({classes, demand, services});
    REQUIRE(table.rows.size() == 5);
    CHECK(written(table.rows[0]) == Cells{"1", "jobs_rejected", "batch", "45", "acc-h"});
    CHECK(written(table.rows[1]) == Cells{"2", "interrupted", "training", "30", "acc-h"});
    CHECK(written(table.rows[2]) == Cells{"3", "calendar_rejected", "training", "20", "acc-h"});
    CHECK(written(table.rows[3]) == Cells{"1", "requests_late", "chat", "9", "requests"});
    CHECK(written(table.rows[4]) == Cells{"2", "requests_rejected", "chat", "8", "requests"});
}
