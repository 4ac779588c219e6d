#include "sim/document/workbook.hpp"

#include <nlohmann/json.hpp>

#include "sim/document/sheet_names.hpp"
#include "sim/document/table_sheet.hpp"
#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/text_tables.hpp"
#include "tests/unit/sim/document/hostile_document.hpp"

using namespace meridian;
using nlohmann::json;
using report::Language;
using testing::Cells;
using testing::TableOfTexts;

namespace {

constexpr int not_installed = 77;

// As openpyxl reads it; nothing, and a warning, where that is not installed.
json read_again(document::Document const& document, Language language) {
    testing::TemporaryFolder const here;
    document::write_workbook(here.file("report.xlsx"), document, language);
    // Debian's: another one on the path does not see Debian's packages.
    auto const answer = testing::run_program(
        "/usr/bin/python3", {testing::source("tests/support/read_workbook.py"), here.file("report.xlsx")});
    if (answer.exit_code == not_installed) {
        WARN("skipped, scripts/setup installs what is missing: " << answer.out);
        return {};
    }
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    return json::parse(answer.out);
}

std::vector<std::string> texts_of(json const& row) {
    std::vector<std::string> texts;
    for (json const& cell : row)
        texts.push_back(cell.is_null()        ? ""
                        : cell[1].is_string() ? cell[1].get<std::string>()
                                              : cell[1].dump());
    return texts;
}

}  // namespace

TEST_CASE("a workbook holds its tables: figures as numbers, texts as texts", "[document]") {
    auto const all = read_again(testing::hostile_document(), Language::en);
    if (all.is_null()) return;
    CHECK(all["created"] == "2000-01-01T00:00:00");
    CHECK(all["title"] == "Capacity <plan> *2026*");
    REQUIRE(all["sheets"].size() == 3);
    auto const& sites = all["sheets"][1];
    CHECK(sites["name"] == "sites");
    CHECK(sites["freeze"] == "A2");
    CHECK(sites["filter"] == "A1:G5");
    auto const& rows = sites["rows"];
    REQUIRE(rows.size() == 6);
    CHECK(texts_of(rows[0]) == std::vector<std::string>{"layout", "site", "tier", "accelerators",
                                                        "allocation", "electricity cost, CNY", "note"});
    CHECK(rows[1][1] == json{"s", "</script><script>alert(1)</script>", "General"});
    CHECK(rows[1][3] == json{"n", 10000, "#,##0"});
    CHECK(rows[1][4] == json{"n", 0.6125, "0.0%"});
    CHECK(rows[2][1][1] == "北京 🐉");
    CHECK(rows[2][4].is_null());
    CHECK(rows[2][6][1] == "two\nlines");
    CHECK(rows[3][1] == json{"s", "007", "General"});
    // Not formulas, whatever they begin with.
    CHECK(rows[3][6] == json{"s", "=SUM(A1)", "General"});
    CHECK(rows[4][0] == json{"s", "=1+1", "General"});
}

TEST_CASE("amounts have totals of what a filter leaves, shares have none", "[document]") {
    auto const all = read_again(testing::hostile_document(), Language::zh);
    if (all.is_null()) return;
    auto const& rows = all["sheets"][1]["rows"];
    REQUIRE(rows.size() == 6);
    CHECK(rows[0][5][1] == "电费（元）");
    CHECK(rows[1][2][1] == "枢纽");
    CHECK(rows[5][0][1] == "所示行合计");
    CHECK(rows[5][3] == json{"f", "=SUBTOTAL(109,D2:D5)", "#,##0", 10521});
    CHECK(rows[5][4].is_null());
    CHECK(rows[5][5] == json{"f", "=SUBTOTAL(109,F2:F5)", "#,##0", 123459290.5});
    // A table without rows has no totals.
    CHECK(all["sheets"][2]["rows"].size() == 1);
}

TEST_CASE("the first sheet is the board, with the sheets that follow", "[document]") {
    auto const all = read_again(testing::hostile_document(), Language::en);
    if (all.is_null()) return;
    auto const& board = all["sheets"][0];
    CHECK(board["name"] == "board");
    std::vector<std::vector<std::string>> rows;
    for (json const& row : board["rows"])
        rows.push_back(texts_of(row));
    CHECK(rows[0][0] == "Capacity <plan> *2026*");
    CHECK(rows[2][0] == "Layout a|b is better.");
    CHECK(rows[8] == std::vector<std::string>{"cost | total", "1.2 M CNY", "per year"});
    CHECK(rows[12] == std::vector<std::string>{"sites", "Sites", "4"});
    CHECK(rows[13] == std::vector<std::string>{"empty", "Failures", "0"});
}

TEST_CASE("equal documents make equal bytes, and nothing is left of a workbook that fails", "[document]") {
    testing::TemporaryFolder const here;
    document::write_workbook(here.file("a.xlsx"), testing::hostile_document(), Language::en);
    document::write_workbook(here.file("b.xlsx"), testing::hostile_document(), Language::en);
    CHECK(testing::read_file(here.file("a.xlsx")).size() > 1000);
    CHECK(testing::read_file(here.file("a.xlsx")) == testing::read_file(here.file("b.xlsx")));
    CHECK_THROWS_AS(
        document::write_workbook(here.file("no/folder.xlsx"), testing::hostile_document(), Language::en),
        system::SystemError);
    auto const files = std::filesystem::directory_iterator{here.path()};
    CHECK(std::distance(begin(files), end(files)) == 2);
}

TEST_CASE("figures in a workbook are as exact as spreadsheets keep them", "[document]") {
    document::Document d;
    d.tables = {
        TableOfTexts{"t", {"pue_mean"}, {{"0.30000000000000004"}, {"1.2345678901234567"}, {"1e-300"}}}};
    auto const all = read_again(d, Language::en);
    if (all.is_null()) return;
    auto const& rows = all["sheets"][1]["rows"];
    CHECK(rows[1][0][1].get<double>() == Approx(0.3).epsilon(1e-15));
    CHECK(rows[2][0][1].get<double>() == Approx(1.2345678901234567).epsilon(1e-15));
    CHECK(rows[3][0][1].get<double>() == 1e-300);
}

TEST_CASE("names of sheets are such that spreadsheets take them", "[document]") {
    document::SheetNames names;
    CHECK(names.take("sites") == "sites");
    CHECK(names.take("Sites") == "Sites_2");
    CHECK(names.take("a[b]:c*d?e/f\\g'h") == "a_b__c_d_e_f_g_h");
    CHECK(names.take("") == "_");
    CHECK(names.take("History") == "History_2");
    std::string const long_name(40, 'x');
    CHECK(names.take(long_name) == std::string(31, 'x'));
    CHECK(names.take(long_name) == std::string(29, 'x') + "_2");
    // 16 characters of two UTF-16 units each.
    std::string dragons;
    for (int i = 0; i < 16; ++i)
        dragons += "🐉";
    CHECK(names.take(dragons).size() == 15 * 4);
}

TEST_CASE("amounts add up over parts of a whole only", "[document]") {
    TableOfTexts const sites{"sites", {"alternative", "site"}, {}};
    CHECK(document::adds_up(sites, report::ResultColumn::of("accelerators")));
    CHECK(document::adds_up(sites, report::ResultColumn::of("energy_kwh_it")));
    CHECK(document::adds_up(sites, report::ResultColumn::of("bytes_moved")));
    for (char const* const no : {"site", "allocation", "pue_mean", "jobs_running_mean", "cny_per_kwh_mean",
                                 "storage_bytes_peak", "it_kw", "wait_s_mean", "latitude_deg"})
        CHECK_FALSE(document::adds_up(sites, report::ResultColumn::of(no)));
    CHECK_FALSE(document::adds_up(TableOfTexts{"hourly_profile", {"site", "hour"}},
                                  report::ResultColumn::of("jobs_queued")));
    CHECK_FALSE(document::adds_up(TableOfTexts{"pareto", {"alternative", "cost_cny_total"}},
                                  report::ResultColumn::of("cost_cny_total")));
}
