// Typed indices: the index of a site cannot be used as that of a link.
#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace meridian {

template <class Tag>
struct Id {
    static constexpr std::uint32_t none_index = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t index{none_index};

    [[nodiscard]] constexpr bool valid() const { return index != none_index; }
    friend constexpr auto operator<=>(Id const&, Id const&) = default;
};

using NodeId = Id<struct NodeTag>;
using LinkId = Id<struct LinkTag>;
using ArcId = Id<struct ArcTag>;  // one direction of a link: 2 * link (a to b), 2 * link + 1 (b to a)
using SiteId = Id<struct SiteTag>;
using PoolId = Id<struct PoolTag>;
using RegionId = Id<struct RegionTag>;
using ClassId = Id<struct ClassTag>;
using ServiceId = Id<struct ServiceTag>;
using CalendarId = Id<struct CalendarTag>;  // a job of the calendar
using AcceleratorId = Id<struct AcceleratorTag>;
using TierId = Id<struct TierTag>;
using TariffId = Id<struct TariffTag>;
using GridId = Id<struct GridTag>;
using ClimateId = Id<struct ClimateTag>;
using CoolingId = Id<struct CoolingTag>;
using CurveId = Id<struct CurveTag>;
using PathId = Id<struct PathTag>;
using JobId = Id<struct JobTag>;  // a slot in the job table, used again after the job has left

// A vector that only its own kind of id may index.
template <class Key, class Row>
class Table {
public:
    Table() = default;
    explicit Table(std::size_t size, Row const& row = Row{}) : rows_(size, row) {}

    Key add(Row row) {
        rows_.push_back(std::move(row));
        return Key{static_cast<std::uint32_t>(rows_.size() - 1)};
    }
    [[nodiscard]] Row const& operator[](Key key) const {
        assert(key.index < rows_.size());
        return rows_[key.index];
    }
    [[nodiscard]] Row& operator[](Key key) {
        assert(key.index < rows_.size());
        return rows_[key.index];
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] Row const* data() const { return rows_.data(); }
    [[nodiscard]] auto begin() const { return rows_.begin(); }
    [[nodiscard]] auto end() const { return rows_.end(); }
    [[nodiscard]] auto begin() { return rows_.begin(); }
    [[nodiscard]] auto end() { return rows_.end(); }

    // All keys in order: for (SiteId s : sites.keys()).
    class KeyRange {
    public:
        class Iterator {
        public:
            explicit Iterator(std::uint32_t at) : at_{at} {}
            Key operator*() const { return Key{at_}; }
            Iterator& operator++() {
                ++at_;
                return *this;
            }
            friend bool operator==(Iterator, Iterator) = default;

        private:
            std::uint32_t at_;
        };
        explicit KeyRange(std::size_t size) : size_{static_cast<std::uint32_t>(size)} {}
        [[nodiscard]] Iterator begin() const { return Iterator{0}; }
        [[nodiscard]] Iterator end() const { return Iterator{size_}; }

    private:
        std::uint32_t size_;
    };
    [[nodiscard]] KeyRange keys() const { return KeyRange{rows_.size()}; }

private:
    std::vector<Row> rows_;
};

}  // namespace meridian
