#include "models/network/max_min.hpp"

#include "tests/support/catch.hpp"

using namespace meridian::network;

namespace {

FlowClass with_flows(MaxMin& shares, std::vector<LinkIndex> const& links, int flows = 1, double weight = 1.0,
                     double cap = MaxMin::no_cap) {
    FlowClass const c = shares.add_class(links, weight, cap);
    for (int i = 0; i < flows; ++i)
        shares.add(c);
    return c;
}

}  // namespace

TEST_CASE("flows on one link share it evenly", "[network][max_min]") {
    MaxMin shares{{12.0}};
    FlowClass const c = with_flows(shares, {0}, 3);
    shares.solve();
    CHECK(shares.rate(c) == 4.0);  // 12 / 3
    shares.remove(c);
    shares.solve();
    CHECK(shares.rate(c) == 6.0);
    CHECK(shares.use(0) == 12.0);
    shares.remove(c);
    shares.remove(c);
    shares.solve();
    CHECK(shares.use(0) == 0.0);
    CHECK(shares.broken_conditions().empty());
}

TEST_CASE("a long flow is held by its narrowest share, and leaves the rest to others", "[network][max_min]") {
    // Bertsekas & Gallager's kind of chain: capacities 10, 2 and 6; one flow over all three, one on each.
    MaxMin shares{{10.0, 2.0, 6.0}};
    FlowClass const all = with_flows(shares, {2, 0, 1});
    FlowClass const first = with_flows(shares, {0});
    FlowClass const second = with_flows(shares, {1});
    FlowClass const third = with_flows(shares, {2});
    shares.solve();
    // Link 1 is full first: 2 / 2 = 1 each. The others get 10 - 1 and 6 - 1.
    CHECK(shares.rate(all) == 1.0);
    CHECK(shares.rate(second) == 1.0);
    CHECK(shares.rate(first) == 9.0);
    CHECK(shares.rate(third) == 5.0);
    // With link 1 widened to 12, link 2 is full first: 6 / 2 = 3; then 10 - 3 and 12 - 3.
    shares.set_capacity(1, 12.0);
    shares.solve();
    CHECK(shares.rate(all) == 3.0);
    CHECK(shares.rate(first) == 7.0);
    CHECK(shares.rate(second) == 9.0);
    CHECK(shares.bottleneck(all) == 2);
    CHECK(shares.broken_conditions().empty());
}

TEST_CASE("weights share in proportion", "[network][max_min]") {
    MaxMin shares{{11.0}};
    FlowClass const near = with_flows(shares, {0}, 1, 10.0);
    FlowClass const far = with_flows(shares, {0}, 1, 1.0);
    shares.solve();
    CHECK(shares.rate(near) == 10.0);  // 11 x 10 / 11
    CHECK(shares.rate(far) == 1.0);
}

TEST_CASE("what a cap leaves goes to others", "[network][max_min]") {
    MaxMin shares{{12.0}};
    FlowClass const capped = with_flows(shares, {0}, 2, 1.0, 3.0);
    FlowClass const free = with_flows(shares, {0}, 1);
    shares.solve();
    CHECK(shares.rate(capped) == 3.0);
    CHECK(shares.rate(free) == 6.0);  // 12 - 2 x 3
    // Three more: 12 / 6 = 2 each, below the cap.
    for (int i = 0; i < 3; ++i)
        shares.add(free);
    shares.solve();
    CHECK(shares.rate(capped) == 2.0);
    CHECK(shares.rate(free) == 2.0);
    // Alone, the cap alone limits.
    for (int i = 0; i < 4; ++i)
        shares.remove(free);
    shares.solve();
    CHECK(shares.rate(capped) == 3.0);
    CHECK(shares.use(0) == 6.0);
    CHECK(shares.broken_conditions().empty());
}

TEST_CASE("equal capacities fill at once", "[network][max_min]") {
    // A ring of four links of 6, flows over each pair of neighbours: every link has two of them, 3 each.
    MaxMin shares{{6.0, 6.0, 6.0, 6.0}};
    std::vector<FlowClass> all;
    for (LinkIndex l = 0; l < 4; ++l)
        all.push_back(with_flows(shares, {l, (l + 1) % 4}));
    shares.solve();
    for (FlowClass const c : all)
        CHECK(shares.rate(c) == 3.0);
    CHECK(shares.broken_conditions().empty());
}

TEST_CASE("changes are listed until they are cleared", "[network][max_min]") {
    MaxMin shares{{4.0, 8.0}};
    FlowClass const one = with_flows(shares, {0, 1});
    shares.solve();
    CHECK(std::vector(shares.moved_classes().begin(), shares.moved_classes().end()) == std::vector{one});
    CHECK_FALSE(shares.changed_levels().empty());
    shares.forget_changes();
    shares.solve();
    CHECK(shares.changed_levels().empty());
    CHECK(shares.moved_classes().empty());
}
