// The first jobs of the waiting groups of one class, by rank, searched by what they need: the first one
// behind a rank that fits into so much room. A treap whose nodes know the narrowest width and the smallest
// input below them; its shape follows from a hash of the numbers, so it is the same in every run. Insertion,
// removal and search take O(log n) steps on average, but for searches that width and input restrict in
// different places of the tree.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "sim/scheduler/waiting/waiting_rule.hpp"

namespace meridian::scheduler {

class HeadTree {
public:
    struct Head {
        Rank rank;
        std::uint32_t group{0};
        std::int64_t width{0};
        std::int64_t input{0};
    };

    // Precondition: no head has this rank.
    void insert(Head const& head) {
        std::uint32_t const made = make(head);
        auto const [before, after] = split(root_, head.rank);
        root_ = merge(merge(before, made), after);
    }
    // Precondition: a head has this rank.
    void erase(Rank rank) { root_ = without(root_, rank); }

    [[nodiscard]] bool empty() const { return root_ == none; }

    // The first head behind `after` that is at most so wide and has at most so much input.
    [[nodiscard]] std::optional<Head> first_behind(std::optional<Rank> after, std::int64_t width,
                                                   std::int64_t input) const {
        std::uint32_t const found = find(root_, after, width, input);
        return found == none ? std::nullopt : std::optional{nodes_[found].head};
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    struct Node {
        Head head;
        std::uint64_t weight{0};  // a heap over the tree
        std::int64_t narrowest{0};
        std::int64_t smallest{0};
        std::uint32_t left{none};
        std::uint32_t right{none};
    };

    // The finalizer of splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
    // 2014).
    [[nodiscard]] static std::uint64_t scrambled(std::uint64_t x) {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
        return x ^ (x >> 31);
    }

    std::uint32_t make(Head const& head) {
        Node const node{head, scrambled(head.rank.number + 1), head.width, head.input, none, none};
        if (free_.empty()) {
            nodes_.push_back(node);
            return static_cast<std::uint32_t>(nodes_.size() - 1);
        }
        std::uint32_t const at = free_.back();
        free_.pop_back();
        nodes_[at] = node;
        return at;
    }

    void renew(std::uint32_t at) {
        Node& node = nodes_[at];
        node.narrowest = node.head.width;
        node.smallest = node.head.input;
        for (std::uint32_t const child : {node.left, node.right}) {
            if (child == none) continue;
            node.narrowest = std::min(node.narrowest, nodes_[child].narrowest);
            node.smallest = std::min(node.smallest, nodes_[child].smallest);
        }
    }

    // Those before the rank, and the others.
    std::pair<std::uint32_t, std::uint32_t> split(std::uint32_t at, Rank rank) {
        if (at == none) return {none, none};
        if (nodes_[at].head.rank < rank) {
            auto const [before, after] = split(nodes_[at].right, rank);
            nodes_[at].right = before;
            renew(at);
            return {at, after};
        }
        auto const [before, after] = split(nodes_[at].left, rank);
        nodes_[at].left = after;
        renew(at);
        return {before, at};
    }

    std::uint32_t merge(std::uint32_t before, std::uint32_t after) {
        if (before == none) return after;
        if (after == none) return before;
        if (nodes_[before].weight > nodes_[after].weight) {
            nodes_[before].right = merge(nodes_[before].right, after);
            renew(before);
            return before;
        }
        nodes_[after].left = merge(before, nodes_[after].left);
        renew(after);
        return after;
    }

    std::uint32_t without(std::uint32_t at, Rank rank) {
        if (nodes_[at].head.rank == rank) {
            free_.push_back(at);
            return merge(nodes_[at].left, nodes_[at].right);
        }
        if (rank < nodes_[at].head.rank) {
            nodes_[at].left = without(nodes_[at].left, rank);
        } else {
            nodes_[at].right = without(nodes_[at].right, rank);
        }
        renew(at);
        return at;
    }

    [[nodiscard]] std::uint32_t find(std::uint32_t at, std::optional<Rank> after, std::int64_t width,
                                     std::int64_t input) const {
        if (at == none) return none;
        Node const& node = nodes_[at];
        if (node.narrowest > width || node.smallest > input) return none;
        if (after && node.head.rank <= *after) return find(node.right, after, width, input);
        std::uint32_t const earlier = find(node.left, after, width, input);
        if (earlier != none) return earlier;
        if (node.head.width <= width && node.head.input <= input) return at;
        return find(node.right, std::nullopt, width, input);
    }

    std::vector<Node> nodes_;
    std::vector<std::uint32_t> free_;
    std::uint32_t root_{none};
};

}  // namespace meridian::scheduler
