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
    Stretch(Stay const& stay, Duration restart, Duration left)
        : stay_{stay}, restart_{restart}, left_{left}, cycle_{later(SimTime{stay.interval}, stay.write)} {}

    // Until all is done, if nothing comes between.
    [[nodiscard]] Duration length() const {
        Duration const unwritten = std::min(restart_ + left_, longest_duration);
        if (stay_.interval == Duration{0} || left_ <= stay_.interval) return unwritten;
        std::int64_t const writes = (left_ - Duration{1}) / stay_.interval;
        if (stay_.write > Duration{0} && writes > longest_duration / stay_.write) return longest_duration;
        return std::min(unwritten + writes * stay_.write, longest_duration);
    }

    // What `elapsed` of it adds.
    void add_to(Progress& to, Duration elapsed) const {
        Duration const restarting = std::min(elapsed, restart_);
        Duration const working = elapsed - restarting;
        to.held += elapsed;
        to.restarting += restarting;
        to.unkept_since = to.held - working;
        if (stay_.interval == Duration{0}) {
            to.done = to.kept + working;
            return;
        }
        std::int64_t const cycles = working / cycle();
        Duration const rest = working % cycle();
        to.writing += cycles * stay_.write + std::max(rest - stay_.interval, Duration{0});
        to.kept += cycles * stay_.interval;
        to.unkept_since += cycles * cycle();
        to.done = to.kept + std::min(rest, stay_.interval);
    }

private:
    [[nodiscard]] Duration cycle() const { return cycle_.time_since_epoch(); }

    Stay const& stay_;
    Duration restart_, left_;
    SimTime cycle_;
};

Duration gap_of(Stay const& stay, std::uint64_t n, Gaps const& gaps) {
    if (!(stay.mtti_s > 0.0)) return longest_duration;
    double const seconds = gaps.gap(stay.entity, stay.first + n) * stay.mtti_s;
    return rounded_up(Seconds{std::min(seconds, in_seconds(longest_duration).count())});
}

}  // namespace

double RandomGaps::gap(std::uint64_t entity, std::uint64_t n) const {
    return -exact_log(engine::unit_interval(random_.block(interruption_stream, entity, n / 4)[n % 4]));
}

std::uint64_t RandomGaps::entity_of(std::uint64_t entity, std::uint64_t draw) const {
    return random_.block(job_stream, entity, draw)[0];
}

Progress progress_at(Stay const& stay, Duration held, Gaps const& gaps) {
    if (stay.is_plain()) return plain_progress(stay.work, held);
    Progress progress;
    Duration restart = stay.overhead;
    while (true) {
        Stretch const stretch{stay, restart, stay.work - progress.kept};
        Duration const left = held - progress.held;
        Duration const gap = gap_of(stay, progress.interruptions, gaps);
        Duration const length = stretch.length();
        if (length <= std::min(gap, left)) {
            stretch.add_to(progress, length);
            progress.done = progress.kept = stay.work;
            progress.ended = true;
            return progress;
        }
        stretch.add_to(progress, std::min(gap, left));
        if (left <= gap) return progress;
        progress.fall_back(stay.before);
        ++progress.interruptions;
        restart = stay.restart;
    }
}

}  // namespace meridian::failure
