// A first-in first-out queue over one growing array: no allocation once it has reached its largest size.
#pragma once

#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

namespace meridian::engine {

template <class T>
class RingQueue {
public:
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] T const& front() const {
        assert(size_ > 0);
        return slots_[head_];
    }
    void push(T value) {
        if (size_ == slots_.size()) grow();
        slots_[(head_ + size_) & (slots_.size() - 1)] = value;
        ++size_;
    }
    T pop() {
        T const value = front();
        head_ = (head_ + 1) & (slots_.size() - 1);
        --size_;
        return value;
    }
    // The i-th from the front.
    [[nodiscard]] T const& operator[](std::size_t i) const {
        assert(i < size_);
        return slots_[(head_ + i) & (slots_.size() - 1)];
    }

    // Exchanges the i-th and the j-th from the front.
    void swap(std::size_t i, std::size_t j) {
        assert(i < size_ && j < size_);
        std::swap(slots_[(head_ + i) & (slots_.size() - 1)], slots_[(head_ + j) & (slots_.size() - 1)]);
    }

private:
    void grow() {
        std::vector<T> larger(slots_.empty() ? 4 : 2 * slots_.size());
        for (std::size_t i = 0; i < size_; ++i)
            larger[i] = slots_[(head_ + i) & (slots_.size() - 1)];
        slots_ = std::move(larger);
        head_ = 0;
    }

    std::vector<T> slots_;  // their number is a power of two
    std::size_t head_{0};
    std::size_t size_{0};
};

}  // namespace meridian::engine
