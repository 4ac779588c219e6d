// Services and links: delays over the paths in use, paths that are cut, and bytes on links.
#include "tests/support/catch.hpp"
#include "tests/support/service_run.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

constexpr LinkId straight{0}, first_half{1}, second_half{2};

state::ServiceFlow const& of_users(ServiceRun const& run) {
    for (state::ServiceFlow const& flow : run.flows) {
        if (flow.rate > 0.0) return flow;
    }
    throw std::logic_error{"nobody asks"};
}

}  // namespace

TEST_CASE("delays are those of the path in use", "[service][failure]") {
    ServiceRun run{detour_triangle()};
    run.run_to(701s);
    double const usual_s = of_users(run).delay_s;
    CHECK(of_users(run).one_way == 1500us);
    run.set_down(straight, true);
    run.run_through(701s);
    // There and back by n2: 1 ms more.
    CHECK(of_users(run).one_way == 2ms);
    CHECK(of_users(run).delay_s == Approx(usual_s + 0.001).epsilon(1e-12));
    CHECK(of_users(run).rejected == Approx(0.0).margin(1e-12));
    run.run_to(1000s);
    run.set_down(straight, false);
    run.run_through(1000s);
    CHECK(of_users(run).delay_s == usual_s);
    run.run_to(3600s);
    CHECK(run.counts().rejected == Approx(0.0).margin(1e-9));
}

TEST_CASE("requests whose paths are all cut are lost", "[service][failure]") {
    ServiceRun run{detour_triangle()};
    run.run_to(701s);
    run.set_down(straight, true);
    run.set_down(second_half, true);
    run.run_through(701s);
    CHECK(of_users(run).why_rejected == state::Reason::place_lost);
    run.run_to(750s);
    SECTION("until a path is whole again, where nobody knew") {
        run.set_down(second_half, false);
        run.run_to(3600s);
        CHECK(run.counts().lost == Approx(2.0 * 49));
        CHECK(run.counts().rejected == Approx(2.0 * 49));
    }
    SECTION("and a start-up longer, where it was known") {
        run.run_to(2000s);
        CHECK(run.counts().lost == Approx(2.0 * (2000 - 701)));
        run.set_down(second_half, false);
        run.run_to(3600s);
        CHECK(run.counts().lost == Approx(2.0 * (2180 - 701)));
        CHECK(of_users(run).one_way == 2ms);
    }
}

TEST_CASE("a link that no path uses changes nothing", "[service][failure]") {
    ServiceRun run{detour_triangle()};
    run.run_to(701s);
    RequestCounts const before = run.counts();
    run.set_down(first_half, true);
    run.run_through(701s);
    CHECK(run.counts().asked == before.asked);
    CHECK(of_users(run).one_way == 1500us);
}

TEST_CASE("requests and answers load the links of their path", "[service][network]") {
    Scenario s = detour_triangle();
    s.services[ServiceId{0}].bytes_in = Bytes{1'000};
    s.services[ServiceId{0}].bytes_out = Bytes{100'000};
    ServiceRun run{std::move(s)};
    run.run_through(0s);
    // 2 /s from n1 to n0, against the link's direction, and back.
    CHECK(run.rates == std::vector{200'000.0, 2'000.0, 0.0, 0.0, 0.0, 0.0});
    run.run_to(701s);
    run.set_down(straight, true);
    run.run_through(701s);
    CHECK(run.rates == std::vector{0.0, 0.0, 200'000.0, 2'000.0, 200'000.0, 2'000.0});
}

TEST_CASE("requests beyond what transfers leave to services are rejected", "[service][network]") {
    // Answers of 2 MB/s; services have 95 % of 1 MB/s: 0.475 of them get through.
    Scenario s = detour_triangle();
    s.services[ServiceId{0}].bytes_out = Bytes{1'000'000};
    ServiceRun run{std::move(s)};
    run.run_through(0s);
    CHECK(of_users(run).rejected == Approx(2.0 * 0.525).epsilon(1e-12));
    CHECK(of_users(run).why_rejected == state::Reason::links_are_full);
    CHECK(run.rates[0] == Approx(0.95e6).epsilon(1e-12));
    CHECK(run.rates[1] == 0.0);
}
