// How far a sweep has come: its phases, the runs that each still asks for, and how long they take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace meridian::study {

enum class SweepPhase : std::uint8_t {
    design,              // the study's points and their replications
    input_effects,       // runs with other inputs that are known beforehand: tornado, samples, designs
    break_even,          // runs of a search, each known once the one before has ended
    representative_runs  // whole runs that are kept for reports
};
// "design", as in files.
[[nodiscard]] std::string_view key_of(SweepPhase phase);

// The runs of a phase. Static estimates take no time and are not counted. least_left <= likely_left <= most_left;
// all three are equal where the number is known.
struct PhaseProgress {
    SweepPhase phase{};
    std::size_t reused{0};  // in the folder before the sweep began
    std::size_t done{0};    // by this sweep, failed ones included
    std::size_t least_left{0}, likely_left{0}, most_left{0};
    std::size_t at_once{std::numeric_limits<std::size_t>::max()};  // that can run at the same time
    bool is_guess{false};  // what is left is not bounded by what is known: the phase has not begun

    [[nodiscard]] std::size_t there() const { return reused + done; }
    [[nodiscard]] bool is_exact() const { return least_left == most_left; }
    void set_left(std::size_t least, std::size_t likely, std::size_t most);
    // One run less is left.
    void take_one();
};

// Wall times of single runs.
struct RunTimes {
    std::size_t count{0};
    double sum_s{0.0}, squares_s2{0.0};

    void add(double seconds);
    [[nodiscard]] double mean_s() const;
    [[nodiscard]] double variance_s2() const;  // 0 of fewer than two
};

struct SweepProgress {
    std::vector<PhaseProgress> phases;  // those that the study has, in order
    RunTimes times;
    std::size_t runs_failed{0};  // of this sweep
    std::size_t at_work{0};      // runs under way
    std::size_t workers{1};
    double wall_s{0.0};

    [[nodiscard]] std::size_t runs_reused() const;
    [[nodiscard]] std::size_t runs_done() const;  // by this sweep
    // The same without whole runs, which repeat others and give no row.
    [[nodiscard]] std::size_t rows_reused() const;
    [[nodiscard]] std::size_t rows_done() const;
    [[nodiscard]] std::size_t likely_left() const;  // as far as is known
    [[nodiscard]] PhaseProgress* find(SweepPhase phase);
};

// From 0 to 1: runs there, of these and those likely left. 1 only where none is left. It may fall when a phase
// turns out to be larger than was likely.
[[nodiscard]] double share_done(SweepProgress const& progress);

// The same for people: it never falls.
class RisingShare {
public:
    [[nodiscard]] double next(SweepProgress const& progress);

private:
    double shown_{0.0};
};

// Time until all phases have ended. Low: as few runs as are plausible, and two standard deviations less of their
// times; high: the reverse. Nothing before a run time is known. 0 and 0 where no run is left.
struct SecondsLeft {
    double low_s{0.0}, high_s{0.0};
};
[[nodiscard]] std::optional<SecondsLeft> seconds_left(SweepProgress const& progress);

}  // namespace meridian::study
