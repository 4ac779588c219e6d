// A service: a stream of requests, answered by replicas of a model.
//
// A replica is a gang of accelerators that works on `slots` requests at a time (continuous batching), each at
// its own pace whatever the others do. A request reads its tokens in (prefill), after which the first token
// leaves, and then makes its tokens out one by one (decode):
//     work = tokens_in / prefill_rate + tokens_out / decode_rate
// Tokens stand for whatever is counted: frames of video, images.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "models/workload/distribution.hpp"
#include "models/workload/variability.hpp"
#include "models/workload/workload.hpp"

namespace meridian {

enum class Until : std::uint8_t { first_token, last_token };

// What requests that are answered within the objective are worth: one of the first two, or one or both of the
// last two. All none: not given.
struct ServiceValue {
    std::optional<CnyPerAcceleratorHour> per_accelerator_hour;
    std::optional<CnyPerMillionRequests> per_request;
    std::optional<CnyPerMillionTokens> per_token_in, per_token_out;
    double late_share{0.0};  // of the value, beyond the objective
    CurveId curve;           // by the hour of the request; none: the same at all hours
};

struct Service {
    std::string name;
    std::string key;
    std::string part_of{};      // key of the service that it is split from; empty: it is whole
    Arrivals requests;          // variation: of the gaps within an epoch
    Variability variability{};  // of the mean rates of epochs
    Distribution tokens_in;     // of a request
    Distribution tokens_out;    // of a request; 0: the answer is in what is read
    Bytes bytes_in{};           // that a request brings to the site, their mean
    Bytes bytes_out{};          // of its answer
    double prefill_per_s{0.0};  // tokens per second of one slot on the reference accelerator, > 0
    double decode_per_s{0.0};   // likewise; 0 if there are no tokens out
    std::int64_t replica_accelerators{1};
    std::int64_t slots{1};
    std::vector<std::string> stacks;    // accepted software stacks; empty: any
    std::vector<AcceleratorId> models;  // accepted accelerator models; empty: any
    Residency residency{Residency::anywhere};
    Duration objective{};  // from the user's request to the token that he waits for
    Until until{Until::first_token};
    double target{0.99};    // share of requests within the objective that replicas are planned for
    double max_load{0.95};  // of the slots; requests beyond are rejected
    ServiceValue value;
    Duration start_up{};  // from taking accelerators to the first request
    DisplayName display{};

    // Of its random rates, which all parts of one service share.
    [[nodiscard]] std::string const& demand_key() const { return part_of.empty() ? key : part_of; }
};

}  // namespace meridian
