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

TEST_CASE("the bound on the share that waits is one, and close in large pools", "[queueing]") {
    // Of 1 server at 0.5: Erlang's C is 0.5, and the bound is not known there (0.5 + 1 > 1).
    CHECK(most_waiting_share(1, 0.5) == 1.0);
    CHECK(most_waiting_share(10, 0.0) == 0.0);
    for (std::int64_t const servers : {2, 5, 20, 100, 1000, 5000, 30000}) {
        for (double const load : {0.05, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99}) {
            double const offered = load * static_cast<double>(servers);
            CAPTURE(servers, load);
            double const exact = waiting_share(servers, offered);
            double const most = most_waiting_share(servers, offered);
            CHECK(most >= exact);
            if (servers >= 1000 && load <= 0.9 && exact > 0.0) CHECK(most <= 2.2 * exact);
        }
    }
}

TEST_CASE("what nobody waits for shows in no share and no delay", "[queueing]") {
    // 30,000 servers at 90 %: 3e-72 of the requests wait.
    RequestWaits const waits{{30'000, 27'000.0, 1.0, 1.0, 1.0}};
    CHECK(waits.mean_s() == 0.0);
    CHECK(waits.within(0.0) == 1.0);
    CHECK(waits.within(-1e-9) == 0.0);
    double const share = waiting_share(30'000, 27'000.0);
    CHECK(share > 0.0);
    CHECK(0.03 + share / 3'000.0 == 0.03);
    // 1,000 at 95 %: some do.
    RequestWaits const some{{1'000, 950.0, 1.0, 1.0, 1.0}};
    CHECK(some.mean_s() == Approx(waiting_share(1'000, 950.0) / 50.0));
    CHECK(some.within(2.0 * some.certain_s()) == 1.0);
}
