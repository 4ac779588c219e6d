#include "models/units/cross_table.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("a cross table holds a value for each pair of keys, by rows", "[units][cross_table]") {
    // 2 classes x 3 sites: places 0 1 2 / 3 4 5.
    CrossTable<ClassId, SiteId, int> table{2, 3, 7};
    table(ClassId{1}, SiteId{0}) = 10;
    table(ClassId{1}, SiteId{2}) = 12;
    CHECK(table.size() == 6);
    CHECK(table.columns() == 3);
    CHECK(table.place(ClassId{1}, SiteId{2}) == 5);
    CHECK(table[5] == 12);
    CHECK(table.row_of(5) == ClassId{1});
    CHECK(table.column_of(5) == SiteId{2});
    CHECK(std::vector<int>(table.begin(), table.end()) == std::vector<int>{7, 7, 7, 10, 7, 12});
    auto const row = table.row(ClassId{1});
    CHECK(std::vector<int>(row.begin(), row.end()) == std::vector<int>{10, 7, 12});
    table.assign(1, 2);
    CHECK(std::vector<int>(table.begin(), table.end()) == std::vector<int>{0, 0});
}

TEST_CASE("a cross table may be indexed by numbers and hold flags", "[units][cross_table]") {
    CrossTable<std::size_t, std::size_t, bool> table{2, 2};
    table(0, 1) = true;
    CHECK(table(0, 1));
    CHECK_FALSE(table(1, 0));
    CHECK(table.row_of(3) == 1);
    CHECK(CrossTable<std::size_t, std::size_t, bool>{}.size() == 0);
}

TEST_CASE("a cross table grows by rows", "[units][cross_table]") {
    CrossTable<std::size_t, std::size_t, int> table{0, 2};
    table.reserve(2);
    table.add_row(std::vector{1, 2});
    table.add_row(std::vector{3, 4});
    CHECK(table.size() == 4);
    CHECK(table(1, 0) == 3);
}
