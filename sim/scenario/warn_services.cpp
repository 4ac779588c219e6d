#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "models/map/access.hpp"
#include "models/units/complete_name.hpp"
#include "models/units/format.hpp"
#include "sim/scenario/corridors.hpp"
#include "sim/scenario/name_lists.hpp"
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

// Of each model, whether there are accelerators that take the service.
std::vector<bool> models_of(Scenario const& scenario, Service const& service) {
    std::vector<bool> takes(scenario.accelerators.size(), false);
    for (Pool const& pool : scenario.pools)
        takes[pool.accelerator.index] = takes[pool.accelerator.index] || pool.servers > 0;
    for (AcceleratorId const id : scenario.accelerators.keys())
        takes[id.index] = takes[id.index] && !hardware_obstacle(service, id, scenario.accelerators[id]);
    return takes;
}

// None takes it: 0.
double fastest_speed(Scenario const& scenario, std::vector<bool> const& models) {
    Accelerator const& reference = scenario.accelerators[scenario.reference];
    double best = 0.0;
    for (AcceleratorId const id : scenario.accelerators.keys()) {
        if (!models[id.index]) continue;
        best = std::max(best, relative_speed(scenario.accelerators[id], reference, WorkKind::inference));
    }
    return best;
}

OwnWork own_work(Service const& service, double speed) {
    bool const awaits_all = service.until == Until::last_token;
    return {service.tokens_in, awaits_all ? service.tokens_out : Distribution{},
            speed * service.prefill_per_s, awaits_all ? speed * service.decode_per_s : 0.0};
}

// More of the requests exceed the objective than the target allows.
constexpr double target_rounding = 1e-6;
bool misses_target(OwnWork const& work, Service const& service, double seconds) {
    return work.share_beyond(seconds) > 1.0 - service.target + target_rounding;
}

// So long or a little longer: three digits are written.
std::string enough_words(double seconds) {
    double const digit = std::pow(10.0, std::floor(std::log10(seconds)) - 2.0);
    return human_duration(rounded_up(Seconds{std::min(digit * std::ceil(seconds / digit - 1e-6), 1e9)}));
}

std::string seconds_words(double seconds) {
    return human_duration(rounded_up(Seconds{std::min(seconds, 1e9)}));
}

// Regions from which no accelerator is near enough for the objective of a service, were every site empty.
class FarRegions {
public:
    explicit FarRegions(Scenario const& scenario)
        : s_{scenario}, corridors_{s_.map.nodes().size(), s_.map.links(), s_.map.router_delay()} {}

    void warn(Service const& service, SourceLocation const& where, PlannerWarnings& warnings) {
        auto const models = models_of(s_, service);
        double const speed = fastest_speed(s_, models);
        if (!(speed > 0.0) || !(service.requests.rate.count() > 0.0)) return;
        double const spare_s = longest_round_trip_s(own_work(service, speed), service);
        if (!(spare_s > 0.0)) return;  // warned of already
        Beyond const found = beyond(service, models, spare_s * rounding);
        if (!found.names.empty()) warnings.push_back(warning(service, where, found, spare_s));
    }

    // There and back from the farthest region to the nearest accelerator that takes the service.
    [[nodiscard]] double farthest_s(Service const& service) {
        return beyond(service, models_of(s_, service), 0.0).most_s;
    }

private:
    static constexpr double rounding = 1.0 + 1e-9;

    struct Beyond {
        double all{0.0}, far{0.0};                                             // of what splits the requests
        double least_s{std::numeric_limits<double>::infinity()}, most_s{0.0};  // there and back
        std::vector<DisplayName> names{};
    };

    // The regions with requests from which it takes longer than that.
    Beyond beyond(Service const& service, std::vector<bool> const& models, double seconds) {
        auto const& delays_s = nearest(models);
        std::size_t const mass = service.requests.mass;
        Beyond found;
        for (DemandRegion const& region : s_.regions) {
            double const part = mass < s_.masses.size() ? region.masses[mass] : 1.0;
            if (!(part > 0.0)) continue;
            found.all += part;
            double const round_trip_s =
                2.0 * (in_seconds(mean_access_delay(region)).count() + delays_s[region.node.index]);
            if (!std::isfinite(round_trip_s) || round_trip_s <= seconds) continue;
            found.far += part;
            found.least_s = std::min(found.least_s, round_trip_s);
            found.most_s = std::max(found.most_s, round_trip_s);
            found.names.push_back(complete_name(region));
        }
        return found;
    }

    // What the work of a request leaves of the objective, for as many as the target asks for; 0: nothing.
    static double longest_round_trip_s(OwnWork const& work, Service const& service) {
        double const objective_s = in_seconds(service.objective).count();
        if (misses_target(work, service, objective_s)) return 0.0;
        double low = 0.0;
        double high = objective_s;
        for (int step = 0; step < 50; ++step) {
            double const middle = (low + high) / 2.0;
            (misses_target(work, service, objective_s - middle) ? high : low) = middle;
        }
        return low;
    }

    // By node: one way to the nearest accelerator of these models.
    std::vector<double> const& nearest(std::vector<bool> const& models) {
        auto const [at, is_new] = nearest_.try_emplace(models);
        if (!is_new) return at->second;
        std::vector<NodeId> sources;
        for (Pool const& pool : s_.pools) {
            if (pool.servers > 0 && models[pool.accelerator.index])
                sources.push_back(s_.sites[pool.site].node);
        }
        at->second = corridors_.delays_from(sources);
        return at->second;
    }

    [[nodiscard]] PlannerWarning warning(Service const& service, SourceLocation const& where,
                                         Beyond const& found, double spare_s) const {
        DisplayName const name = complete_name(service);
        DisplayName const list = listed(found.names);
        std::string const objective = human_duration(service.objective);
        double const share = 100.0 * found.far / found.all;
        double const needed_s = in_seconds(service.objective).count() - spare_s + found.most_s;
        return {
            where,
            {fmt::format(
                 "from {} of {} regions, with {:.3g} % of its requests, the service '{}' cannot meet its "
                 "objective of {}: there and back to the nearest accelerator that takes it are {} or "
                 "more, and its own work leaves {} ({})",
                 found.names.size(), s_.regions.size(), share, name.en, objective,
                 seconds_words(found.least_s), seconds_words(spare_s), list.en),
             fmt::format("服务“{}”在 {} 个需求区域（共 {} 个，占其请求的 {:.3g}%）无法达到 {} 的服务目标："
                         "到最近可用加速卡的往返时延至少 {}，而自身处理只留下 {}（{}）",
                         name.zh, found.names.size(), s_.regions.size(), share, objective,
                         seconds_words(found.least_s), seconds_words(spare_s), list.zh)},
            fmt::format("add accelerators nearer to them, or write an 'objective' of {} or more",
                        seconds_words(needed_s))};
    }

    Scenario const& s_;
    Corridors corridors_;
    std::map<std::vector<bool>, std::vector<double>> nearest_;  // by models
};

void warn_own_work(ScenarioBuilder const& b, std::size_t index, FarRegions& regions,
                   PlannerWarnings& warnings) {
    Scenario const& scenario = b.scenario;
    Service const& service = scenario.services[ServiceId{static_cast<std::uint32_t>(index)}];
    double const speed = fastest_speed(scenario, models_of(scenario, service));
    if (!(speed > 0.0) || !(service.requests.rate.count() > 0.0)) return;
    OwnWork const work = own_work(service, speed);
    double const objective_s = in_seconds(service.objective).count();
    if (!misses_target(work, service, objective_s)) return;
    double const late = work.share_beyond(objective_s);
    double const half_in = work.in_s(0.5);
    double const half_out = work.out_s(0.5);
    std::string const parts = half_out > 0.0 ? fmt::format("reading {}, writing {}", seconds_words(half_in),
                                                           seconds_words(half_out))
                                             : fmt::format("reading {}", seconds_words(half_in));
    std::string const parts_zh =
        half_out > 0.0 ? fmt::format("读入 {}，输出 {}", seconds_words(half_in), seconds_words(half_out))
                       : fmt::format("读入 {}", seconds_words(half_in));
    double const needed =
        work.in_s(service.target) + work.out_s(service.target) + regions.farthest_s(service);
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
                     enough_words(needed))});
}

}  // namespace

void warn_services(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    if (b.in.services.empty()) return;
    FarRegions regions{b.scenario};
    for (std::size_t i = 0; i < b.in.services.size(); ++i) {
        warn_own_work(b, i, regions, warnings);
        regions.warn(b.scenario.services[ServiceId{static_cast<std::uint32_t>(i)}],
                     b.in.services[i].location("objective"), warnings);
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
