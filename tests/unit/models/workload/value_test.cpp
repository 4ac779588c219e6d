#include "models/workload/value.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;
using std::chrono::hours;

TEST_CASE("what remains of late work", "[value]") {
    CHECK(LateValue{}.remaining(hours{0}) == 0.0);
    CHECK(LateValue{0.5, {}}.remaining(hours{1000}) == 0.5);
    LateValue const falling{0.8, hours{10}};
    CHECK(falling.remaining(hours{0}) == 0.8);
    CHECK(falling.remaining(hours{5}) == Approx(0.4));
    CHECK(falling.remaining(hours{20}) == 0.0);
}

TEST_CASE("a request takes its share of a full replica", "[value]") {
    // 1,000 tokens read at 500 /s and 100 made at 20 /s: 7 s of one of 70 slots of 8 accelerators:
    //   7 x 8 / 70 = 0.8 accelerator-seconds = 0.8 / 3600 accelerator-hours
    Service service;
    service.tokens_in = Distribution{Constant{1000.0}};
    service.tokens_out = Distribution{Constant{100.0}};
    service.prefill_per_s = 500.0;
    service.decode_per_s = 20.0;
    service.replica_accelerators = 8;
    service.slots = 70;
    CHECK(accelerator_hours_per_request(service) == Approx(0.8 / 3600.0));
    CHECK_FALSE(cny_per_request(service).has_value());
    SECTION("at 36 CNY/acc-h") {
        service.value.per_accelerator_hour = CnyPerAcceleratorHour{36.0};
        CHECK(cny_per_request(service).value() == Approx(0.008));
    }
    SECTION("at 60 CNY for a million") {
        service.value.per_request = CnyPerMillionRequests{60.0};
        CHECK(cny_per_request(service).value() == Approx(60e-6));
    }
    SECTION("by token: 1,000 x 2 + 100 x 8 CNY for a million of them") {
        service.value.per_token_in = CnyPerMillionTokens{2.0};
        service.value.per_token_out = CnyPerMillionTokens{8.0};
        CHECK(cny_per_request(service).value() == Approx(2.8e-3));
    }
}
