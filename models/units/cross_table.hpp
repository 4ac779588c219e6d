// A value for each pair of keys of two kinds, by rows.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/units/ids.hpp"

namespace meridian {

template <class Tag>
[[nodiscard]] constexpr std::size_t index_of(Id<Tag> key) {
    return key.index;
}
[[nodiscard]] constexpr std::size_t index_of(std::size_t key) {
    return key;
}

// A vector that only a pair of its own kinds of keys may index; a key is an Id or a std::size_t.
template <class RowKey, class ColumnKey, class Value>
class CrossTable {
    using Values = std::vector<Value>;

public:
    CrossTable() = default;
    CrossTable(std::size_t rows, std::size_t columns, Value const& value = Value{})
        : columns_{columns}, values_(rows * columns, value) {}

    // Gives all pairs the same value; keeps the memory.
    void assign(std::size_t rows, std::size_t columns, Value const& value = Value{}) {
        columns_ = columns;
        values_.assign(rows * columns, value);
    }
    // One row more, below the others. Requires columns() values.
    void add_row(std::span<Value const> row) {
        assert(row.size() == columns_);
        values_.insert(values_.end(), row.begin(), row.end());
    }
    void reserve(std::size_t rows) { values_.reserve(rows * columns_); }

    [[nodiscard]] typename Values::const_reference operator()(RowKey row, ColumnKey column) const {
        return values_[place(row, column)];
    }
    [[nodiscard]] typename Values::reference operator()(RowKey row, ColumnKey column) {
        return values_[place(row, column)];
    }
    [[nodiscard]] std::span<Value const> row(RowKey key) const {
        return std::span{values_}.subspan(index_of(key) * columns_, columns_);
    }

    // All values, row by row. The place of a pair among them is row x columns + column.
    [[nodiscard]] std::size_t place(RowKey row, ColumnKey column) const {
        assert(index_of(column) < columns_ && index_of(row) * columns_ + index_of(column) < values_.size());
        return index_of(row) * columns_ + index_of(column);
    }
    [[nodiscard]] RowKey row_of(std::size_t place) const { return key_at<RowKey>(place / columns_); }
    [[nodiscard]] ColumnKey column_of(std::size_t place) const { return key_at<ColumnKey>(place % columns_); }
    [[nodiscard]] typename Values::const_reference operator[](std::size_t place) const {
        return values_[place];
    }
    [[nodiscard]] typename Values::reference operator[](std::size_t place) { return values_[place]; }
    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] std::size_t columns() const { return columns_; }
    [[nodiscard]] auto begin() const { return values_.begin(); }
    [[nodiscard]] auto end() const { return values_.end(); }

private:
    template <class Key>
    [[nodiscard]] static Key key_at(std::size_t index) {
        if constexpr (requires { Key{}.index; })
            return Key{static_cast<std::uint32_t>(index)};
        else
            return index;
    }

    std::size_t columns_{0};
    Values values_;
};

}  // namespace meridian
