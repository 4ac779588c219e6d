#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/building.hpp"
#include "sim/setup/acceptance.hpp"

namespace meridian::scenario {
namespace {

// What cannot be told from one key alone.
void check_work(Building& b, ServiceInput const& in) {
    if (in.requests.draft == nullptr) {
        b.problems.add(in.draft->place(), fmt::format("the service '{}' has no 'requests'", in.name.value),
                       "add 'requests: {rate: 100 /s}'");
    }
    if (in.tokens_out.good && in.tokens_out.written() && !in.decode.written()) {
        b.problems.add(in.tokens_out.draft->place(),
                       fmt::format("the service '{}' makes tokens and has no 'decode'", in.name.value),
                       "add 'decode: 20 /s': how many a slot makes");
    }
    if (in.tokens_in.good && !(mean(in.tokens_in.value) > 0.0)) {
        b.problems.add((in.tokens_in.written() ? in.tokens_in.draft : in.draft)->place(),
                       fmt::format("requests of the service '{}' have nothing to be read", in.name.value),
                       "write 'tokens_in' of 1 or more");
    }
    if (in.until.value == 1 && in.tokens_out.good && !in.tokens_out.written() && in.until.draft != nullptr) {
        b.problems.add(in.until.draft->place(), "there is no last token without 'tokens_out'",
                       "add 'tokens_out', or remove 'until'");
    }
}

void add_service(Building& b, ServiceInput const& in, NameIndex const& stacks) {
    Service s;
    s.name = in.name.value;
    s.key = key_of(in, s.name);
    s.requests = arrivals(b, in.requests);
    s.tokens_in = in.tokens_in.value;
    s.tokens_out = in.tokens_out.value;
    s.prefill_per_s = in.prefill.value;
    s.decode_per_s = in.decode.value;
    s.replica_accelerators = in.accelerators.value;
    s.slots = in.slots.value;
    s.objective = nanoseconds(in.objective.value);
    s.until = static_cast<Until>(in.until.value);
    s.target = in.target.value;
    s.max_load = in.max_load.value;
    s.start_up = nanoseconds(in.start_up.value);
    for (auto const& stack : in.stacks.value) {
        static_cast<void>(stacks.find(stack, b.problems));
        s.stacks.push_back(stack.text);
    }
    for (auto const& model : in.models.value)
        s.models.push_back(b.accelerator_names.id<AcceleratorId>(model, b.problems));
    check_work(b, in);
    b.service_names.add(s.name, in.key.value, in, b.problems);
    b.scenario.services.add(std::move(s));
}

// A run keeps what each epoch of a start-up has held.
void check_start_ups(Building& b) {
    constexpr std::int64_t most_epochs = 1000;
    Serving const& serving = b.scenario.serving;
    for (ServiceId const v : b.scenario.services.keys()) {
        auto const& in = b.in.services[v.index].start_up;
        if (!in.good || serving.epoch < std::chrono::seconds{1}) continue;
        Duration const most = most_epochs * serving.epoch;
        Duration const give_back = serving.lends ? serving.give_back : Duration{0};
        if (give_back <= most && b.scenario.services[v].start_up <= most - give_back) continue;
        b.problems.add((in.written() ? in.draft : b.in.services[v.index].draft)->place(),
                       fmt::format("start-up of the service '{}' and give_back take more than {} epochs",
                                   b.scenario.services[v].name, most_epochs),
                       fmt::format("let the two be at most {} s together, or write a longer 'epoch'",
                                   format_number(in_seconds(most).count())));
    }
}

void set_serving(Building& b) {
    auto const& in = b.in.serving;
    if (in.draft == nullptr) return;
    Serving& serving = b.scenario.serving;
    serving.epoch = nanoseconds(in.epoch.value);
    serving.lends = in.lends.value == 1;
    serving.give_back = nanoseconds(in.give_back.value);
    constexpr std::chrono::hours hour{1};
    if (in.epoch.good && serving.epoch > Duration{0} && hour % serving.epoch != Duration{0}) {
        b.problems.add(in.epoch.draft->place(),
                       fmt::format("an epoch of {} does not go into an hour", in.epoch.draft->text()),
                       "write '5 min', '10 min', '15 min' or another part of an hour");
    }
}

}  // namespace

void build_services(Building& b) {
    NameIndex const stacks = stack_names(b);
    for (auto const& in : b.in.services)
        add_service(b, in, stacks);
    set_serving(b);
    check_start_ups(b);
}

void check_servable(Building const& b) {
    for (ServiceId const v : b.scenario.services.keys()) {
        Service const& service = b.scenario.services[v];
        Place const& place = b.in.services[v.index].draft->place();
        if (!can_do(b.scenario.accelerators[b.scenario.reference], WorkKind::inference)) {
            b.problems.add(
                place,
                fmt::format("the pace of the service '{}' is given on the reference accelerator, which "
                            "has no inference_efficiency",
                            service.name),
                "give it an inference_efficiency, or take another 'reference'");
            continue;
        }
        bool const holds = std::any_of(b.scenario.pools.begin(), b.scenario.pools.end(), [&](Pool const& p) {
            return p.servers * p.width >= service.replica_accelerators &&
                   accepts(service, p.accelerator, b.scenario.accelerators[p.accelerator]);
        });
        if (holds) continue;
        b.problems.add(
            place,
            fmt::format("no pool can hold a replica of the service '{}': {} accelerators for inference",
                        service.name, service.replica_accelerators),
            "add such a pool, or change 'accelerators', 'stacks' or 'models' of the service");
    }
}

}  // namespace meridian::scenario
