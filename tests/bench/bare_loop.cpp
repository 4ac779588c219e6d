// The least that a simulator of this kind could do: what meridian is measured against.
//     meridian_bare_loop [JOBS [MEAN_RUNNING]]        prints jobs, jobs running at most, and a sum of all
//     waits
//
// It does: one Poisson stream of jobs per region of 40, each with its next arrival in the event heap, and one
// end of work per job, in a binary heap ordered by (time, serial number); an exponential gap and an
// exponential runtime per job, two draws of chance, as many as meridian makes of the same scenario
// (xoshiro256** and libm's log; with `named`, meridian's own draws, Philox by name and exact_log, which any
// simulator would pay for that wants equal jobs under every policy and equal bytes on every machine); a
// placement at the nearest of 40 sites of 1,000 slots that has one free, sites in an order made before the
// run; a job that finds none waits in one queue, and the first of it gets the slot that is freed.
//
// It does not: know classes, pools, widths, hardware, storage, power, paths or policies; keep what happened
// to a job, any statistics, energy, carbon or money; check anything; read or write files.
//
// The same work for meridian is tests/bench/forty_sites with the runtime's mean set to MEAN_RUNNING /
// (28,000/h).
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <numbers>
#include <numeric>
#include <queue>
#include <string_view>
#include <vector>

#include "models/units/exact_math.hpp"
#include "sim/engine/random_streams.hpp"

using namespace meridian;

namespace {

constexpr std::uint32_t sites = 40;
constexpr std::uint32_t slots = 1000;
constexpr std::uint32_t arrival_of = 1U << 31;  // marks a subject that is a region and no site
constexpr double arrivals_per_ns = 28'000.0 / 3600e9;

// Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021.
class QuickChance {
public:
    double exponential(double mean) {
        double const u = (static_cast<double>(next() >> 12) + 0.5) * 0x1p-52;
        return -std::log(u) * mean;
    }

private:
    std::uint64_t next() {
        std::uint64_t const result = std::rotl(s_[1] * 5, 7) * 9;
        std::uint64_t const shifted = s_[1] << 17;
        s_[2] ^= s_[0];
        s_[3] ^= s_[1];
        s_[1] ^= s_[2];
        s_[0] ^= s_[3];
        s_[2] ^= shifted;
        s_[3] = std::rotl(s_[3], 45);
        return result;
    }
    std::array<std::uint64_t, 4> s_{0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 1};
};

class NamedChance {
public:
    double exponential(double mean) {
        std::uint64_t const n = drawn_++;
        return -exact_log(engine::unit_interval(random_.block(n & 1, 17, n >> 1)[0])) * mean;
    }

private:
    engine::RandomSource random_{1, 0};
    std::uint64_t drawn_{0};
};

struct LoopEvent {
    std::int64_t when;
    std::uint64_t serial;
    std::uint32_t subject;
    friend bool operator>(LoopEvent const& a, LoopEvent const& b) {
        return a.when != b.when ? a.when > b.when : a.serial > b.serial;
    }
};

template <class Chance>
class Loop {
public:
    explicit Loop(double running) : mean_runtime_{running / arrivals_per_ns} {
        free_.fill(slots);
        std::array<double, sites> x{}, y{};
        for (std::uint32_t i = 0; i < sites; ++i) {  // on a ring, as in forty_sites
            x[i] = std::cos(2.0 * std::numbers::pi * i / sites);
            y[i] = std::sin(2.0 * std::numbers::pi * i / sites);
        }
        for (std::uint32_t region = 0; region < sites; ++region) {
            auto const far = [&](std::uint32_t s) { return std::hypot(x[s] - x[region], y[s] - y[region]); };
            std::iota(near_[region].begin(), near_[region].end(), 0U);
            std::ranges::stable_sort(near_[region], std::less<>{}, far);
        }
    }

    void play(std::uint64_t jobs) {
        for (std::uint32_t region = 0; region < sites; ++region)
            push(gap(), arrival_of | region);
        while (!events_.empty()) {
            LoopEvent const event = events_.top();
            events_.pop();
            if ((event.subject & arrival_of) == 0) {
                end(event.when, event.subject);
            } else if (arrived_ < jobs) {
                push(event.when + gap(), event.subject);
                arrive(event.when, event.subject & ~arrival_of);
            }
        }
        std::printf("%llu jobs, %llu running at most, waits of %.6f s\n",
                    static_cast<unsigned long long>(arrived_), static_cast<unsigned long long>(most_),
                    static_cast<double>(waits_) / 1e9);
    }

private:
    struct Waiting {
        std::int64_t since, runtime;
    };

    std::int64_t gap() { return static_cast<std::int64_t>(chance_.exponential(sites / arrivals_per_ns)); }
    void push(std::int64_t when, std::uint32_t subject) { events_.push({when, serial_++, subject}); }

    void arrive(std::int64_t now, std::uint32_t region) {
        ++arrived_;
        auto const runtime = static_cast<std::int64_t>(chance_.exponential(mean_runtime_));
        for (std::uint32_t const site : near_[region]) {
            if (free_[site] > 0) return start(now, site, runtime);
        }
        waiting_.push_back({now, runtime});
    }
    void start(std::int64_t now, std::uint32_t site, std::int64_t runtime) {
        --free_[site];
        most_ = std::max(most_, ++running_);
        push(now + runtime, site);
    }
    void end(std::int64_t now, std::uint32_t site) {
        ++free_[site];
        --running_;
        if (waiting_.empty()) return;
        Waiting const first = waiting_.front();
        waiting_.pop_front();
        waits_ += now - first.since;
        start(now, site, first.runtime);
    }

    double mean_runtime_;
    Chance chance_;
    std::array<std::uint32_t, sites> free_{};
    std::array<std::array<std::uint32_t, sites>, sites> near_{};
    std::priority_queue<LoopEvent, std::vector<LoopEvent>, std::greater<>> events_;
    std::deque<Waiting> waiting_;
    std::uint64_t serial_{0}, arrived_{0}, running_{0}, most_{0};
    std::int64_t waits_{0};
};

}  // namespace

int main(int count, char** arguments) {
    std::uint64_t const jobs = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
    double const running = count > 2 ? std::atof(arguments[2]) : 28'000.0;
    bool const named = count > 3 && std::string_view{arguments[3]} == "named";
    if (jobs == 0 || !(running > 0.0) || (count > 3 && !named)) {
        std::fputs("usage: meridian_bare_loop [JOBS [MEAN_RUNNING [named]]]\n", stderr);
        return 2;
    }
    if (named) {
        Loop<NamedChance>{running}.play(jobs);
    } else {
        Loop<QuickChance>{running}.play(jobs);
    }
    return 0;
}
