#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/setup/eligibility.hpp"

namespace meridian::scenario {
namespace {

// Checks of several keys together.
void check_work(ScenarioBuilder& b, ServiceRecord const& in) {
    Service const& s = in.value;
    if (in.lacks("requests")) {
        b.problems.add(in.location(), fmt::format("the service '{}' has no 'requests'", s.name),
                       "add 'requests: {rate: 100 /s}'");
    }
    if (in.has("tokens_out") && in.lacks("decode")) {
        b.problems.add(in.location("tokens_out"),
                       fmt::format("the service '{}' makes tokens and has no 'decode'", s.name),
                       "add 'decode: 20 /s': how many a slot makes");
    }
    if (in.good("tokens_in") && !(mean(s.tokens_in) > 0.0)) {
        b.problems.add(in.written("tokens_in") ? in.location("tokens_in") : in.location(),
                       fmt::format("requests of the service '{}' have nothing to be read", s.name),
                       "write 'tokens_in' of 1 or more");
    }
    if (s.until == Until::last_token && in.has("until") && in.lacks("tokens_out")) {
        b.problems.add(in.location("until"), "there is no last token without 'tokens_out'",
                       "add 'tokens_out', or remove 'until'");
    }
}

// One basis, so that nothing is counted twice.
void check_value(ScenarioBuilder& b, ServiceRecord const& in) {
    ServiceValueDraft const& value = in.value_of_requests;
    if (value.draft == nullptr || !value.unreadable.empty()) return;
    std::array<bool, 3> const written{value.written("per_accelerator_hour"), value.written("per_request"),
                                      value.written("per_token_in") || value.written("per_token_out")};
    auto const prices = std::ranges::count(written, true);
    std::string_view const examples{
        "'per_request: 60 CNY/M requests', 'per_token_out: 2 CNY/M tokens' or "
        "'per_accelerator_hour: 3 CNY/acc-h'"};
    if (value.by && !written[static_cast<std::size_t>(*value.by)]) {
        b.problems.add(value.location("by"),
                       fmt::format("the 'value' of the service '{}' has no price by {}", in.value.name,
                                   value.text("by")),
                       fmt::format("add {}", examples));
    } else if (prices == 0) {
        b.problems.add(value.location(),
                       fmt::format("the 'value' of the service '{}' has no price", in.value.name),
                       fmt::format("add {}", examples));
    } else if (prices > 1 && value.good("by") && !value.by) {
        b.problems.add(
            value.location(),
            fmt::format("the 'value' of the service '{}' has several prices for one request", in.value.name),
            "add 'by: accelerator_hours', 'by: requests' or 'by: tokens', or keep one of them");
    }
    if (value.has("per_token_out") && in.lacks("tokens_out")) {
        b.problems.add(value.location("per_token_out"),
                       fmt::format("the service '{}' makes no tokens", in.value.name),
                       "add 'tokens_out', or remove 'per_token_out'");
    }
    for (std::string_view const key : {"tokens_in", "tokens_out"}) {
        if (!in.has(key)) continue;
        Distribution const& tokens = key == "tokens_in" ? in.value.tokens_in : in.value.tokens_out;
        if (std::isfinite(mean(tokens))) continue;
        b.problems.add(in.location(key),
                       fmt::format("the mean of '{}' is not finite, so that a request has no value", key),
                       "add 'at_most', or remove 'value'");
    }
}

// The prices that count, without the others.
ServiceValue value_of(ServiceValueDraft const& in) {
    ServiceValue value = in.value;
    if (!in.by) return value;
    if (*in.by != PricedBy::accelerator_hours) value.per_accelerator_hour.reset();
    if (*in.by != PricedBy::requests) value.per_request.reset();
    if (*in.by == PricedBy::tokens) return value;
    value.per_token_in.reset();
    value.per_token_out.reset();
    return value;
}

void add_service(ScenarioBuilder& b, ServiceRecord const& in, NameIndex const& stacks) {
    Service s = in.value;
    s.key = key_of(in, s.name);
    s.requests = arrivals(b, in.requests);
    s.variability = in.variability.value;
    s.value = value_of(in.value_of_requests);
    s.value.curve = b.curve_names.id<CurveId>(in.value_of_requests.curve, b.problems);
    check_value(b, in);
    for (auto const& stack : in.stacks.value) {
        static_cast<void>(stacks.find(stack, b.problems));
        s.stacks.push_back(stack.text);
    }
    for (auto const& model : in.models.value)
        s.models.push_back(b.accelerator_names.id<AcceleratorId>(model, b.problems));
    check_work(b, in);
    b.service_names.add(s.name, in, b.problems);
    b.scenario.services.add(std::move(s));
}

// A run keeps what each epoch of a start-up has held.
void check_start_ups(ScenarioBuilder& b) {
    constexpr std::int64_t most_epochs = 1000;
    Serving const& serving = b.scenario.serving;
    for (ServiceId const v : b.scenario.services.keys()) {
        auto const& in = b.in.services[v.index];
        if (!in.good("start_up") || serving.epoch < std::chrono::seconds{1}) continue;
        Duration const most = most_epochs * serving.epoch;
        Duration const reclaim_time = serving.lends ? serving.reclaim_time : Duration{0};
        if (reclaim_time <= most && b.scenario.services[v].start_up <= most - reclaim_time) continue;
        b.problems.add(in.written("start_up") ? in.location("start_up") : in.location(),
                       fmt::format("start-up of the service '{}' and reclaim_time take more than {} epochs",
                                   b.scenario.services[v].name, most_epochs),
                       fmt::format("let the two be at most {} s together, or write a longer 'epoch'",
                                   format_number(in_seconds(most).count())));
    }
}

void set_serving(ScenarioBuilder& b) {
    auto const& in = b.in.serving;
    if (in.draft == nullptr) return;
    b.scenario.serving = in.value;
    b.scenario.serving.forecast = in.forecast.value;
    Duration const epoch = in.value.epoch;
    constexpr std::chrono::hours hour{1};
    if (in.good("epoch") && epoch > Duration{0} && hour % epoch != Duration{0}) {
        b.problems.add(in.location("epoch"),
                       fmt::format("an epoch of {} does not go into an hour", in.text("epoch")),
                       "write '5 min', '10 min', '15 min' or another part of an hour");
    }
}

}  // namespace

void build_services(ScenarioBuilder& b) {
    NameIndex const stacks = stack_names(b);
    for (auto const& in : b.in.services)
        add_service(b, in, stacks);
    set_serving(b);
    check_start_ups(b);
}

void check_servable(ScenarioBuilder const& b) {
    Eligibility const eligibility{b.scenario};
    for (ServiceId const v : b.scenario.services.keys()) {
        Service const& service = b.scenario.services[v];
        SourceLocation const location = b.in.services[v.index].location();
        if (!can_do(b.scenario.accelerators[b.scenario.reference], WorkKind::inference)) {
            b.problems.add(
                location,
                fmt::format("the pace of the service '{}' is given on the reference accelerator, which "
                            "has no 'efficiency' for inference",
                            service.name),
                "give it an 'efficiency: {inference: 0.8}', or take another 'reference'");
            continue;
        }
        bool holds = false;
        for (PoolId const p : b.scenario.pools.keys()) {
            auto const obstacle = eligibility.at_pool(v, p);
            // Where idle pools take all power of a site, that is reported of the site.
            bool const by_idle =
                obstacle == Obstacle::power_limit && !eligibility.powers_idle_pools(b.scenario.pools[p].site);
            holds = holds || !obstacle || by_idle;
        }
        if (holds) continue;
        b.problems.add(
            location,
            fmt::format("no pool can hold a replica of the service '{}': {} accelerators for inference",
                        service.name, service.replica_accelerators),
            "add such a pool with power for it, or change 'accelerators', 'stacks' or 'models' of the "
            "service");
    }
}

}  // namespace meridian::scenario
