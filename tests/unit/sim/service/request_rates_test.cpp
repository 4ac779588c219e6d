// What comes and what is forecast of it.
#include "sim/service/request_rates.hpp"

#include <cmath>

#include "models/workload/variability.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

constexpr RegionId region{0};

Scenario noisy(Forecast const& forecast) {
    Scenario s = service_line({3, 1}, 10, "home");
    s.horizon = 30 * 24h;
    s.serving.epoch = 1h;
    s.serving.forecast = forecast;
    s.services[ask].variability = {0.3, 5h, 0.5};
    return s;
}

struct Rates {
    explicit Rates(Scenario const& in, std::int64_t lead = 0)
        : scenario{in},
          expected{scenario},
          realised{scenario, expected},
          forecast{scenario, expected, lead} {}
    double came(std::int64_t epoch) { return realised.of(epoch)(ask, region); }
    double foreseen(std::int64_t epoch) { return forecast.of(epoch)(ask, region); }

    Scenario scenario;
    service::ExpectedRates expected;
    service::RealisedRates realised;
    service::ForecastRates forecast;
};

}  // namespace

TEST_CASE("what comes is what is expected, times noise and events", "[service][demand]") {
    Scenario s = noisy({});
    DemandEvent fair;
    fair.key = "fair";
    fair.factor = 2.0;
    fair.start = 4h;
    fair.duration = 1h;
    s.demand_events = {fair};
    Rates of{s};
    service::DemandNoise noise{s, "request rate", {0.3}};
    for (std::int64_t epoch = 0; epoch < 6; ++epoch) {
        noise.move_to(epoch);
        CHECK(of.came(epoch) == Approx(3.0 * noise.factor(ask, region) * (epoch == 4 ? 2.0 : 1.0)));
    }
}

TEST_CASE("a perfect forecast is what comes, the others what came", "[service][demand]") {
    Rates perfect{noisy({ForecastKind::perfect, 0.0}), 2};
    Rates last{noisy({ForecastKind::last_epoch, 0.0}), 2};
    Rates week{noisy({ForecastKind::same_hour_last_week, 0.0}), 2};
    std::vector<double> came;
    for (std::int64_t epoch = 0; epoch < 400; ++epoch) {
        came.push_back(perfect.came(epoch));
        REQUIRE(perfect.foreseen(epoch) == came.back());
        // Replicas are taken two epochs before; then the one before that is over.
        REQUIRE(last.foreseen(epoch) == (epoch < 3 ? 3.0 : came[static_cast<std::size_t>(epoch) - 3]));
        REQUIRE(week.foreseen(epoch) == (epoch < 168 ? 3.0 : came[static_cast<std::size_t>(epoch) - 168]));
    }
}

TEST_CASE("what comes is below a quantile of the forecast's error as often as it says", "[service][demand]") {
    double const level = GENERATE(0.5, 0.9, 0.99);
    Scenario s = noisy({ForecastKind::perfect, 0.2});
    s.services[ask].variability.correlation_time = 0s;  // so that epochs are independent
    Rates of{s};
    constexpr int n = 20'000;
    int below = 0;
    double log_error = 0.0;
    for (std::int64_t epoch = 0; epoch < n; ++epoch) {
        double const came = of.came(epoch);
        double const foreseen = of.foreseen(epoch);
        if (came <= foreseen * lognormal_factor_quantile(0.2, level)) ++below;
        log_error += std::log(came / foreseen);
    }
    CAPTURE(level);
    // Standard errors sqrt(level (1 - level) / N); of the mean logarithm, which is -s^2 / 2, s / sqrt(N).
    double const variance = std::log(1.04);
    CHECK(static_cast<double>(below) / n == Approx(level).margin(5 * std::sqrt(level * (1 - level) / n)));
    CHECK(log_error / n == Approx(-variance / 2).margin(5 * std::sqrt(variance / n)));
}

TEST_CASE("what comes does not depend on what is forecast", "[service][demand]") {
    Rates one{noisy({ForecastKind::perfect, 0.5})};
    Rates other{noisy({ForecastKind::last_epoch, 0.0}), 3};
    for (std::int64_t epoch = 0; epoch < 20; ++epoch)
        CHECK(one.came(epoch) == other.came(epoch));
}
