#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "models/units/complete_name.hpp"
#include "models/units/format.hpp"
#include "sim/scenario/warnings.hpp"
#include "sim/setup/acceptance.hpp"

namespace meridian::scenario {
namespace {

// Of the sizes, those above so many: by bisection of the inverse distribution function.
double share_above(Distribution const& size, double most) {
    constexpr double smallest = 1e-9;
    double low = smallest;
    double high = 1.0 - smallest;
    if (quantile(size, high) <= most) return 0.0;
    if (quantile(size, low) > most) return 1.0;
    for (int step = 0; step < 50; ++step) {
        double const middle = (low + high) / 2.0;
        (quantile(size, middle) <= most ? low : high) = middle;
    }
    return 1.0 - high;
}

// Work that a user waits for, on the fastest accelerators that take the service.
struct OwnWork {
    Distribution in, out;  // out: 0 where the first token is waited for
    double in_per_s, out_per_s;

    [[nodiscard]] double in_s(double u) const { return quantile(in, u) / in_per_s; }
    [[nodiscard]] double out_s(double u) const {
        return out_per_s > 0.0 ? quantile(out, u) / out_per_s : 0.0;
    }
    // At the least this share of the requests takes longer: one part does, beside the least of the other.
    [[nodiscard]] double share_beyond(double seconds) const {
        constexpr double least = 1e-9;
        double const by_in = share_above(in, (seconds - out_s(least)) * in_per_s);
        if (!(out_per_s > 0.0)) return by_in;
        return std::max(by_in, share_above(out, (seconds - in_s(least)) * out_per_s));
    }
};

double fastest_speed(Scenario const& scenario, Service const& service) {
    std::vector<bool> used(scenario.accelerators.size(), false);
    for (Pool const& pool : scenario.pools)
        used[pool.accelerator.index] = used[pool.accelerator.index] || pool.servers > 0;
    Accelerator const& reference = scenario.accelerators[scenario.reference];
    double best = 0.0;
    for (AcceleratorId const id : scenario.accelerators.keys()) {
        Accelerator const& a = scenario.accelerators[id];
        if (!used[id.index] || hardware_obstacle(service, id, a)) continue;
        best = std::max(best, relative_speed(a, reference, WorkKind::inference));
    }
    return best;
}

std::string seconds_words(double seconds) {
    return human_duration(rounded_up(Seconds{std::min(seconds, 1e9)}));
}

void warn_own_work(ScenarioBuilder const& b, std::size_t index, PlannerWarnings& warnings) {
    Scenario const& scenario = b.scenario;
    Service const& service = scenario.services[ServiceId{static_cast<std::uint32_t>(index)}];
    double const speed = fastest_speed(scenario, service);
    if (!(speed > 0.0) || !(service.requests.rate.count() > 0.0)) return;
    bool const awaits_all = service.until == Until::last_token;
    OwnWork const work{service.tokens_in, awaits_all ? service.tokens_out : Distribution{},
                       speed * service.prefill_per_s, awaits_all ? speed * service.decode_per_s : 0.0};
    double const objective_s = in_seconds(service.objective).count();
    double const late = work.share_beyond(objective_s);
    constexpr double rounding = 1e-6;
    if (late <= 1.0 - service.target + rounding) return;
    double const half_in = work.in_s(0.5);
    double const half_out = work.out_s(0.5);
    std::string const parts = half_out > 0.0 ? fmt::format("reading {}, writing {}", seconds_words(half_in),
                                                           seconds_words(half_out))
                                             : fmt::format("reading {}", seconds_words(half_in));
    std::string const parts_zh =
        half_out > 0.0 ? fmt::format("读入 {}，输出 {}", seconds_words(half_in), seconds_words(half_out))
                       : fmt::format("读入 {}", seconds_words(half_in));
    double const needed = work.in_s(service.target) + work.out_s(service.target);
    std::string const objective = human_duration(service.objective);
    DisplayName const name = complete_name(service);
    warnings.push_back(
        {b.in.services[index].location("objective"),
         {fmt::format(
              "at least {:.0f} % of the requests of the service '{}' exceed its objective of {} by their own "
              "work, "
              "without any wait, on the fastest accelerators that take it (half of them: {}); its target is "
              "{:.4g} %",
              std::floor(100.0 * late), name.en, objective, parts, 100.0 * service.target),
          fmt::format("服务“{}”至少 {:.0f}% 的请求仅自身处理时间就超过 {} "
                      "的服务目标，不含任何等待，且已按可用的最快加速卡计算"
                      "（中位数：{}）；目标达成率为 {:.4g}%",
                      name.zh, std::floor(100.0 * late), objective, parts_zh, 100.0 * service.target)},
         fmt::format("write an 'objective' of {} or more, a faster 'prefill' or 'decode', or accept faster "
                     "accelerators",
                     seconds_words(needed))});
}

}  // namespace

void warn_services(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    for (std::size_t i = 0; i < b.in.services.size(); ++i) {
        warn_own_work(b, i, warnings);
        ServiceRecord const& in = b.in.services[i];
        if (in.written("slots") || !(in.value.decode_per_s > 0.0)) continue;
        DisplayName const name = complete_name(in.value);
        warnings.push_back(
            {in.location(),
             {fmt::format("each replica of the service '{}' works on one request at a time: 'slots' is not "
                          "written, and 1 "
                          "is its default; the accelerators that the service needs go down with it",
                          name.en),
              fmt::format(
                  "服务“{}”的每个副本一次只处理一个请求：未填写 slots，默认值为 1;该值直接决定所需加速卡数量",
                  name.zh)},
             "add 'slots: 16', or as many as the model's memory allows; 'slots: 1' if that is meant"});
    }
}

}  // namespace meridian::scenario
