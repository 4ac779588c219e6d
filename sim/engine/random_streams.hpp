// Random streams that are identified by names.
//
// Counter-based Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011):
//     key = (seed, run), counter = (hash of the stream's name, hash of the entity, draw, 0)
// A draw depends on its key and counter alone, not on who asks or in which order. So two policies or layouts
// meet exactly the same work (common random numbers).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <Random123/philox.h>

namespace meridian::engine {

// FNV-1a, 64 bits (Fowler, Noll, Vo). Names of one run must not collide; what makes streams checks that.
[[nodiscard]] constexpr std::uint64_t name_hash(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (char const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ULL;
    }
    return hash;
}

// A uniform number strictly inside (0, 1), on the midpoints of 2^52 equal steps.
[[nodiscard]] constexpr double unit_interval(std::uint64_t bits) {
    return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

class RandomSource {
public:
    RandomSource(std::uint64_t seed, std::uint64_t run) : key_{{seed, run}} {}

    // Four independent 64-bit numbers: the draw of this name, stream and entity.
    [[nodiscard]] std::array<std::uint64_t, 4> block(std::uint64_t stream, std::uint64_t entity,
                                                     std::uint64_t draw) const {
        philox4x64_ctr_t const counter{{stream, entity, draw, 0}};
        philox4x64_ctr_t const out = philox4x64(counter, key_);
        return {out.v[0], out.v[1], out.v[2], out.v[3]};
    }

private:
    philox4x64_key_t key_;
};

}  // namespace meridian::engine
