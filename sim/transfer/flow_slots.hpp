// The slots of a model's table of flows: those whose flows have ended are used again.
#pragma once

#include <cstdint>
#include <vector>

namespace meridian::transfer {

class FlowSlots {
public:
    // A slot of `flows` for another flow; the table grows if none is free.
    template <class Flow>
    [[nodiscard]] std::uint32_t take(std::vector<Flow>& flows) {
        if (free_.empty()) {
            flows.emplace_back();
            return static_cast<std::uint32_t>(flows.size() - 1);
        }
        std::uint32_t const slot = free_.back();
        free_.pop_back();
        return slot;
    }
    void release(std::uint32_t slot) { free_.push_back(slot); }

private:
    std::vector<std::uint32_t> free_;
};

}  // namespace meridian::transfer
