// The prefix integrals of K series at one instant, from one look-up: what a meter needs that integrates
// energy, carbon and money at every change of power. Time in seconds.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "models/series/cursor.hpp"
#include "models/series/series.hpp"
#include "models/units/time.hpp"

namespace meridian {

template <std::size_t K>
class IntegralBundle {
public:
    explicit IntegralBundle(std::array<Series, K> const& series) : starts_{merged_starts(series)} {
        segments_.reserve(starts_.size());
        std::array<Cursor, K> cursors{};
        for (SimTime const start : starts_) {
            Segment segment{};
            if (!segments_.empty()) segment.area = integrals(segments_.size() - 1, start);
            for (std::size_t k = 0; k < K; ++k) {
                auto const starts = series[k].starts();
                std::size_t& at = cursors[k].segment;
                while (at + 1 < starts.size() && starts[at + 1] <= start) {
                    ++at;
                }
                segment.value[k] = series[k].values()[at];
            }
            segments_.push_back(segment);
        }
        starts_.push_back(SimTime::max());
    }

    // Integrals from 0 to `when` >= 0, in the order of the series. Amortised O(1) in order of time.
    [[nodiscard]] std::array<double, K> at(SimTime when, Cursor& cursor) const {
        move_to(cursor, when, starts_);
        return integrals(cursor.segment, when);
    }

    // The integrals from one instant to another, in any order of calls: O(log segments).
    [[nodiscard]] std::array<double, K> between(SimTime begin, SimTime end) const {
        Cursor cursor{segment_of(begin)};
        std::array<double, K> const before = integrals(cursor.segment, begin);
        std::array<double, K> result = at(end, cursor);
        for (std::size_t k = 0; k < K; ++k)
            result[k] -= before[k];
        return result;
    }

    // The values at an instant and when one of them changes next. O(log segments).
    struct Piece {
        std::array<double, K> value{};
        SimTime end;
    };
    [[nodiscard]] Piece piece_at(SimTime when) const {
        std::size_t const at = segment_of(when);
        return {segments_[at].value, starts_[at + 1]};
    }

private:
    [[nodiscard]] std::size_t segment_of(SimTime when) const {
        auto const after = std::upper_bound(starts_.begin(), starts_.end(), when);
        return static_cast<std::size_t>(after - starts_.begin()) - 1;
    }

    struct Segment {
        std::array<double, K> area{};   // integrals at its start
        std::array<double, K> value{};  // on it
    };

    [[nodiscard]] std::array<double, K> integrals(std::size_t index, SimTime when) const {
        Segment const& segment = segments_[index];
        double const seconds = in_seconds(when - starts_[index]).count();
        std::array<double, K> result;
        for (std::size_t k = 0; k < K; ++k) {
            result[k] = segment.area[k] + segment.value[k] * seconds;
        }
        return result;
    }

    std::vector<SimTime> starts_;  // with SimTime::max() at the end
    std::vector<Segment> segments_;
};

}  // namespace meridian
