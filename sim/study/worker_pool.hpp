// The workers of this process: copies of it, which has read everything once. A run that crashes, takes too
// long or too much memory harms no other. A worker may divide into workers of its own: see branch_player.hpp.
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <utility>

#include "sim/study/assignment.hpp"
#include "sim/study/run_queue.hpp"
#include "sim/study/study.hpp"
#include "sim/system/worker.hpp"

namespace meridian::study {

class PoolListener {
public:
    virtual ~PoolListener() = default;
    virtual void heard(std::size_t point, Row const& row) = 0;
    // A worker is free again. `left`: what it has not done, as of runs behind one that failed.
    virtual void ended(Assignment left, std::optional<WorkerFailure> const& death) = 0;
};

class WorkerPool {
public:
    // `begun_s`: seconds that every run has taken before: it goes on in a copy of the process that began it.
    WorkerPool(unsigned workers, Limits limits, PlayAssignment play, double begun_s = 0.0)
        : workers_{workers}, limits_{limits}, play_{std::move(play)}, begun_s_{begun_s} {}

    [[nodiscard]] std::size_t workers() const { return workers_; }
    [[nodiscard]] std::size_t busy() const { return busy_.size(); }
    [[nodiscard]] bool has_room() const { return busy_.size() < workers_; }

    // Precondition: has_room(). Throws SystemError.
    void start(Assignment assignment);
    // Waits until a worker sends something, at most so long, and passes on all that was sent.
    void listen(double seconds, PoolListener& listener);
    // Ends all workers.
    void clear() { busy_.clear(); }

private:
    // What a worker is at.
    struct Busy {
        system::Worker worker;
        Assignment left;  // runs without a row
    };

    // Receives what a worker has sent; false once it has ended and all of it is received.
    [[nodiscard]] bool hear(Busy& busy, PoolListener& listener);
    [[nodiscard]] std::optional<WorkerFailure> reap(Busy& busy) const;
    void work(Assignment left, system::Worker::Send const& send) const;

    std::size_t workers_;
    Limits limits_;
    PlayAssignment play_;
    double begun_s_;
    std::list<Busy> busy_;
};

}  // namespace meridian::study
