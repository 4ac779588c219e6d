// Plays runs on the processors of this machine: copies of this process, which has read everything once. A run
// that crashes, takes too long or too much memory harms no other.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/setup/scenario.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study.hpp"
#include "sim/system/worker.hpp"

namespace meridian::study {

// Runs to be played of one point.
struct PointRuns {
    std::size_t point{0};
    std::deque<std::int64_t> runs;
};

// Hears of rows as they come, and is asked now and then whether to go on.
class SweepListener {
public:
    virtual ~SweepListener() = default;
    virtual void heard(std::size_t point, Row const& row) = 0;
    [[nodiscard]] virtual bool keep_going() = 0;
};

class LocalRunner {
public:
    // The scenario of a point. Throws std::runtime_error with what is wrong.
    using ScenarioOf = std::function<Scenario(std::size_t point)>;
    // Plays one run and tells what it came to.
    using Player = std::function<Row(std::int64_t run)>;
    // The player of a point. Both are called in a worker; what they throw is why a run failed.
    using PlayerOf = std::function<Player(std::size_t point)>;

    LocalRunner(unsigned workers, Limits limits, PlayerOf player_of)
        : workers_{workers}, limits_{limits}, player_of_{std::move(player_of)} {}

    // Plays them all, first runs of all points first; rows are given to the listener one by one. `keys`: by
    // point. False if the listener stopped it. Throws what the listener throws, and MachineFault.
    [[nodiscard]] bool play(std::vector<PointRuns> wanted, std::vector<std::string> const& keys,
                            SweepListener& listener);

private:
    using Clock = std::chrono::steady_clock;

    // What a worker is at.
    struct Busy {
        system::Worker worker;
        std::size_t point;
        std::deque<std::int64_t> runs;  // not yet done; the first one may have begun
        Clock::time_point begun;        // that one
        bool too_slow{false};
    };

    void start_workers(std::vector<std::string> const& keys);
    void start(std::size_t point, std::deque<std::int64_t> runs, std::vector<std::string> const& keys);
    // Hears what a worker has told; false once it has ended and all of it is heard.
    [[nodiscard]] bool hear(Busy& busy, SweepListener& listener);
    void bury(Busy& busy, std::vector<std::string> const& keys, SweepListener& listener);
    void end_slow_ones();
    [[nodiscard]] std::size_t runs_at_once() const;

    unsigned workers_;
    Limits limits_;
    PlayerOf player_of_;
    std::deque<PointRuns> waiting_;
    std::list<Busy> busy_;
    std::size_t left_{0};  // runs waiting
    double played_s_{0.0};
    std::size_t played_{0};
    std::set<std::pair<std::size_t, std::int64_t>> died_;  // runs whose process has died once
};

}  // namespace meridian::study
