#include "sim/scheduler/waiting/head_tree.hpp"

#include <algorithm>
#include <random>

#include "tests/support/catch.hpp"

using namespace meridian;
using scheduler::HeadTree;
using scheduler::Rank;

namespace {

Rank rank_of(std::int64_t arrival, std::uint64_t number) {
    return {0, SimTime{Duration{arrival}}, number};
}

}  // namespace

TEST_CASE("the first head behind a place that fits", "[head_tree]") {
    HeadTree tree;
    CHECK(tree.empty());
    CHECK_FALSE(tree.first_behind(std::nullopt, 100, 100));
    tree.insert({rank_of(1, 1), 10, 8, 0});
    tree.insert({rank_of(1, 2), 11, 2, 50});
    tree.insert({rank_of(3, 0), 12, 4, 10});
    CHECK(tree.first_behind(std::nullopt, 8, 50)->group == 10);
    CHECK(tree.first_behind(std::nullopt, 7, 50)->group == 11);
    CHECK(tree.first_behind(std::nullopt, 7, 49)->group == 12);
    CHECK(tree.first_behind(rank_of(1, 1), 8, 50)->group == 11);
    CHECK_FALSE(tree.first_behind(rank_of(3, 0), 8, 50));
    CHECK_FALSE(tree.first_behind(std::nullopt, 1, 50));
    tree.erase(rank_of(1, 2));
    CHECK(tree.first_behind(std::nullopt, 7, 50)->group == 12);
}

TEST_CASE("the tree of heads finds what a walk over all of them finds", "[head_tree]") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 dice{seed};
        HeadTree tree;
        std::vector<HeadTree::Head> heads;  // by rank
        for (int step = 0; step < 1000; ++step) {
            if (heads.empty() || dice() % 5 < 3) {
                HeadTree::Head const head{
                    rank_of(static_cast<std::int64_t>(dice() % 50), dice()), static_cast<std::uint32_t>(step),
                    static_cast<std::int64_t>(dice() % 20), static_cast<std::int64_t>(dice() % 20)};
                heads.insert(std::ranges::upper_bound(heads, head.rank, {}, &HeadTree::Head::rank), head);
                tree.insert(head);
            } else {
                auto const gone = heads.begin() + static_cast<std::ptrdiff_t>(dice() % heads.size());
                tree.erase(gone->rank);
                heads.erase(gone);
            }
            auto const width = static_cast<std::int64_t>(dice() % 20);
            auto const input = static_cast<std::int64_t>(dice() % 20);
            Rank const after = rank_of(static_cast<std::int64_t>(dice() % 50), 0);
            auto const expected = std::ranges::find_if(heads, [&](HeadTree::Head const& head) {
                return head.rank > after && head.width <= width && head.input <= input;
            });
            auto const found = tree.first_behind(after, width, input);
            REQUIRE(found.has_value() == (expected != heads.end()));
            if (found) REQUIRE(found->group == expected->group);
            REQUIRE(tree.empty() == heads.empty());
        }
    }
}
