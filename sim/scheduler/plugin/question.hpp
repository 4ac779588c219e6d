// What a policy outside the program is asked: a batch of events, what has changed of the state as it is sensed, and the
// jobs to decide. Plain values; a carrier turns them into a message. Widths are in thousandths of accelerators.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

struct ShownPool {
    PoolId pool;
    std::int64_t free, promised, serving, out;
    bool is_open;

    friend bool operator==(ShownPool const&, ShownPool const&) = default;
};

struct ShownSite {
    SiteId site;
    bool is_open;
    std::optional<std::int64_t> storage_left;  // bytes; none: without end

    friend bool operator==(ShownSite const&, ShownSite const&) = default;
};

// A place that could ever run the job.
struct ShownPlace {
    SiteId site;
    PoolId pool;  // none for a job without accelerators
    bool has_room;
    bool is_open;
    Duration latency;        // one way, from the job's users
    double load;             // share of the pool's accelerators that are held or promised
    View::Footprint adds{};  // zero unless costs are asked for
};

struct ShownJob {
    std::uint64_t number;
    state::Job const* job;
    Duration estimate;                   // of its work on the reference accelerator
    std::optional<Duration> runtime;     // the truth: for an oracle alone
    std::span<ShownPlace const> places;  // the nearest first; empty unless candidates are asked for
};

struct JobEvent {
    enum class Kind : std::uint8_t { started, finished, lost };
    Kind kind;
    std::uint64_t number;
    SimTime at;
    Duration wait{};        // started: from its arrival
    Duration turnaround{};  // finished: from its arrival to its last output byte
};

struct Question {
    std::uint64_t number{0};  // of the message, from 1
    SimTime now;
    SimTime sensed;        // when the state that is shown was so
    bool is_whole{false};  // all pools and sites are listed, not only those that differ
    std::vector<ShownPool> pools;
    std::vector<ShownSite> sites;
    std::vector<JobEvent> events;
    std::vector<ShownJob> jobs;
};

}  // namespace meridian::scheduler
