#include "models/units/split.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("a text is split at every separator", "[units]") {
    using Parts = std::vector<std::string_view>;
    CHECK(split("a,bc,d", ',') == Parts{"a", "bc", "d"});
    CHECK(split(",a,,", ',') == Parts{"", "a", "", ""});
    CHECK(split("one", ',') == Parts{"one"});
    CHECK(split("", ',') == Parts{""});
}
