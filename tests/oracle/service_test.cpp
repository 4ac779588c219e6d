// Services by closed form against request by request simulation: requests come by chance, queue in the order
// of arrival and each takes a slot for its own work.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <queue>
#include <vector>

#include "models/queueing/request_queue.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/service/request_work.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

struct Answered {
    double mean_wait_s{0.0};
    double mean_delay_s{0.0};  // to the token that is waited for
    double in_time{0.0};
};

Answered simulate(Service const& service, std::int64_t servers, double rate, std::uint64_t seed) {
    constexpr std::uint64_t requests = 1'000'000;
    constexpr std::uint64_t unmeasured = 50'000;
    engine::RandomSource const random{seed, 0};
    std::priority_queue<double, std::vector<double>, std::greater<>> free_at;
    for (std::int64_t i = 0; i < servers; ++i)
        free_at.push(0.0);
    double now = 0.0;
    double const objective = in_seconds(service.objective).count();
    Answered sum;
    for (std::uint64_t i = 0; i < requests + unmeasured; ++i) {
        auto const bits = random.block(engine::name_hash("request"), 1, i);
        now += -std::log(engine::unit_interval(bits[0])) / rate;
        double const reading =
            quantile(service.tokens_in, engine::unit_interval(bits[1])) / service.prefill_per_s;
        double const writing =
            service.decode_per_s > 0.0
                ? quantile(service.tokens_out, engine::unit_interval(bits[2])) / service.decode_per_s
                : 0.0;
        double const start = std::max(now, free_at.top());
        free_at.pop();
        free_at.push(start + reading + writing);
        if (i < unmeasured) continue;
        double const delay = start - now + reading + (service.until == Until::last_token ? writing : 0.0);
        sum.mean_wait_s += start - now;
        sum.mean_delay_s += delay;
        sum.in_time += delay <= objective ? 1.0 : 0.0;
    }
    auto const n = static_cast<double>(requests);
    return {sum.mean_wait_s / n, sum.mean_delay_s / n, sum.in_time / n};
}

Answered by_closed_form(Service const& service, std::int64_t servers, double load, double& rate) {
    service::RequestWork const work = service::request_work(service, 1.0);
    rate = load * static_cast<double>(servers) / work.mean_s;
    RequestWaits const waits{{servers, rate, work.mean_s, 1.0, work.scv}};
    Answered found;
    found.mean_wait_s = found.mean_delay_s = waits.mean_s();
    auto const n = static_cast<double>(work.awaited_s.size());
    for (double const each : work.awaited_s) {
        found.mean_delay_s += each / n;
        found.in_time += waits.within(in_seconds(service.objective).count() - each) / n;
    }
    return found;
}

Service chat(Until until, Duration objective) {
    Service s;
    s.name = until == Until::first_token ? "chat, first token in 2 s" : "chat, last token in 15 s";
    // Conversations of the Azure trace of 2023: workloads, log-normal fits of tokens in and out.
    s.tokens_in.shape = LogNormal{std::exp(6.63), 0.99};
    s.tokens_in.at_most = 4142.0;
    s.tokens_out.shape = LogNormal{std::exp(5.02), 0.86};
    s.tokens_out.at_most = 601.0;
    s.prefill_per_s = 2000.0;
    s.decode_per_s = 20.0;
    s.until = until;
    s.objective = objective;
    return s;
}

Service camera() {
    Service s;
    s.name = "camera, 20 ms";
    s.tokens_in.shape = Constant{25.0};  // frames
    s.prefill_per_s = 2500.0;
    s.objective = std::chrono::milliseconds{20};
    return s;
}

void compare(Service const& service, std::int64_t servers) {
    for (double const load : {0.3, 0.5, 0.7, 0.8, 0.9, 0.95}) {
        double rate = 0.0;
        Answered const formula = by_closed_form(service, servers, load, rate);
        Answered const played = simulate(service, servers, rate, 1);
        INFO(service.name << " servers " << servers << " load " << load << ": mean wait "
                          << formula.mean_wait_s << " against " << played.mean_wait_s << ", delay "
                          << formula.mean_delay_s << " against " << played.mean_delay_s << ", in time "
                          << formula.in_time << " against " << played.in_time);
        CHECK(formula.mean_delay_s == Approx(played.mean_delay_s).epsilon(0.10));
        CHECK(formula.in_time == Approx(played.in_time).epsilon(0.10));
        if (std::getenv("MERIDIAN_SHOW") != nullptr)
            WARN(service.name << " | " << servers << " | " << load << " | " << formula.mean_wait_s << " | "
                              << played.mean_wait_s << " | " << formula.mean_delay_s << " | "
                              << played.mean_delay_s << " | " << formula.in_time << " | " << played.in_time);
    }
}

}  // namespace

TEST_CASE("services by closed form are within 10 % of request by request simulation", "[service]") {
    for (std::int64_t const servers : {1, 8, 64, 256}) {
        compare(chat(Until::first_token, std::chrono::seconds{2}), servers);
        compare(chat(Until::last_token, std::chrono::seconds{15}), servers);
        compare(camera(), servers);
    }
}
