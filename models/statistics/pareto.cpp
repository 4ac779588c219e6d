#include "models/statistics/pareto.hpp"

namespace meridian {
namespace {

bool dominates(std::vector<double> const& a, std::vector<double> const& b) {
    bool better = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] > b[i]) return false;
        better = better || a[i] < b[i];
    }
    return better;
}

}  // namespace

std::vector<std::optional<std::size_t>> dominated_by(std::span<std::vector<double> const> rows) {
    std::vector<std::optional<std::size_t>> by(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows.size() && !by[i]; ++j) {
            if (dominates(rows[j], rows[i])) by[i] = j;
        }
    }
    return by;
}

}  // namespace meridian
