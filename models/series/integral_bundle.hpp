// The prefix integrals of K series at one instant, from one look-up. Meters integrate energy, carbon and money with
// it at every change of power. Time in seconds.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
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
        index_segments();
    }

    // Integrals from 0 to `when` >= 0, in the order of the series. Amortised O(1) in order of time.
    [[nodiscard]] std::array<double, K> at(SimTime when, Cursor& cursor) const {
        move_to(cursor, when, starts_);
        return integrals(cursor.segment, when);
    }

    // The same in any order of calls. O(1) where segments are of like length, as hours are.
    [[nodiscard]] std::array<double, K> at(SimTime when) const { return integrals(segment_of(when), when); }

    // The integrals from one instant to another, in any order of calls.
    [[nodiscard]] std::array<double, K> between(SimTime begin, SimTime end) const {
        std::array<double, K> const before = at(begin);
        std::array<double, K> result = at(end);
        for (std::size_t k = 0; k < K; ++k)
            result[k] -= before[k];
        return result;
    }

    // The values at an instant and when one of them changes next.
    struct Piece {
        std::array<double, K> value{};
        SimTime end;
    };
    [[nodiscard]] Piece piece_at(SimTime when) const {
        std::size_t const at = segment_of(when);
        return {segments_[at].value, starts_[at + 1]};
    }

private:
    // Cuts the time up to the last start into equal intervals, powers of two long and about as many as there
    // are segments, and keeps the segment in which each begins.
    void index_segments() {
        std::int64_t const last = starts_[segments_.size() - 1].time_since_epoch().count();
        while (static_cast<std::size_t>(last >> shift_) >= 2 * segments_.size())
            ++shift_;
        std::uint32_t at = 0;
        for (std::int64_t slot = 0; slot <= last >> shift_; ++slot) {
            while (starts_[at + 1].time_since_epoch().count() <= slot << shift_)
                ++at;
            segment_at_.push_back(at);
        }
    }
    [[nodiscard]] std::size_t segment_of(SimTime when) const {
        auto const slot = static_cast<std::size_t>(when.time_since_epoch().count() >> shift_);
        if (slot >= segment_at_.size()) return segments_.size() - 1;
        std::size_t at = segment_at_[slot];
        while (starts_[at + 1] <= when)
            ++at;
        return at;
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

    std::vector<SimTime> starts_;            // with SimTime::max() at the end
    std::vector<std::uint32_t> segment_at_;  // by slot of 2^shift_ ns: the segment in which it begins
    unsigned shift_{0};
    std::vector<Segment> segments_;
};

}  // namespace meridian
