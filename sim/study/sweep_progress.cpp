#include "sim/study/sweep_progress.hpp"

#include <algorithm>
#include <cmath>

namespace meridian::study {
namespace {

// What is plausible of a number of runs that is not known: not half of what is likely, nor twice.
constexpr double plausible_factor = 2.0;
constexpr double deviations = 2.0;

// Of so many runs together: their times vary, and the mean of the known ones differs from the true one.
double deviation_s(RunTimes const& times, double runs) {
    if (times.count < 2) return 0.0;
    return std::sqrt(times.variance_s2() * (runs + runs * runs / static_cast<double>(times.count)));
}

// Processor seconds that a run takes with all that belongs to it, as making its scenario. Not less than its own.
double cost_s(SweepProgress const& progress) {
    double const own = progress.times.mean_s();
    auto const done = static_cast<double>(progress.runs_done());
    auto const workers = static_cast<double>(progress.workers);
    if (done < 2.0 * workers) return own;
    return std::max(own, progress.wall_s * workers / (done + static_cast<double>(progress.at_work) / 2.0));
}

std::size_t sum_of(std::vector<PhaseProgress> const& phases, std::size_t PhaseProgress::*runs,
                   bool with_whole_runs = true) {
    std::size_t all = 0;
    for (PhaseProgress const& phase : phases) {
        if (with_whole_runs || phase.phase != SweepPhase::representative_runs) all += phase.*runs;
    }
    return all;
}

}  // namespace

std::string_view key_of(SweepPhase phase) {
    switch (phase) {
        case SweepPhase::design:
            return "design";
        case SweepPhase::input_effects:
            return "input_effects";
        case SweepPhase::break_even:
            return "break_even";
        case SweepPhase::representative_runs:
            break;
    }
    return "representative_runs";
}

void PhaseProgress::set_left(std::size_t least, std::size_t likely, std::size_t most) {
    least_left = least;
    most_left = std::max(least, most);
    likely_left = std::clamp(likely, least_left, most_left);
    is_guess = false;
}

void PhaseProgress::take_one() {
    for (std::size_t* const left : {&least_left, &likely_left, &most_left}) {
        if (*left > 0) --*left;
    }
}

void RunTimes::add(double seconds) {
    ++count;
    sum_s += seconds;
    squares_s2 += seconds * seconds;
}

double RunTimes::mean_s() const {
    return count == 0 ? 0.0 : sum_s / static_cast<double>(count);
}

double RunTimes::variance_s2() const {
    if (count < 2) return 0.0;
    auto const n = static_cast<double>(count);
    return std::max(0.0, (squares_s2 - sum_s * sum_s / n) / (n - 1.0));
}

std::size_t SweepProgress::runs_reused() const {
    return sum_of(phases, &PhaseProgress::reused);
}

std::size_t SweepProgress::runs_done() const {
    return sum_of(phases, &PhaseProgress::done);
}

std::size_t SweepProgress::rows_reused() const {
    return sum_of(phases, &PhaseProgress::reused, false);
}

std::size_t SweepProgress::rows_done() const {
    return sum_of(phases, &PhaseProgress::done, false);
}

std::size_t SweepProgress::likely_left() const {
    return sum_of(phases, &PhaseProgress::likely_left);
}

PhaseProgress* SweepProgress::find(SweepPhase phase) {
    auto const found = std::ranges::find(phases, phase, &PhaseProgress::phase);
    return found == phases.end() ? nullptr : &*found;
}

double share_done(SweepProgress const& progress) {
    auto const left = progress.likely_left();
    auto const there = static_cast<double>(progress.runs_reused() + progress.runs_done());
    return left == 0 ? 1.0 : there / (there + static_cast<double>(left));
}

double RisingShare::next(SweepProgress const& progress) {
    shown_ = std::max(shown_, share_done(progress));
    return shown_;
}

std::optional<SecondsLeft> seconds_left(SweepProgress const& progress) {
    bool const ends = std::ranges::all_of(progress.phases, [](auto const& p) { return p.most_left == 0; });
    if (ends) return SecondsLeft{};
    if (progress.times.count == 0) return std::nullopt;
    double const run_s = cost_s(progress);
    SecondsLeft left;
    for (PhaseProgress const& phase : progress.phases) {
        auto const at_once =
            static_cast<double>(std::max<std::size_t>(1, std::min(progress.workers, phase.at_once)));
        auto const likely = static_cast<double>(phase.likely_left);
        double const few = std::max(static_cast<double>(phase.least_left), likely / plausible_factor);
        double const many = std::min(static_cast<double>(phase.most_left), likely * plausible_factor);
        left.low_s += std::max(0.0, few * run_s - deviations * deviation_s(progress.times, few)) / at_once;
        left.high_s += (many * run_s + deviations * deviation_s(progress.times, many)) / at_once;
    }
    return left;
}

}  // namespace meridian::study
