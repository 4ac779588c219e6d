// meridian export geojson|csv|sqlite: what a GIS and a database read.
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <sqlite3.h>

#include "models/units/split.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_reader.hpp"

namespace meridian::testing {
namespace {

using Json = nlohmann::json;

std::string const chat = source("scenarios/tiny/chat.yaml");

void replace(std::string& text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

// The world of chat.yaml at 178 E, linked to an island at 172 W, and that to a ship, which has no coordinates.
std::string pacific() {
    std::string text = read_file(chat);
    replace(text, "latitude: 30, longitude: 110}",
            "latitude: -17, longitude: 178}, {name: island, latitude: -14, longitude: -172}, {name: ship}");
    replace(text, "tariffs:",
            "links:\n  - {a: town, b: island, capacity: 10 Gbit/s, length: 1200 km}\n"
            "  - {a: island, b: ship, capacity: 10 Gbit/s, delay: 1 ms}\ntariffs:");
    return text;
}

void run_to(std::string const& scenario, std::string const& folder) {
    CommandResult const answer =
        run_meridian({"run", scenario, "--out", folder, "--quiet", "--log", "jobs", "--log", "decisions"});
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
}

// What it said on standard error.
std::string export_to(std::string const& format, std::string const& what, std::string const& out) {
    CommandResult const answer = run_meridian({"export", format, what, "--out", out});
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    CHECK(answer.out == format + " written to " + out + "\n");
    return answer.err;
}

Json const& feature(Json const& map, std::string const& id) {
    for (Json const& one : map.at("features")) {
        if (one.at("id") == id) return one;
    }
    FAIL("there is no feature " << id);
    throw std::logic_error{id};
}

// Rows of an answer, each cell as SQLite's own text; NULL is "".
std::vector<std::vector<std::string>> answers(std::string const& file, std::string const& sql) {
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> const database{opened, &sqlite3_close};
    std::vector<std::vector<std::string>> rows;
    auto const add = [](void* to, int count, char** cells, char**) {
        auto& row = static_cast<decltype(rows)*>(to)->emplace_back();
        for (int i = 0; i < count; ++i)
            row.emplace_back(cells[i] == nullptr ? "" : cells[i]);
        return 0;
    };
    INFO(sql);
    REQUIRE(sqlite3_exec(opened, sql.c_str(), add, &rows, nullptr) == SQLITE_OK);
    return rows;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("a run as GeoJSON has its places, its figures and their units", "[export]") {
    TemporaryFolder const work;
    run_to(chat, work.file("run"));
    CHECK(export_to("geojson", work.file("run"), work.file("map.geojson")).empty());
    Json const map = json_in(work.file("map.geojson"));
    CHECK(map.at("type") == "FeatureCollection");
    CHECK(map.at("bbox") == Json({110.0, 30.0, 110.0, 30.0}));
    CHECK(map.at("features").size() == 3);
    Json const& site = feature(map, "site:hall");
    CHECK(site.at("type") == "Feature");
    CHECK(site.at("geometry") == Json({{"type", "Point"}, {"coordinates", {110.0, 30.0}}}));
    Json const& figures = site.at("properties");
    CHECK(figures.at("layer") == "site");
    CHECK(figures.at("name_en") == "Hall");
    CHECK(figures.at("name_zh") == "机房");
    CHECK(figures.at("accelerators") == 10);
    // There is one site: what it does is what the network does.
    Json const summary = json_in(work.file("run/summary.json"));
    for (char const* const key : {"allocation", "energy_kwh_it", "cost_cny_energy", "carbon_kg_location"})
        CHECK(figures.at(key) == summary.at(key));
    CHECK(figures.at("utilisation").get<double>() == Approx(summary.at("utilisation").get<double>()));
    CHECK(figures.at("power_limit_kw").is_null());  // there is none
    Json const& region = feature(map, "region:people").at("properties");
    CHECK(region.at("request_slo_attainment").get<double>() ==
          Approx(summary.at("request_slo_attainment").get<double>()));
    CHECK(region.at("jobs_arrived") == summary.at("jobs_arrived"));
    CHECK(map.at("columns").at("energy_kwh_it").at("unit") == "kWh");
    CHECK(map.at("columns").at("site").at("names") == "site");
    CHECK(map.at("columns").at("utilisation").at("meaning") == "active accelerator-hours, of those there");
    CHECK(map.at("run").at("policy") == "nearest_user");
    CHECK(map.at("figures").at("energy_kwh_it") == summary.at("energy_kwh_it"));
    // Every property has an entry in `columns`.
    for (Json const& one : map.at("features")) {
        for (auto const& [key, value] : one.at("properties").items())
            CHECK((key == "layer" || map.at("columns").contains(key)));
    }
}

TEST_CASE("a map across the antimeridian is cut there; what has no place has no geometry", "[export]") {
    TemporaryFolder const work;
    std::string const scenario = work.file("pacific.yaml");
    write_file(scenario, pacific());
    std::string const said = export_to("geojson", scenario, work.file("map.geojson"));
    CHECK_THAT(said, Catch::Contains("warning: 1 of 3 nodes have no coordinates") &&
                         Catch::Contains("fix: add 'latitude' and 'longitude'") && Catch::Contains("'ship'"));
    Json const map = json_in(work.file("map.geojson"));
    CHECK(map.at("bbox") == Json({178.0, -17.0, -172.0, -14.0}));
    CHECK_FALSE(map.contains("run"));
    // 10 degrees of longitude and 3 of latitude: at 180 a fifth of the way is behind.
    CHECK(feature(map, "link:town-island").at("geometry") ==
          Json({{"type", "MultiLineString"},
                {"coordinates", {{{178.0, -17.0}, {180.0, -16.4}}, {{-180.0, -16.4}, {-172.0, -14.0}}}}}));
    CHECK(feature(map, "link:town-island").at("properties").at("length_km") == 1200.0);
    CHECK(feature(map, "link:island-ship").at("geometry").is_null());
    CHECK(feature(map, "node:ship").at("geometry").is_null());
    CHECK(feature(map, "node:ship").at("properties").at("longitude_deg").is_null());
}

TEST_CASE("a map as CSV has well-known text and its units beside it", "[export]") {
    TemporaryFolder const work;
    write_file(work.file("pacific.yaml"), pacific());
    run_to(work.file("pacific.yaml"), work.file("run"));
    export_to("csv", work.file("run"), work.file("map"));
    auto const links = csv_records(read_file(work.file("map/links.csv")));
    REQUIRE(links.size() == 2);
    CHECK(links[0].at("WKT") == "MULTILINESTRING ((178 -17, 180 -16.4), (-180 -16.4, -172 -14))");
    CHECK(links[0].at("usable_gbps") == "10");
    CHECK(links[0].at("use_mean_a_to_b") == "0");
    CHECK(links[1].at("WKT").empty());
    auto const sites = csv_records(read_file(work.file("map/sites.csv")));
    REQUIRE(sites.size() == 1);
    CHECK(sites[0].at("WKT") == "POINT (178 -17)");
    CHECK(sites[0].at("name_zh") == "机房");
    std::string unit;
    for (auto const& row : csv_records(read_file(work.file("map/units.csv")))) {
        if (row.at("table_name") == "sites" && row.at("column_name") == "cost_cny_energy")
            unit = row.at("unit");
    }
    CHECK(unit == "CNY");
    for (char const* const table : {"nodes", "sites", "links", "regions", "figures", "units"}) {
        auto const types =
            split(lines_of(read_file(work.file(fmt::format("map/{}.csvt", table)))).at(0), ',');
        CHECK(types.size() ==
              split(lines_of(read_file(work.file(fmt::format("map/{}.csv", table)))).at(0), ',').size());
    }
    CHECK_THAT(read_file(work.file("map/nodes.csvt")),
               Catch::StartsWith("String,String,String,String,Real,Real,WKT"));
    export_to("csv", work.file("pacific.yaml"), work.file("map") + "/");  // its own folder is replaced
    CHECK_FALSE(std::filesystem::exists(work.file("map/figures.csv")));
}

TEST_CASE("a run as SQLite has every table with types and units", "[export]") {
    TemporaryFolder const work;
    run_to(chat, work.file("run"));
    std::string const file = work.file("results.sqlite");
    CHECK(export_to("sqlite", work.file("run"), file).empty());
    auto const sites = csv_records(read_file(work.file("run/sites.csv")));
    REQUIRE(sites.size() == 1);
    CHECK(answers(file, "SELECT site, energy_kwh_it = " + sites[0].at("energy_kwh_it") + " FROM sites") ==
          Rows{{"hall", "1"}});
    auto const type = [&](std::string const& table, std::string const& column) {
        return answers(file,
                       "SELECT type FROM pragma_table_info('" + table + "') WHERE name = '" + column + "'");
    };
    CHECK(type("sites", "site") == Rows{{"TEXT"}});
    CHECK(type("sites", "energy_kwh_it") == Rows{{"REAL"}});
    CHECK(type("sites", "power_limit_kw") == Rows{{"REAL"}});
    CHECK(type("sites", "jobs_placed") == Rows{{"INTEGER"}});
    CHECK(type("jobs", "started_s") == Rows{{"REAL"}});
    CHECK(type("jobs", "class") == Rows{{"TEXT"}});
    CHECK(type("decisions", "answer") == Rows{{"INTEGER"}});
    CHECK(answers(file,
                  "SELECT count(DISTINCT number) FROM decisions JOIN jobs ON decisions.job = jobs.number "
                  "WHERE chosen = 1") == Rows{{"2"}});
    CHECK(answers(file, "SELECT power_limit_kw IS NULL FROM sites") == Rows{{"1"}});
    CHECK(answers(file,
                  "SELECT unit, title_en FROM units WHERE table_name = 'sites' AND column_name = "
                  "'it_kw_all_busy'") == Rows{{"kW", "IT power, all busy"}});
    CHECK(answers(file,
                  "SELECT unit FROM units WHERE table_name = 'figures' AND column_name = 'energy_kwh_it'") ==
          Rows{{"kWh"}});
    CHECK(answers(file,
                  "SELECT meaning FROM units WHERE table_name = 'sites' AND column_name = 'allocation'") ==
          Rows{{"of the accelerator hours there"}});
    CHECK(answers(file, "SELECT value FROM facts WHERE what = 'policy'") == Rows{{"nearest_user"}});
    // Every CSV file of the folder is a table with as many rows.
    for (std::string const& name : everything_in(work.file("run"))) {
        if (!name.ends_with(".csv")) continue;
        std::string const table = name.substr(0, name.size() - 4);
        CAPTURE(table);
        CHECK(answers(file, "SELECT count(*) FROM \"" + table + "\"") ==
              Rows{{std::to_string(rows_in(work.file("run/" + name)))}});
    }
    std::string const bytes = read_file(file);
    CHECK(
        export_to("sqlite", work.file("run"), file).empty());  // its own file is replaced, by the same bytes
    CHECK(read_file(file) == bytes);
}

TEST_CASE("a study as SQLite has its tables, with intervals", "[export]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    std::string const file = files.file("study.sqlite");
    export_to("sqlite", files.file("out"), file);
    CHECK(answers(file, "SELECT count(*) FROM runs") ==
          Rows{{std::to_string(rows_in(files.file("out/runs.csv")))}});
    CHECK(answers(file,
                  "SELECT DISTINCT interval_of FROM units WHERE table_name = 'points' AND column_name IN "
                  "('slo_attainment_low', 'slo_attainment_high')") == Rows{{"slo_attainment"}});
    CHECK(answers(file, "SELECT DISTINCT typeof(run), typeof(layout) FROM runs JOIN points USING (point)") ==
          Rows{{"integer", "text"}});
    CHECK(
        answers(file, "SELECT count(*) FROM comparison WHERE mean IS NOT NULL AND typeof(mean) <> 'real'") ==
        Rows{{"0"}});
    CHECK(answers(file, "SELECT value FROM facts WHERE what = 'study'").size() == 1);
}

TEST_CASE("export says what it cannot do and what would help", "[export]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    run_to(files.file("base.yaml"), files.file("run"));
    files.write("letter/letter.txt", "dear planner");
    REQUIRE(run_meridian({"report", "run", "--format", "csv", "--out", "tables", "--quiet"}, files.folder())
                .exit_code == 0);
    files.write("notes.geojson", R"({"type": "FeatureCollection", "features": []})");
    struct Case {
        Words words;
        std::string wrong, fix;
    };
    for (Case const& one : std::vector<Case>{
             {{"geojsn", "run", "--out", "x"}, "there is no format 'geojsn'", "did you mean 'geojson'?"},
             {{"shp", "run", "--out", "x"},
              "there is no format 'shp'",
              "write geojson, csv, sqlite, simgrid"},
             {{"parquet", "run", "--out", "x"}, "parquet", "meridian export sqlite run --out results.sqlite"},
             {{"geojson", "letter", "--out", "x"}, "letter: neither a run nor a study", "meridian run --out"},
             {{"sqlite", "letter", "--out", "x"}, "letter: neither a run nor a study", "meridian run --out"},
             {{"sqlite", "none", "--out", "x"}, "none: there is no such folder", "name the folder"},
             {{"sqlite", "base.yaml", "--out", "x"},
              "base.yaml: this is a file",
              "meridian run base.yaml --out"},
             {{"geojson", "none.yaml", "--out", "x"}, "none.yaml", "fix:"},
             {{"geojson", "out", "--out", "x"}, "out: a study is there", "out/representative_runs/"},
             {{"csv", "run", "--out", "x", "--set", "seed=2"},
              "--set changes scenarios",
              "leave the option out"},
             {{"geojson", "run", "--out", "notes.geojson"},
              "not written by `meridian export`",
              "another file"},
             {{"sqlite", "run", "--out", "notes.geojson"},
              "not written by `meridian export`",
              "another file"},
             {{"sqlite", "run", "--out", "out/results.sqlite"},
              "not written by `meridian export`",
              "another"},
             {{"csv", "run", "--out", "letter"}, "not written by `meridian export`", "another folder"},
             {{"csv", "run", "--out", "tables"}, "not written by `meridian export`", "another folder"},
             {{"geojson", "run", "--out", "letter"}, "a folder is there", "inside it"},
             {{"sqlite", "run", "--out", "none/x"}, "there is no folder none", "make the folder"}}) {
        CommandResult const answer = run_meridian(joined({"export"}, one.words), files.folder());
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains(one.wrong) && Catch::Contains(one.fix));
    }
    CHECK_FALSE(std::filesystem::exists(files.file("x")));
    CHECK(read_file(files.file("notes.geojson")) == R"({"type": "FeatureCollection", "features": []})");
    CHECK(read_file(files.file("letter/letter.txt")) == "dear planner");
}

TEST_CASE("a damaged run is not exported", "[export]") {
    TemporaryFolder const work;
    run_to(chat, work.file("run"));
    write_file(work.file("run/sites.csv"), "site,accelerators\nhall,1000\n");
    for (std::string const format : {"geojson", "csv", "sqlite"}) {
        CommandResult const answer =
            run_meridian({"export", format, work.file("run"), "--out", work.file("x")});
        CHECK(answer.exit_code == 5);
        CHECK_THAT(answer.err, Catch::Contains("sites.csv") && Catch::Contains("check sum"));
        CHECK_FALSE(std::filesystem::exists(work.file("x")));
    }
}

TEST_CASE("a reader of others, GDAL, takes the maps as they are", "[export]") {
    if (run_shell("command -v ogrinfo", {}).exit_code != 0) {
        WARN("skipped: ogrinfo is not installed (gdal-bin)");
        return;
    }
    TemporaryFolder const work;
    write_file(work.file("pacific.yaml"), pacific());
    run_to(work.file("pacific.yaml"), work.file("run"));
    export_to("geojson", work.file("run"), work.file("map.geojson"));
    export_to("csv", work.file("run"), work.file("map"));
    // 3 nodes, a site, 2 links and a region.
    CommandResult const all =
        run_program("/usr/bin/env", {"ogrinfo", "-ro", "-al", "-so", work.file("map.geojson")});
    CHECK(all.exit_code == 0);
    CHECK(all.err.empty());
    CHECK_THAT(all.out, Catch::Contains("using driver `GeoJSON'") && Catch::Contains("Feature Count: 7") &&
                            Catch::Contains("WGS 84") && Catch::Contains("utilisation: Real") &&
                            Catch::Contains("name_zh: String"));
    CommandResult const links = run_program(
        "/usr/bin/env", {"ogrinfo", "-ro", "-al", "-where", "layer = 'link'", work.file("map.geojson")});
    CHECK_THAT(links.out, Catch::Contains("Feature Count: 2") &&
                              Catch::Contains("MULTILINESTRING ((178 -17,180") &&
                              Catch::Contains(" -16.4,-172 -14))"));
    CommandResult const sites =
        run_program("/usr/bin/env", {"ogrinfo", "-ro", "-al", work.file("map/sites.csv")});
    CHECK(sites.exit_code == 0);
    CHECK_THAT(sites.out, Catch::Contains("Feature Count: 1") && Catch::Contains("POINT (178 -17)"));
    // By the types beside them, figures are numbers; the file alone makes text of all.
    CHECK_THAT(sites.out, Catch::Contains("utilisation: Real") && Catch::Contains("accelerators: Real") &&
                              Catch::Contains("name_zh: String"));
    CHECK(sites.err.empty());
    CommandResult const sum = run_program(
        "/usr/bin/env", {"ogrinfo", "-ro", "-q", "-sql", "SELECT MAX(usable_gbps) AS most FROM links",
                         work.file("map/links.csv")});
    CHECK_THAT(sum.out, Catch::Contains("most (Real) = 10"));
}

}  // namespace meridian::testing
