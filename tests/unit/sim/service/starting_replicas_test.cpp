#include "sim/service/starting_replicas.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/dice.hpp"

using namespace meridian;
using namespace std::chrono_literals;

TEST_CASE("replicas answer once they have started, and those taken last are released first", "[service]") {
    service::StartingReplicas replicas{2};
    auto const ready = [&](Duration now) { return replicas.ready(SimTime{now})[0]; };
    replicas.take(0, 3, SimTime{});
    CHECK(ready(0s) == 3);
    replicas.take(0, 4, SimTime{10s});
    replicas.take(0, 2, SimTime{20s});
    CHECK(ready(9s) == 3);
    replicas.release(0, 3);  // both of the last, one of those before
    CHECK(ready(9s) == 3);
    CHECK(ready(10s) == 6);
    replicas.take(0, 5, SimTime{30s});
    replicas.release(0, 7);
    CHECK(ready(29s) == 4);
    CHECK(ready(40s) == 4);
    CHECK(replicas.ready(SimTime{40s})[1] == 0);
}
