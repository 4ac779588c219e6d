// Max-min fair rates, flow by flow and from nothing each time: slow, plain, and what faster ones are held to.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace meridian::testing {

struct PlainFlow {
    std::vector<std::uint32_t> links;
    double weight{1.0};
    double cap{0.0};  // 0: none
};

// By flow. The level of all rises together; whoever meets a full link or its cap stays there.
[[nodiscard]] std::vector<long double> reference_rates(std::span<double const> capacities,
                                                       std::vector<PlainFlow> const& flows);

}  // namespace meridian::testing
