#include "models/series/series.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace meridian {
namespace {

template <class Operation>
Series combined(Series const& a, Series const& b, Operation operation) {
    std::vector<SimTime> starts;
    std::vector<double> values;
    starts.reserve(a.size() + b.size());
    values.reserve(a.size() + b.size());
    std::size_t i = 0;
    std::size_t j = 0;
    for (SimTime start{};;) {
        starts.push_back(start);
        values.push_back(operation(a.values()[i], b.values()[j]));
        bool const a_goes_on = i + 1 < a.size();
        bool const b_goes_on = j + 1 < b.size();
        if (!a_goes_on && !b_goes_on) break;
        SimTime const next_a = a_goes_on ? a.starts()[i + 1] : SimTime::max();
        SimTime const next_b = b_goes_on ? b.starts()[j + 1] : SimTime::max();
        start = std::min(next_a, next_b);
        if (next_a == start) ++i;
        if (next_b == start) ++j;
    }
    return {std::move(starts), std::move(values)};
}

}  // namespace

Series::Series(std::vector<SimTime> starts, std::vector<double> values)
    : starts_{std::move(starts)}, values_{std::move(values)} {
    assert(!starts_.empty() && starts_.size() == values_.size());
    assert(starts_.front() == SimTime{});
    assert(std::ranges::adjacent_find(starts_, std::greater_equal<>{}) == starts_.end());
}

Series Series::constant(double value) {
    return {{SimTime{}}, {value}};
}

std::size_t Series::piece_at(SimTime when) const {
    assert(when >= SimTime{});
    auto const after = std::ranges::upper_bound(starts_, when);
    return static_cast<std::size_t>(after - starts_.begin()) - 1;
}

Series product(Series const& a, Series const& b) {
    return combined(a, b, [](double x, double y) { return x * y; });
}

std::vector<SimTime> merged_starts(std::span<Series const> series) {
    std::vector<SimTime> starts;
    for (Series const& s : series) {
        starts.insert(starts.end(), s.starts().begin(), s.starts().end());
    }
    std::ranges::sort(starts);
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    return starts;
}

}  // namespace meridian
