// What a discipline says of the jobs that wait at the brain: the order in which they are placed, and how a
// job that waits holds back those behind it.
//
// A job is *eligible* at a pool if the pool could ever run it, its data may go there and a policy of its
// class uses the site.
//   - No job is placed at a pool while a job before it waits, is eligible there and has been passed `passes`
//     times. A job has been passed once for each later job that was placed at a pool where it is eligible.
//   - The first `reservations` waiting jobs hold reservations, made in their order, each at the pool where
//     the job is expected to start first: input there, and enough accelerators free by the estimates. Ties go
//     by the order of the policy. No job is placed where it is expected to delay a reservation.
// Reservations foresee accelerators alone, by number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "models/units/quantity.hpp"
#include "models/units/time.hpp"

namespace meridian::scheduler {

struct WaitingRule {
    enum class Order : std::uint8_t {
        arrival,
        priority,  // of the class, smallest first
        aged,      // priority x ageing + arrival
        estimate   // of what is left of the work, on the reference accelerator, shortest first
    };
    static constexpr std::uint64_t unbounded = std::numeric_limits<std::uint64_t>::max();

    Order order{Order::arrival};  // ties: by arrival, then by number
    Duration ageing{};
    std::uint64_t passes{0};
    std::size_t reservations{0};
    std::size_t depth{std::numeric_limits<std::size_t>::max()};  // how many of the first are looked at

    [[nodiscard]] bool holds_back() const { return passes != unbounded || reservations > 0; }
};

// The place of a job in the order.
struct Rank {
    WideCount key{0};
    SimTime arrival{SimTime::min()};
    std::uint64_t number{0};
    friend auto operator<=>(Rank const&, Rank const&) = default;
};

}  // namespace meridian::scheduler
