// Which alternative is the best one, told from as few runs as it takes. In each future all points run a race:
// after each round the procedure says from what is known of them, and from nothing else, which of them run
// on. So the same runs are played whoever plays them and in whatever order they end. A new procedure is one
// file and one line of make_race().
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/replications.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// What a point has come to, less being better; nothing where the run has failed or has no such figure.
using RaceValues = std::function<std::optional<double>(std::size_t point, std::int64_t run)>;

// A point that runs, and the number of the alternative that it is a variant of: it is enough to know that.
struct Entrant {
    std::size_t point{0};
    std::size_t alternative{0};
};

// A point and how many runs it is to have.
struct RaceStep {
    std::size_t point{0};
    std::int64_t runs{0};
};

enum class Standing : std::uint8_t { selected, running, left_out, no_figure };
[[nodiscard]] std::string_view words(Standing standing);

// Where one point stands.
struct Racer {
    std::size_t point{0};
    std::int64_t runs{0};
    Standing standing{Standing::running};
    std::optional<std::size_t> behind;  // point that was ahead when it was left out
};

struct RaceRules {
    double confidence{0.95};
    double indifference{0.0};  // in the metric's unit
    std::int64_t first_runs{2}, most{2}, round{1};
};

// How a race stands, or has ended.
struct RaceResult {
    std::string future;
    RaceRules rules;
    bool begun{false};                  // the first runs are in
    std::optional<std::size_t> leader;  // point with the least mean, the selected one if there is one
    bool decided{false};                // whose variant is the best one
    std::optional<double> probability;  // that the leader is good, where the procedure estimates it
    std::int64_t runs{0};               // of all its points
    std::int64_t longest{0};            // of one point
    std::optional<std::int64_t> likely_missing, most_missing;  // runs of all points until it is decided
    std::vector<Racer> racers;
};

class Race {
public:
    virtual ~Race() = default;
    // What it asks for next; empty: it has ended.
    [[nodiscard]] virtual std::vector<RaceStep> next() const = 0;
    // All that next() asked for is known.
    virtual void take(RaceValues const& values) = 0;
    // But for the future, which it does not know.
    [[nodiscard]] virtual RaceResult result() const = 0;
};

// From the first runs, what makes no difference, in the metric's unit: above zero.
using RaceIndifference = std::function<double(RaceValues const& values)>;
[[nodiscard]] std::unique_ptr<Race> make_race(Procedure procedure, std::vector<Entrant> entrants,
                                              RaceRules const& rules, RaceIndifference indifference);
[[nodiscard]] std::unique_ptr<Race> make_fully_sequential_race(std::vector<Entrant> entrants,
                                                               RaceRules const& rules,
                                                               RaceIndifference indifference);
[[nodiscard]] std::unique_ptr<Race> make_allotment_race(std::vector<Entrant> entrants, RaceRules const& rules,
                                                        RaceIndifference indifference);

// The races of a study, one in each future, in rounds that all of them take together. What they say holds for
// all futures at once with the study's confidence (Bonferroni). Precondition: study.selection.
class Races {
public:
    Races(Study const& study, std::vector<std::size_t> const& compared_with);

    // As far as runs are known. The study's number of runs, if given, ends them at the last round that it has
    // room for as a whole.
    void advance(KnownRuns const& known);
    [[nodiscard]] Wanted const& wanted() const { return wanted_; }
    [[nodiscard]] std::vector<RaceResult> results() const;

private:
    struct Lane {
        std::string future;
        std::unique_ptr<Race> race;
    };

    bool more_is_better_;
    std::int64_t runs_left_;
    std::vector<Lane> lanes_;
    std::vector<std::int64_t> taken_;  // runs by point that the races know of
    Wanted wanted_;
};

// selection.csv: how each race has ended, and what it saved against as many runs of all points; race.csv: its
// points.
[[nodiscard]] std::string selection_csv(std::vector<RaceResult> const& races, Study const& study);
// `means`: by point, comparable; NaN: none.
[[nodiscard]] std::string race_csv(std::vector<RaceResult> const& races, Study const& study,
                                   std::vector<double> const& means);

}  // namespace meridian::study
