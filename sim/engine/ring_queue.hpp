// A first-in first-out queue over one growing array: no allocation once it has reached its largest size. What
// goes in or out in between moves the shorter side.
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
        ++size_;
        slot(size_ - 1) = value;
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

    // The place of the first that is equal; size() if none is.
    [[nodiscard]] std::size_t find(T const& value) const {
        std::size_t i = 0;
        while (i < size_ && !((*this)[i] == value))
            ++i;
        return i;
    }

    // The value becomes the i-th from the front, i <= size().
    void insert(std::size_t i, T value) {
        assert(i <= size_);
        if (size_ == slots_.size()) grow();
        ++size_;
        if (i < size_ / 2) {
            head_ = (head_ + slots_.size() - 1) & (slots_.size() - 1);
            for (std::size_t j = 0; j < i; ++j)
                slot(j) = slot(j + 1);
        } else {
            for (std::size_t j = size_ - 1; j > i; --j)
                slot(j) = slot(j - 1);
        }
        slot(i) = value;
    }
    // Takes the i-th from the front out.
    void remove(std::size_t i) {
        assert(i < size_);
        if (i < size_ / 2) {
            for (std::size_t j = i; j > 0; --j)
                slot(j) = slot(j - 1);
            head_ = (head_ + 1) & (slots_.size() - 1);
        } else {
            for (std::size_t j = i; j + 1 < size_; ++j)
                slot(j) = slot(j + 1);
        }
        --size_;
    }

private:
    [[nodiscard]] T& slot(std::size_t i) { return slots_[(head_ + i) & (slots_.size() - 1)]; }

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
