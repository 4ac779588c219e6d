#include "tests/support/closed_forms.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

// Erlang's formula as it is defined: (a^c / c!) / sum a^k / k!.
double erlang_b_by_definition(int servers, double offered) {
    double term = 1.0;
    double sum = 1.0;
    for (int k = 1; k <= servers; ++k) {
        term *= offered / k;
        sum += term;
    }
    return term / sum;
}

}  // namespace

TEST_CASE("Erlang B by hand and by its definition") {
    // 2 servers, 1 Erlang: (1/2) / (1 + 1 + 1/2) = 0.2.
    CHECK(erlang_b(2, 1.0) == Approx(0.2).epsilon(1e-15));
    CHECK(erlang_b(0, 3.0) == 1.0);
    CHECK(erlang_b(5, 0.0) == 0.0);
    for (int servers : {1, 3, 10, 50}) {
        for (double offered : {0.1, 2.0, 9.5, 60.0}) {
            CHECK(erlang_b(servers, offered) ==
                  Approx(erlang_b_by_definition(servers, offered)).epsilon(1e-12));
        }
    }
    double const many = erlang_b(100'000, 99'000.0);  // the definition would overflow here
    CHECK((many > 0.0 && many < 0.01));
}

TEST_CASE("Erlang C by hand") {
    // 2 servers, 1 Erlang: B = 0.2, rho = 0.5: 0.2 / (1 - 0.5 * 0.8) = 1/3.
    CHECK(erlang_c(2, 1.0) == Approx(1.0 / 3.0).epsilon(1e-15));
    CHECK(erlang_c(1, 0.7) == Approx(0.7).epsilon(1e-15));  // one server: the share of time it is busy
    CHECK(erlang_c(2, 2.0) == 1.0);
}

TEST_CASE("M/M/c waiting by hand") {
    // lambda 1, mu 1, c 2: C = 1/3, drain 2 - 1 = 1: Wq = 1/3, Lq = 1/3, P(W > t) = e^-t / 3.
    MMc const queue{2, 1.0, 1.0};
    CHECK(queue.mean_wait() == Approx(1.0 / 3.0).epsilon(1e-14));
    CHECK(queue.mean_queue_length() == Approx(1.0 / 3.0).epsilon(1e-14));
    CHECK(queue.wait_exceeds(0.0) == Approx(1.0 / 3.0).epsilon(1e-14));
    CHECK(queue.wait_exceeds(2.0) == Approx(std::exp(-2.0) / 3.0).epsilon(1e-14));
    CHECK(queue.wait_quantile(0.5) == 0.0);
    CHECK(queue.wait_exceeds(queue.wait_quantile(0.95)) == Approx(0.05).epsilon(1e-12));
    // M/M/1, rho 0.8, mu 2: Wq = rho / (mu - lambda) = 0.8 / 0.4 = 2; Lq = rho^2 / (1 - rho) = 3.2.
    MMc const single{1, 1.6, 2.0};
    CHECK(single.mean_wait() == Approx(2.0).epsilon(1e-14));
    CHECK(single.mean_queue_length() == Approx(3.2).epsilon(1e-14));
    CHECK(single.load() == Approx(0.8));
}

TEST_CASE("one server with general service, by hand") {
    // rate 0.5, service 1: rho 0.5. D: 0.5 * 1 / (2 * 0.5) = 0.5. Exponential (scv 1): 1.
    CHECK(md1_mean_wait(0.5, 1.0) == Approx(0.5).epsilon(1e-15));
    CHECK(mg1_mean_wait(0.5, 1.0, 1.0) == Approx(1.0).epsilon(1e-15));
    CHECK(mg1_mean_wait(0.5, 1.0, 1.0) == Approx(MMc{1, 0.5, 1.0}.mean_wait()).epsilon(1e-14));
    CHECK(mg1_mean_wait(0.25, 2.0, 3.0) == Approx(4.0).epsilon(1e-15));  // 0.25 * 4 * 4 / (2 * 0.5)
    CHECK(mg1_ps_mean_time(0.5, 1.0) == Approx(2.0).epsilon(1e-15));
}

TEST_CASE("Allen and Cunneen's approximation is exact where it should be") {
    MMc const two{2, 1.0, 1.0};
    CHECK(allen_cunneen_mean_wait(two, 1.0, 1.0) == Approx(two.mean_wait()).epsilon(1e-15));
    MMc const one{1, 0.25, 0.5};
    CHECK(allen_cunneen_mean_wait(one, 1.0, 3.0) == Approx(mg1_mean_wait(0.25, 2.0, 3.0)).epsilon(1e-14));
    CHECK(allen_cunneen_mean_wait(two, 0.0, 0.0) == 0.0);
}

TEST_CASE("queues that are not stable wait for ever") {
    CHECK(std::isinf(MMc{2, 2.0, 1.0}.mean_wait()));
    CHECK(std::isinf(MMc{2, 2.0, 1.0}.mean_queue_length()));
    CHECK(MMc{2, 3.0, 1.0}.wait_exceeds(100.0) == 1.0);
    CHECK(std::isinf(MMc{2, 3.0, 1.0}.wait_quantile(0.0)));
    CHECK(std::isinf(md1_mean_wait(1.0, 1.0)));
    CHECK(std::isinf(mg1_ps_mean_time(2.0, 1.0)));
    CHECK(std::isinf(allen_cunneen_mean_wait(MMc{1, 1.0, 1.0}, 0.0, 0.0)));
}
