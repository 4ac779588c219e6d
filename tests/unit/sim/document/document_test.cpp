#include "sim/document/document.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian::report;
using namespace meridian::document;
using meridian::testing::Cells;
using meridian::testing::keys_of;
using meridian::testing::TableOfTexts;
using meridian::testing::written;
using meridian::testing::written_rows;

namespace {

Document of_sites() {
    Document d;
    d.picks = {{"alternative", Bilingual::same("layout"), {"a", "b"}, "b"}};
    d.tables = {TableOfTexts{"sites",
                             {"alternative", "site", "tier", "kw"},
                             {{"a", "x", "hub", "1"}, {"b", "x", "hub", "2"}, {"b", "y", "edge", "3"}}}};
    return d;
}

DocumentView view_of(std::string table) {
    DocumentView v;
    v.table = std::move(table);
    return v;
}

}  // namespace

TEST_CASE("a view shows the rows of its conditions and of what is picked first", "[document]") {
    Document const d = of_sites();
    DocumentView view = view_of("sites");
    CHECK(shown(d, view).rows == d.tables[0].rows);
    CHECK(shown(d, view).columns == d.tables[0].columns);
    view.picks = {"alternative"};
    CHECK(shown(d, view).rows.size() == 2);
    view.where = {{"tier", "edge"}};
    view.columns = {"kw", "site", "of_no_table"};
    CHECK(keys_of(shown(d, view)) == Cells{"kw", "site"});
    CHECK(written_rows(shown(d, view)) == std::vector<Cells>{{"3", "y"}});
    view.where = {{"of_no_table", "edge"}};
    CHECK(shown(d, view).rows.empty());
}

TEST_CASE("tables and picks are found by name, and a view of no table is empty", "[document]") {
    Document const d = of_sites();
    CHECK(d.table("sites") == &d.tables[0]);
    CHECK(d.table("links") == nullptr);
    CHECK(d.pick("alternative") == &d.picks[0]);
    CHECK(d.pick("site") == nullptr);
    CHECK(shown(d, view_of("links")).rows.empty());
    CHECK(shown(d, view_of("links")).columns.empty());
}
