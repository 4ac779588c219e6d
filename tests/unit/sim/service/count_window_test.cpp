#include "sim/service/count_window.hpp"

#include <functional>
#include <vector>

#include "tests/support/catch.hpp"

using meridian::service::CountWindow;
using Counts = std::vector<std::int64_t>;

namespace {

template <class Before>
Counts first_of(CountWindow<Before> const& window) {
    return {window.first().begin(), window.first().end()};
}

}  // namespace

TEST_CASE("a window keeps the most and the least of its rows, and lets go of the oldest", "[service]") {
    CountWindow<std::greater<>> most{3, 2};
    CountWindow<std::less<>> least{3, 2};
    auto const push = [&](Counts const& row) {
        most.push(row);
        least.push(row);
    };
    push({5, 1});
    CHECK(first_of(most) == Counts{5, 1});
    CHECK(first_of(least) == Counts{0, 0});  // of the rows that it began with
    push({2, 7});
    push({3, 4});  // 5 1, 2 7, 3 4
    CHECK(first_of(most) == Counts{5, 7});
    CHECK(first_of(least) == Counts{2, 1});
    push({3, 4});  // 2 7, 3 4, 3 4
    CHECK(first_of(most) == Counts{3, 7});
    CHECK(first_of(least) == Counts{2, 4});
    push({3, 4});
    push({3, 4});  // no other row is left
    CHECK(first_of(most) == Counts{3, 4});
    CHECK(first_of(least) == Counts{3, 4});
    push({3, 6});  // 3 4, 3 4, 3 6
    CHECK(first_of(most) == Counts{3, 6});
    CHECK(first_of(least) == Counts{3, 4});
    push({3, 4});  // 3 4, 3 6, 3 4
    push({3, 4});  // 3 6, 3 4, 3 4
    CHECK(first_of(most) == Counts{3, 6});
    push({3, 4});
    CHECK(first_of(most) == Counts{3, 4});
}

TEST_CASE("a window of one row is that row", "[service]") {
    CountWindow<std::less<>> window{1, 1};
    window.push(Counts{4});
    CHECK(first_of(window) == Counts{4});
    window.push(Counts{9});
    CHECK(first_of(window) == Counts{9});
}
