// The noise of request rates against its theory, and its independence of all but its names.
#include "sim/service/demand_noise.hpp"

#include <cmath>

#include "models/workload/variability.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

constexpr double cv = 0.5;

Scenario three_regions(double correlation) {
    Scenario s = service_line({1, 1, 1}, 10, "home");
    s.serving.epoch = 6min;
    s.services[ask].variability = {cv, 1h, correlation};
    return s;
}

service::DemandNoise noise(Scenario const& s) {
    return {s, "request rate", std::vector<double>(s.services.size(), cv)};
}

// The standard normal number behind a factor.
double score(double factor) {
    double const variance = std::log(1.0 + cv * cv);
    return (std::log(factor) + variance / 2.0) / std::sqrt(variance);
}

double factor_at(Scenario const& s, std::int64_t epoch, std::uint32_t region, ServiceId service = ask) {
    service::DemandNoise of = noise(s);
    of.move_to(epoch);
    return of.factor(service, RegionId{region});
}

}  // namespace

// An epoch is a tenth of the correlation time: phi = exp(-0.1) = 0.904837, (1 + phi) / (1 - phi) = 20.0 epochs count as
// one for a mean, (1 + phi^2) / (1 - phi^2) = 10.0 for a variance. Bounds are five standard errors over N epochs:
// mean cv sqrt(20.0 / N), variance sqrt(2 x 10.0 / N), autocorrelation sqrt((1 - phi^2) / N), correlation of two
// regions at most sqrt(10.0 / N).
TEST_CASE("noise has the moments and correlations of its process", "[service][demand]") {
    double const rho = GENERATE(0.0, 0.4, 1.0);
    CAPTURE(rho);
    constexpr double phi = 0.904837418;
    constexpr int n = 100'000;
    service::DemandNoise of = noise(three_regions(rho));
    double sum = 0.0, squares = 0.0, lagged = 0.0, crossed = 0.0, last = 0.0;
    for (int epoch = 0; epoch < n; ++epoch) {
        of.move_to(epoch);
        double const factor = of.factor(ask, RegionId{0});
        double const z = score(factor);
        sum += factor;
        squares += z * z;
        crossed += z * score(of.factor(ask, RegionId{2}));
        if (epoch > 0) lagged += z * last;
        last = z;
    }
    CHECK(sum / n == Approx(1.0).margin(5 * cv * std::sqrt(20.0 / n)));
    CHECK(squares / n == Approx(1.0).margin(5 * std::sqrt(20.0 / n)));
    CHECK(lagged / squares == Approx(phi).margin(5 * std::sqrt((1 - phi * phi) / n)));
    CHECK(crossed / squares == Approx(rho).margin(5 * std::sqrt(10.0 / n)));
    if (rho == 1.0) CHECK(of.factor(ask, RegionId{0}) == of.factor(ask, RegionId{1}));
}

TEST_CASE("noise is stationary from the first epoch", "[service][demand]") {
    // Over runs, which are independent: standard errors 1 / sqrt(N) of mean and correlation, sqrt(2 / N) of variance.
    constexpr int n = 4000;
    Scenario s = three_regions(0.3);
    double sum = 0.0, first = 0.0, second = 0.0, product = 0.0;
    for (int run = 0; run < n; ++run) {
        s.run = static_cast<std::uint64_t>(run);
        service::DemandNoise of = noise(s);
        of.move_to(0);
        double const a = score(of.factor(ask, RegionId{1}));
        of.move_to(1);
        double const b = score(of.factor(ask, RegionId{1}));
        sum += a;
        first += a * a;
        second += b * b;
        product += a * b;
    }
    CHECK(sum / n == Approx(0.0).margin(5 / std::sqrt(n)));
    CHECK(first / n == Approx(1.0).margin(5 * std::sqrt(2.0 / n)));
    CHECK(second / n == Approx(1.0).margin(5 * std::sqrt(2.0 / n)));
    CHECK(product / n == Approx(std::exp(-0.1)).margin(5 * std::sqrt(2.0 / n)));
}

TEST_CASE("noise depends on names and on the epoch, not on what else there is or how it was come to",
          "[service][demand]") {
    Scenario const s = three_regions(0.3);
    service::DemandNoise stepped = noise(s);
    for (int epoch = 0; epoch <= 7; ++epoch)
        stepped.move_to(epoch);
    CHECK(stepped.factor(ask, RegionId{2}) == factor_at(s, 7, 2));

    Scenario other = service_line({5, 1}, 99, "pooled");  // fewer regions, another policy
    other.serving.epoch = s.serving.epoch;
    other.services[ask].variability = s.services[ask].variability;
    other.services.add(other.services[ask]);
    other.services[ServiceId{1}].key = "more";
    CHECK(factor_at(other, 7, 1) == factor_at(s, 7, 1));
    CHECK(factor_at(other, 7, 1, ServiceId{1}) != factor_at(s, 7, 1));

    Scenario renamed = s;
    renamed.regions[RegionId{1}].key = "elsewhere";
    CHECK(factor_at(renamed, 7, 1) != factor_at(s, 7, 1));
    Scenario run = s;
    run.run = 1;
    CHECK(factor_at(run, 7, 1) != factor_at(s, 7, 1));
}

TEST_CASE("the parts of one service have the same noise", "[service][demand]") {
    Scenario s = three_regions(0.3);
    Service part = s.services[ask];
    part.key = "ask/province";
    part.part_of = "ask";
    s.services.add(part);
    CHECK(factor_at(s, 5, 1, ServiceId{1}) == factor_at(s, 5, 1));
}
