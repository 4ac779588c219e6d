#include "models/statistics/designs.hpp"

#include <cstdint>
#include <numeric>
#include <utility>

#include <boost/random/sobol.hpp>

namespace meridian {

Sample latin_hypercube(std::size_t count, std::size_t dimensions, RandomBits const& bits) {
    Sample sample(count, std::vector<double>(dimensions));
    std::uint64_t n = 0;
    auto const uniform = [&] { return (static_cast<double>(bits(n++) >> 12U) + 0.5) * 0x1p-52; };
    std::vector<std::size_t> slices(count);
    for (std::size_t d = 0; d < dimensions; ++d) {
        std::iota(slices.begin(), slices.end(), std::size_t{0});
        for (std::size_t i = count; i > 1; --i)  // Fisher and Yates
            std::swap(slices[i - 1], slices[static_cast<std::size_t>(uniform() * static_cast<double>(i))]);
        for (std::size_t i = 0; i < count; ++i)
            sample[i][d] = (static_cast<double>(slices[i]) + uniform()) / static_cast<double>(count);
    }
    return sample;
}

Sample sobol(std::size_t count, std::size_t dimensions) {
    boost::random::sobol engine{dimensions};  // leaves the origin out
    Sample sample(count, std::vector<double>(dimensions));
    for (auto& point : sample) {
        for (double& x : point)
            x = (static_cast<double>(engine() >> 12U) + 0.5) * 0x1p-52;
    }
    return sample;
}

}  // namespace meridian
