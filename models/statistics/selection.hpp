// Selection of the system with the least mean at a stated confidence, with as few runs as that needs.
//
// The fully sequential procedure KN (Kim and Nelson, "A fully sequential procedure for indifference-zone
// selection in simulation", ACM Transactions on Modeling and Computer Simulation 11(3), 2001, section 3) with
// c = 1. All systems meet the same random numbers or none do; values are normal, or means of enough. If the
// best is better than each other by at least `indifference`, then it is selected with probability
// `confidence` or more; if some are closer to it, one that is at most `indifference` worse is as surely, as
// far as is seen, not proven.
//     eta = ((2 (1 - confidence) / (k - 1))^(-2 / (n0 - 1)) - 1) / 2,   h^2 = 2 eta (n0 - 1)
//     S_il^2 = variance of X_i - X_l over the first n0 runs; where that is zero the first difference of their
//     sums decides, so n0 must be enough to see what varies
//     after r >= n0 runs i is out if, for one that is still in,
//         mean_i - mean_l > W_il(r) = max(0, indifference / (2 r) (h^2 S_il^2 / indifference^2 - r))
// Systems may have ranks, as by constraints that they meet or may meet: one takes out none of a lower rank, and the
// best is of the lowest (after Andradottir and Kim, "Fully sequential procedures for comparing constrained systems via
// simulation", Naval Research Logistics 57, 2010).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/units/cross_table.hpp"

namespace meridian {

struct SelectionRules {
    double confidence{0.95};     // 1 / k < confidence < 1, k systems
    double indifference{0.0};    // > 0, in the unit of the values: less than this makes no difference
    std::size_t first_runs{10};  // n0 >= 2, of each system before any is left out; 10 or more is advised
    // Rounds from one look at who is out to the next, > 0. Seldom looks cost runs, not confidence: what
    // leaves the region at some of the rounds leaves it at all of them.
    std::size_t look_every{1};
};

// The runs of all systems together until the selection is decided.
struct RunsMissing {
    std::int64_t likely{0};   // if the means stay what they are
    std::int64_t at_most{0};  // W is zero for every pair from then on
};

// Takes whole rounds in the order of their run numbers, so its answers depend on values alone, not on where and when
// they were computed. Less is better; to maximise, give the negatives.
class FullySequentialSelection {
public:
    // Why a system is out.
    struct Exit {
        std::int64_t round{0};  // after so many runs of each
        std::size_t by{0};      // the system of the least mean then, of no higher rank
    };

    // Precondition: systems >= 1 and the rules as stated. `variants_of`, by system: what it is a variant of,
    // where it is enough to know that; empty: each is on its own. `ranks`, by system; empty: all alike.
    FullySequentialSelection(std::size_t systems, SelectionRules const& rules,
                             std::vector<std::size_t> variants_of = {}, std::vector<std::size_t> ranks = {});

    // The next run of each survivor, in the order of survivors(). Precondition: finite, one for each.
    void add_round(std::span<double const> values);

    // Takes out a survivor of which there will be no more values. Preconditions: the first runs are in, and
    // another survives.
    void leave_out(std::size_t system);

    // Rising, never empty. Of systems that are equal to the last digit when their pair's W is zero, the first stays.
    [[nodiscard]] std::vector<std::size_t> const& survivors() const { return survivors_; }
    [[nodiscard]] std::int64_t rounds() const { return rounds_; }
    // One survives, or variants of one.
    [[nodiscard]] bool decided() const;
    // Of the survivors of the lowest rank, the least mean; the first of equals.
    [[nodiscard]] std::size_t best() const;
    // In the unit of the values, as asked for.
    [[nodiscard]] SelectionRules const& rules() const { return rules_; }
    // Of its own runs; 0 before the first.
    [[nodiscard]] double mean(std::size_t system) const;
    [[nodiscard]] std::optional<Exit> const& exit(std::size_t system) const { return exits_[system]; }
    // Nothing before the first runs are in, or where a survivor of a higher rank has a lower mean than the best.
    [[nodiscard]] std::optional<RunsMissing> missing() const;

private:
    [[nodiscard]] double last_round(std::size_t i, std::size_t l) const;
    [[nodiscard]] bool are_variants(std::size_t i, std::size_t l) const;
    [[nodiscard]] std::size_t rank(std::size_t system) const { return ranks_.empty() ? 0 : ranks_[system]; }
    [[nodiscard]] bool beats(std::size_t l, std::size_t i) const;
    // Of the survivors of a rank up to this.
    [[nodiscard]] std::size_t least_mean(std::size_t rank) const;
    void measure_spread();
    void screen();

    SelectionRules rules_;
    double h_squared_{0.0};
    std::size_t systems_;
    std::vector<std::size_t> variants_of_, ranks_;
    std::int64_t rounds_{0};
    std::vector<std::size_t> survivors_;
    std::vector<std::vector<double>> first_values_;             // [run][system], until the spread is known
    CrossTable<std::size_t, std::size_t, double> last_rounds_;  // h^2 S_il^2 / indifference^2, by systems
    std::vector<double> sums_;
    std::vector<std::int64_t> runs_;
    std::vector<std::optional<Exit>> exits_;
};

}  // namespace meridian
