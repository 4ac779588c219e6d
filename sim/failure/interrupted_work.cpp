#include "sim/failure/interrupted_work.hpp"

#include <algorithm>

#include "models/units/exact_math.hpp"

namespace meridian::failure {
namespace {

using state::Progress;

constexpr std::uint64_t interruption_stream = engine::name_hash("interruption");
constexpr std::uint64_t job_stream = engine::name_hash("interrupted job");

// From one restart to the next interruption, or to the end.
class Stretch {
public:
    Stretch(Occupancy const& occupancy, Duration restart, Duration left)
        : occupancy_{occupancy},
          restart_{restart},
          left_{left},
          cycle_{later(SimTime{occupancy.interval}, occupancy.write)} {}

    // Until all is done, if nothing comes between.
    [[nodiscard]] Duration length() const {
        Duration const unwritten = std::min(restart_ + left_, longest_duration);
        if (occupancy_.interval == Duration{0} || left_ <= occupancy_.interval) return unwritten;
        std::int64_t const writes = (left_ - Duration{1}) / occupancy_.interval;
        if (occupancy_.write > Duration{0} && writes > longest_duration / occupancy_.write)
            return longest_duration;
        return std::min(unwritten + writes * occupancy_.write, longest_duration);
    }

    // What `elapsed` of it adds.
    void add_to(Progress& to, Duration elapsed) const {
        Duration const restarting = std::min(elapsed, restart_);
        Duration const working = elapsed - restarting;
        to.held += elapsed;
        to.restarting += restarting;
        to.unkept_since = to.held - working;
        if (occupancy_.interval == Duration{0}) {
            to.done = to.kept + working;
            return;
        }
        std::int64_t const cycles = working / cycle();
        Duration const rest = working % cycle();
        to.writing += cycles * occupancy_.write + std::max(rest - occupancy_.interval, Duration{0});
        to.kept += cycles * occupancy_.interval;
        to.unkept_since += cycles * cycle();
        to.done = to.kept + std::min(rest, occupancy_.interval);
    }

private:
    [[nodiscard]] Duration cycle() const { return cycle_.time_since_epoch(); }

    Occupancy const& occupancy_;
    Duration restart_, left_;
    SimTime cycle_;
};

Duration gap_of(Occupancy const& occupancy, std::uint64_t n, Gaps const& gaps) {
    if (!(occupancy.mtti_s > 0.0)) return longest_duration;
    double const seconds = gaps.gap(occupancy.entity, occupancy.first + n) * occupancy.mtti_s;
    return rounded_up(Seconds{std::min(seconds, in_seconds(longest_duration).count())});
}

}  // namespace

double RandomGaps::gap(std::uint64_t entity, std::uint64_t n) const {
    return -exact_log(engine::unit_interval(random_.block(interruption_stream, entity, n / 4)[n % 4]));
}

std::uint64_t RandomGaps::entity_of(std::uint64_t entity, std::uint64_t draw) const {
    return random_.block(job_stream, entity, draw)[0];
}

Progress progress_at(Occupancy const& occupancy, Duration held, Gaps const& gaps) {
    if (occupancy.is_uninterrupted()) return uninterrupted_progress(occupancy.work, held);
    Progress progress;
    Duration restart = occupancy.overhead;
    while (true) {
        Stretch const stretch{occupancy, restart, occupancy.work - progress.kept};
        Duration const left = held - progress.held;
        Duration const gap = gap_of(occupancy, progress.interruptions, gaps);
        Duration const length = stretch.length();
        if (length <= std::min(gap, left)) {
            stretch.add_to(progress, length);
            progress.done = progress.kept = occupancy.work;
            progress.ended = true;
            return progress;
        }
        stretch.add_to(progress, std::min(gap, left));
        if (left <= gap) return progress;
        progress.fall_back(occupancy.before);
        ++progress.interruptions;
        restart = occupancy.restart;
    }
}

}  // namespace meridian::failure
