// What one request asks of a replica: moments and quantiles of its work, on one accelerator model.
#pragma once

#include <vector>

#include "models/workload/service.hpp"

namespace meridian::service {

struct RequestWork {
    double mean_s{0.0};  // that a request holds a slot
    double scv{0.0};     // squared coefficient of variation of that
    // Work until the token that the user waits for: midpoints of equally likely classes, in order.
    std::vector<double> awaited_s;  // one value where all requests are alike
    double awaited_mean_s{0.0};
};

// `speed`: of the accelerators at inference, in multiples of the reference's. Sums over 256 x 256 equally
// likely pairs of sizes in and out, which are independent.
[[nodiscard]] RequestWork request_work(Service const& service, double speed);

}  // namespace meridian::service
