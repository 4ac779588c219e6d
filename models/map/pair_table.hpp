// A value for each pair of nodes, in pages that are allocated when a pair in them is first used.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/units/ids.hpp"

namespace meridian {

template <class Value>
class PairTable {
public:
    explicit PairTable(std::size_t nodes) : rows_(nodes), row_length_{(nodes + page_size - 1) / page_size} {}

    // The value of the pair, value-initialised at first use. Valid until the next call. O(1), except for a new row.
    [[nodiscard]] Value& at(NodeId from, NodeId to) {
        std::vector<std::uint32_t>& row = rows_[from.index];
        if (row.empty()) row.resize(row_length_, no_page);
        std::uint32_t& page = row[to.index / page_size];
        if (page == no_page) {
            page = static_cast<std::uint32_t>(pages_.size());
            pages_.emplace_back();
        }
        return pages_[page][to.index % page_size];
    }
    // The number of pairs with allocated memory.
    [[nodiscard]] std::size_t room() const { return pages_.size() * page_size; }

private:
    static constexpr std::size_t page_size = 64;
    static constexpr std::uint32_t no_page = ~std::uint32_t{0};

    std::vector<std::vector<std::uint32_t>> rows_;  // by the first node; empty until one is asked for
    std::size_t row_length_;
    std::vector<std::array<Value, page_size>> pages_;
};

}  // namespace meridian
