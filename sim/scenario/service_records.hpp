// The records of services and of their demand, and the declarations of their keys; as in records.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "models/workload/workload.hpp"
#include "sim/scenario/work_records.hpp"

namespace meridian::scenario {

struct RequestsDraft : ArrivalsDraft {};

template <class Visitor>
void fields(Visitor& v, RequestsDraft& r) {
    arrival_fields(v, r, {"30 /s", "0.001 /s", "100000000 /s"});
}

inline constexpr Enum<Until> untils{{"first_token", Until::first_token}, {"last_token", Until::last_token}};

// Which of the prices of a service counts.
enum class PricedBy : std::uint8_t { accelerator_hours, requests, tokens };
inline constexpr Enum<PricedBy> priced_by{{"accelerator_hours", PricedBy::accelerator_hours},
                                          {"requests", PricedBy::requests},
                                          {"tokens", PricedBy::tokens}};

// What its requests are worth.
struct ServiceValueDraft : GroupOf<ServiceValue> {  // not written: not given
    std::optional<PricedBy> by;
    Field<std::string> curve;
};

template <class Visitor>
void fields(Visitor& v, ServiceValueDraft& r) {
    v.optional("by", r.by, priced_by, "which of the prices below counts; without: the only one");
    v.optional(
        "per_accelerator_hour", r.value.per_accelerator_hour,
        like(Real<CnyPerAcceleratorHour>{not_negative}, "3 CNY/acc-h", "0.01 CNY/acc-h", "1000 CNY/acc-h"),
        "of a replica of reference accelerators with all slots at work");
    v.optional("per_request", r.value.per_request,
               like(Real<CnyPerMillionRequests>{not_negative}, "60 CNY/M requests", "0.01 CNY/M requests",
                    "100000000 CNY/M requests"),
               "of requests within the objective");
    v.optional("per_token_in", r.value.per_token_in,
               like(Real<CnyPerMillionTokens>{not_negative}, "0.8 CNY/M tokens", "0.001 CNY/M tokens",
                    "10000 CNY/M tokens"),
               "of what is read for them");
    v.optional("per_token_out", r.value.per_token_out,
               like(Real<CnyPerMillionTokens>{not_negative}, "4.8 CNY/M tokens", "0.001 CNY/M tokens",
                    "10000 CNY/M tokens"),
               "of what is made for them");
    v.defaulted("late_share", r.value.late_share, like(Real{Dimension::fraction, a_share}, "50 %"), "0 %",
                "of the value, that remains of requests beyond the objective");
    v.optional("curve", r.curve, Reference{"curves"},
               "the value over a week, by the hour of the request; without: the same at all hours");
}

template <class Visitor>
void fields(Visitor& v, GroupOf<Variability>& r) {
    constexpr Range variations{0.0, 10.0, "from 0 to 10"};
    v.required("cv", r.value.cv, like(Real{Dimension::fraction, variations}, "20 %", "0.1 %", "300 %"),
               "coefficient of variation of a region's rate around what its hour has");
    v.defaulted("correlation_time", r.value.correlation_time,
                like(Real<Duration>{not_negative}, "1 h", "1 s", "365 d"), "1 h",
                "in which the correlation of a rate with itself falls to 1/e; 0: epochs are independent");
    v.defaulted("regional_correlation", r.value.regional_correlation,
                like(Real{Dimension::fraction, a_share}, "40 %"), "0 %",
                "of the logarithms of the rates of two regions");
}

struct ServiceRecord : RecordOf<Service> {
    RequestsDraft requests;
    GroupOf<Variability> variability;  // not written: the rate is what its hour has
    ServiceValueDraft value_of_requests;
    Field<std::vector<Item>> stacks, models;
    ResidencyDraft residency;
    Field<ComponentField::Value> policy;
};

template <class Visitor>
void fields(Visitor& v, ServiceRecord& r) {
    Service& s = r.value;
    constexpr std::int64_t most = 1'000'000;
    constexpr Range paces{1e-6, 1e12, "above 0 /s and at most 1e12 /s"};
    constexpr Range loads{0.01, 0.99, "from 1 % to 99 %"};
    constexpr Range targets{0.5, 0.9999, "from 50 % to 99.99 %"};
    named_in_reports(v, s, r);
    v.group("requests", r.requests, "when requests come");
    v.group("variability", r.variability,
            "chance of the mean rate from epoch to epoch, beside that of single requests; without: none");
    v.defaulted("tokens_in", s.tokens_in, like(Size{Dimension::count}, "757", "1", "10000000"), "1",
                "that a request has read: tokens, frames, images");
    v.defaulted("tokens_out", s.tokens_out, like(Size{Dimension::count}, "151", "1", "1000000"), "0",
                "that are made for it one by one");
    v.required("prefill", s.prefill_per_s,
               like(Real{Dimension::frequency, paces}, "2000 /s", "10 /s", "1000000 /s"),
               "tokens read in one slot on the reference accelerator");
    v.optional("decode", s.decode_per_s,
               like(Real{Dimension::frequency, paces}, "20 /s", "0.5 /s", "10000 /s"),
               "tokens made in one slot on the reference accelerator");
    v.defaulted("accelerators", s.replica_accelerators, like(Whole{1, most}, "8", "1", "4096"), "1",
                "of one replica");
    v.defaulted("slots", s.slots, like(Whole{1, most}, "32", "1", "100000"), "1",
                "requests that a replica works on at a time");
    v.optional("stacks", r.stacks, Names{"cann"}, "accepted software stacks; without: any");
    v.optional("models", r.models, Names{"Ascend-910B"}, "accepted accelerator models; without: any");
    v.group("residency", r.residency, "where its data may go; without: anywhere");
    v.required("objective", s.objective, like(Real<Duration>{positive}, "2 s", "1 ms", "1 d"),
               "from the user's request to the token that he waits for: way, queue, work and way back");
    v.defaulted("until", s.until, untils, "first_token", "which token he waits for");
    v.group("value", r.value_of_requests, "of requests within the objective; without: not given");
    v.defaulted("target", s.target, like(Real{Dimension::fraction, targets}, "99 %"), "99 %",
                "share of requests whose wait in the queue replicas are to keep within the objective");
    v.defaulted("max_load", s.max_load, like(Real{Dimension::fraction, loads}, "95 %"), "95 %",
                "of the slots; requests beyond are refused");
    v.defaulted("start_up", s.start_up, like(Real<Duration>{not_negative}, "3 min", "100 ms", "1 d"), "3 min",
                "of a replica, from taking accelerators to the first request");
    v.defaulted("policy", r.policy, ComponentField{"home", &Vocabulary::service_policies}, "home",
                "where its requests go");
}

inline constexpr Enum<ForecastKind> forecast_kinds{
    {"perfect", ForecastKind::perfect},
    {"last_epoch", ForecastKind::last_epoch},
    {"same_hour_last_week", ForecastKind::same_hour_last_week}};

template <class Visitor>
void fields(Visitor& v, GroupOf<Forecast>& r) {
    constexpr Range errors{0.0, 10.0, "from 0 to 10"};
    v.defaulted(
        "kind", r.value.kind, forecast_kinds, "perfect",
        "what comes; what came in the epoch before replicas are taken; what came seven days before (in the "
        "first week: what the hour has)");
    v.defaulted(
        "error", r.value.error, like(Real{Dimension::fraction, errors}, "15 %", "0.1 %", "300 %"), "0 %",
        "coefficient of variation of what comes over what is forecast; a perfect forecast errs by it, of "
        "the others it is what 'plan_for' goes by");
}

struct ServingDraft : GroupOf<Serving> {
    GroupOf<Forecast> forecast;
};

template <class Visitor>
void fields(Visitor& v, ServingDraft& r) {
    constexpr Range levels{0.5, 0.9999, "from 50 % to 99.99 %"};
    constexpr Range epochs{1e9, 3600e9, "from 1 s to 1 h"};
    v.defaulted("epoch", r.value.epoch, like(Real<Duration>{epochs}, "5 min"), "5 min",
                "between two counts of the replicas; goes into an hour a whole number of times");
    v.defaulted("lends", r.value.lends, Bool{}, "false",
                "whether jobs may use what services do not need now; else they hold what their peak needs, "
                "and no job uses it");
    v.defaulted("reclaim_time", r.value.reclaim_time,
                like(Real<Duration>{not_negative}, "2 min", "1 ms", "1 d"), "2 min",
                "from the reclaim of preemptible accelerators until they are free");
    v.group("forecast", r.forecast,
            "what is known of an epoch when its replicas are taken; without: its rates");
    v.defaulted(
        "detect", r.value.detect, like(Real<Duration>{not_negative}, "30 s", "1 s", "1 h"), "30 s",
        "from the loss of replicas, or of the way to them, until it is known; until then requests are lost");
    v.defaulted("failover", r.value.failover, like(Real<Duration>{not_negative}, "2 min", "1 s", "1 d"),
                "2 min", "from then until requests go elsewhere");
    v.optional("plan_for", r.value.plan_for, like(Real{Dimension::fraction, levels}, "99 %"),
               "probability that the replicas of a site carry what comes, by the error of the forecast; "
               "without: they "
               "are planned for the forecast");
}

// Requests come more or less often for a while: once, or again and again at random.
struct DemandEventRecord : RecordOf<DemandEvent> {
    Field<std::vector<Item>> services, regions;
};

template <class Visitor>
void fields(Visitor& v, DemandEventRecord& r) {
    constexpr Range factors{0.001, 1000.0, "from 0.001 to 1000"};
    constexpr Range times{1e9, no_bound, "1 s or more"};
    named(v, r.value.name, r);
    v.required("factor", r.value.factor, like(Real{Dimension::number, factors}, "3"),
               "times the rates of requests");
    v.required("duration", r.value.duration, like(Real<Duration>{times}, "4 h", "1 s", "365 d"),
               "how long it lasts");
    v.optional("start", r.value.start, like(Real<Duration>{not_negative}, "8 h"),
               "when it begins, from the start; or give every");
    v.optional("every", r.value.every, like(Real<Duration>{times}, "7 d"),
               "mean time from one begin to the next, exponential; at least its duration");
    v.optional("services", r.services, Names{"chat"}, "whose requests; without: all");
    v.optional("regions", r.regions, Names{"beijing"}, "whose users; without: all");
}

}  // namespace meridian::scenario
