// Bits of models/network against boost::dynamic_bitset at what max_min.cpp does most: links become dirty, the
// smallest place of a dirty full link is looked for, and the link is taken out. By number of links.
#include <algorithm>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/dynamic_bitset.hpp>

#include "models/network/bits.hpp"

using meridian::network::Bits;

namespace {

constexpr std::size_t dirty_at_once = 4;

// Every third link is full.
bool is_full(std::size_t link) {
    return link % 3 == 0;
}

std::size_t place_of(std::size_t link) {
    return link * 7919 % 1009;
}

void house_bits(benchmark::State& timer) {
    auto const links = static_cast<std::size_t>(timer.range(0));
    Bits full{links}, dirty{links};
    for (std::size_t link = 0; link < links; ++link) {
        if (is_full(link)) full.set(link);
    }
    std::size_t next = 0;
    for (auto _ : timer) {
        for (std::size_t i = 0; i < dirty_at_once; ++i)
            dirty.set(next = (next + 61) % links);
        std::size_t lowest = SIZE_MAX;
        for (std::size_t w = 0; w < dirty.words(); ++w) {
            for (Bits::Word bits = dirty.word(w) & full.word(w); bits != 0; bits &= bits - 1)
                lowest = std::min(lowest, place_of(w * Bits::word_bits + Bits::lowest(bits)));
        }
        benchmark::DoNotOptimize(lowest);
        for (std::size_t w = 0; w < dirty.words(); ++w)
            dirty.remove_word(w, dirty.word(w));
    }
}
BENCHMARK(house_bits)->Arg(160)->Arg(800);

void boost_bits(benchmark::State& timer) {
    auto const links = static_cast<std::size_t>(timer.range(0));
    boost::dynamic_bitset<> full(links), dirty(links), both(links);
    for (std::size_t link = 0; link < links; ++link) {
        if (is_full(link)) full.set(link);
    }
    std::size_t next = 0;
    for (auto _ : timer) {
        for (std::size_t i = 0; i < dirty_at_once; ++i)
            dirty.set(next = (next + 61) % links);
        std::size_t lowest = SIZE_MAX;
        both = dirty;
        both &= full;
        for (std::size_t link = both.find_first(); link != both.npos; link = both.find_next(link))
            lowest = std::min(lowest, place_of(link));
        benchmark::DoNotOptimize(lowest);
        dirty.reset();
    }
}
BENCHMARK(boost_bits)->Arg(160)->Arg(800);

}  // namespace
