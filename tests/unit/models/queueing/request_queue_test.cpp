#include "models/queueing/request_queue.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/closed_forms.hpp"

using namespace meridian;

TEST_CASE("the fast share of those who wait is Erlang's C", "[queueing]") {
    for (std::int64_t const servers : {1, 2, 7, 64, 1000, 20'000}) {
        for (double const load : {0.05, 0.3, 0.7, 0.95, 0.999}) {
            double const offered = load * static_cast<double>(servers);
            double const exact = erlang_c(servers, offered);
            CAPTURE(servers, load, exact);
            CHECK(waiting_share(servers, offered) == Approx(exact).epsilon(1e-10).margin(1e-200));
        }
    }
    CHECK(waiting_share(3, 0.0) == 0.0);
    CHECK(waiting_share(3, 3.0) == 1.0);
    CHECK(waiting_share(1'000'000, 1.0) == 0.0);  // the inverse is beyond any double
}

TEST_CASE("request waits are those of M/M/c, and half of them with constant work", "[queueing]") {
    // M/M/1 at load 0.8, service 1 s: C = 0.8, E[W] = 0.8 / (1 - 0.8) = 4 s, P(W > t) = 0.8 exp(-0.2 t).
    RequestWaits const mm1{{1, 0.8, 1.0, 1.0, 1.0}};
    CHECK(mm1.mean_s() == Approx(4.0));
    CHECK(mm1.within(0.0) == Approx(0.2));
    CHECK(mm1.within(5.0) == Approx(1.0 - 0.8 * std::exp(-1.0)));
    CHECK(mm1.within(-1e-9) == 0.0);
    // M/D/1: half of it (Pollaczek-Khinchine).
    CHECK(RequestWaits{{1, 0.8, 1.0, 1.0, 0.0}}.mean_s() == Approx(2.0));
    // Nothing varies, nobody waits.
    CHECK(RequestWaits{{1, 0.8, 1.0, 0.0, 0.0}}.within(0.0) == 1.0);
    CHECK(RequestWaits{{5, 0.0, 1.0, 1.0, 1.0}}.mean_s() == 0.0);
}
