#include "sim/document/table_files.hpp"

#include "sim/report/own_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/unit/sim/document/hostile_document.hpp"

using namespace meridian;
using testing::Cells;
using testing::keys_of;
using testing::written_rows;

namespace {

report::ResultTable table_in(std::filesystem::path const& file) {
    return report::parse_table(testing::read_file(file.string()), file);
}

}  // namespace

TEST_CASE("every table of a document becomes a file, and an index says what they are", "[document]") {
    testing::TemporaryFolder const here;
    std::filesystem::path const folder = here.file("tables");
    auto const document = testing::hostile_document();
    document::write_table_files(folder, document);
    for (report::ResultTable const& table : document.tables) {
        auto const again = table_in(folder / (table.name + ".csv"));
        CHECK(keys_of(again) == keys_of(table));
        CHECK(again.rows == table.rows);
    }
    auto const index = table_in(folder / "tables.csv");
    CHECK(keys_of(index) == Cells{"table", "file", "rows", "title_en", "title_zh"});
    CHECK(written_rows(index) == std::vector<Cells>{{"sites", "sites.csv", "4", "Sites", "站点"},
                                                    {"empty", "empty.csv", "0", "Failures", "失败"}});
}

TEST_CASE("a folder of tables may be replaced, any other may not", "[document]") {
    using report::TargetState;
    testing::TemporaryFolder const here;
    std::filesystem::path const folder = here.file("tables");
    CHECK(report::target_state(folder, "csv") == TargetState::free);
    document::write_table_files(folder, testing::hostile_document());
    CHECK(report::target_state(folder, "csv") == TargetState::own);
    document::Document fewer = testing::hostile_document();
    fewer.tables.pop_back();
    document::write_table_files(folder, fewer);
    CHECK_FALSE(std::filesystem::exists(folder / "empty.csv"));
    SECTION("with a file of the user's") {
        testing::write_file((folder / "thesis.txt").string(), "years of work");
    }
    SECTION("with a file of the user's that has the name of a table") {
        testing::write_file((folder / "empty.csv").string(), "years of work");
    }
    SECTION("with a folder in the place of a table") {
        std::filesystem::remove(folder / "sites.csv");
        std::filesystem::create_directory(folder / "sites.csv");
    }
    SECTION("with a link in the place of a table") {
        std::filesystem::remove(folder / "sites.csv");
        std::filesystem::create_symlink("/etc/hostname", folder / "sites.csv");
    }
    SECTION("without its manifest") {
        std::filesystem::remove(folder / "manifest.json");
    }
    SECTION("with a changed manifest") {
        auto const text = testing::read_file((folder / "manifest.json").string());
        testing::write_file((folder / "manifest.json").string(), text + " ");
    }
    CHECK(report::target_state(folder, "csv") == TargetState::foreign);
}

TEST_CASE("an empty folder is free; a folder of the user's, a file and a link are not", "[document]") {
    using report::TargetState;
    testing::TemporaryFolder const here;
    std::filesystem::create_directory(here.file("empty"));
    CHECK(report::target_state(here.file("empty"), "csv") == TargetState::free);
    testing::write_file(here.file("other") + "/sites.csv", "a\n");
    CHECK(report::target_state(here.file("other"), "csv") == TargetState::foreign);
    testing::write_file(here.file("notes.md"), "# mine\n");
    CHECK(report::target_state(here.file("notes.md"), "csv") == TargetState::foreign);
    for (char const* const format : {"md", "html", "json", "pdf", "xlsx", "xml"})
        CHECK(report::target_state(here.file("notes.md"), format) == TargetState::foreign);
    std::filesystem::create_symlink(here.file("none"), here.file("link"));
    CHECK(report::target_state(here.file("link"), "md") == TargetState::foreign);
    CHECK(report::target_state(here.file("no/folder.md"), "md") == TargetState::no_folder);
    CHECK(report::target_state(here.file("."), "md") == TargetState::foreign);
}
