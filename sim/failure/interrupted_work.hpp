// A job from the moment it takes its accelerators until it gives them back, with checkpoints, interruptions
// and restarts. Accelerators are held throughout: a failed one is replaced by a spare.
//
//     [first restart] work | write | work | write | ... | work          (the last stretch is not written)
//     an interruption takes it back to its last written checkpoint; it goes on after `restart`
//
// Interruptions come after gaps that are a function of their number, so what a job has done at any time is
// walked from its start: O(interruptions), nothing kept. A stay begins with a gap of its own: gaps are
// exponential, so what was left of that of the stay before has the same distribution. Draw: "interruption" block
// n / 4 gives the gaps n of a job, whose entity is "interrupted job" block (entity, draw) of the job; so a job has
// the same interruptions whatever the policy, layout or order, except for the pace of its accelerators and for
// preemptions.
#pragma once

#include <cstdint>

#include "models/units/time.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/state/progress.hpp"

namespace meridian::failure {

// What it takes, on the accelerators that it holds.
struct Occupancy {
    Duration work{};          // without any loss
    Duration overhead{};      // before the first of it
    Duration interval{};      // of work between two checkpoints; 0: none, an interrupted job begins again
    Duration write{};         // of a checkpoint
    Duration restart{};       // after an interruption
    Duration before{};        // held before the measured window
    double mtti_s{0.0};       // mean time to interruption of the gang; 0: never
    std::uint64_t first{0};   // number of the gap that begins with it
    std::uint64_t entity{0};  // of the random stream

    // Nothing but the work.
    [[nodiscard]] bool is_uninterrupted() const {
        return mtti_s == 0.0 && interval == Duration{0} && overhead == Duration{0} &&
               work <= longest_duration;
    }
};

// Gaps between interruptions in means, exponential: gap(entity, n) > 0.
class Gaps {
public:
    virtual ~Gaps() = default;
    [[nodiscard]] virtual double gap(std::uint64_t entity, std::uint64_t n) const = 0;
};

class RandomGaps final : public Gaps {
public:
    explicit RandomGaps(engine::RandomSource random) : random_{random} {}
    [[nodiscard]] double gap(std::uint64_t entity, std::uint64_t n) const override;
    // The entity of a job.
    [[nodiscard]] std::uint64_t entity_of(std::uint64_t entity, std::uint64_t draw) const;

private:
    engine::RandomSource random_;
};

// Of an occupancy that is uninterrupted.
[[nodiscard]] inline state::Progress uninterrupted_progress(Duration work, Duration held) {
    state::Progress progress;
    progress.ended = work <= held;
    progress.held = progress.done = progress.ended ? work : held;
    if (progress.ended) progress.kept = work;
    return progress;
}

// Where the job stands when it has held its accelerators for `held`, or at its end if that comes first.
[[nodiscard]] state::Progress progress_at(Occupancy const& occupancy, Duration held, Gaps const& gaps);

}  // namespace meridian::failure
