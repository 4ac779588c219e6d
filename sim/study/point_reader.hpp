// Point -> scenario.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "sim/scenario/scenario_reader.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// What an alternative has of what the study's budget measures, in the unit of study::measured().
struct BudgetShare {
    Point alternative;
    double amount{0.0}, target{0.0};
    double factor{1.0};  // that its servers and power limits are multiplied by

    [[nodiscard]] double off_share() const { return amount / target - 1.0; }
};

class PointReader {
public:
    // Both outlive it.
    PointReader(Study const& study, Vocabulary const& vocabulary) : study_{study}, vocabulary_{vocabulary} {}

    // The base, then of each axis in turn the files of its level, then the base's changes, then of each axis
    // the values of its level, then `more`; then shares of tiers; if the budget scales, the alternative's factor;
    // then what levels change at a site or lose. Where a site is left out, work that no other can do is no problem: it is
    // rejected.
    [[nodiscard]] scenario::Reading read(Point const& point, std::span<scenario::Override const> more = {});
    // The same at the factor 1, of points whose alternative the budget need not have scaled.
    [[nodiscard]] scenario::Reading read_unscaled(Point const& point) { return read_scaled(point, 1.0, {}); }
    // The base with one level's files and values alone; nullptr: with none. Null where it cannot be read.
    [[nodiscard]] scenario::Draft base_draft(Change const* level);
    // As far as it stands in files: nothing is scaled or checked.
    [[nodiscard]] scenario::Draft draft(Point const& point, std::span<scenario::Override const> more,
                                        scenario::Problems& problems);

    // The same with shares of tiers and at that factor, but that no site is changed.
    [[nodiscard]] scenario::Draft layout_draft(Point const& point, double factor,
                                               std::span<scenario::Override const> more,
                                               scenario::Problems& problems);

    // Checks every alternative against the budget and finds the factors to scale it by. True if all is well.
    // To be called once, before read().
    [[nodiscard]] bool meet_budget(scenario::Problems& problems);
    [[nodiscard]] Study const& study() const { return study_; }
    [[nodiscard]] Vocabulary const& vocabulary() const { return vocabulary_; }
    // Of every file read so far without errors.
    [[nodiscard]] auto const& texts() const { return files_.texts; }
    // What it found; empty where the study has no budget.
    [[nodiscard]] std::vector<BudgetShare> const& budget_shares() const { return budget_shares_; }

private:
    // The study's beside those of the base.
    void add_rules(scenario::Draft& root) const;
    [[nodiscard]] double factor_of(Point const& point) const;
    [[nodiscard]] scenario::Reading read_scaled(Point const& point, double factor,
                                                std::span<scenario::Override const> more);
    [[nodiscard]] std::optional<double> measure(Point const& alternative, double factor,
                                                scenario::Problems& problems);
    void check_alternative(Point const& alternative, double target, scenario::Problems& problems);

    Study const& study_;
    Vocabulary const& vocabulary_;
    scenario::FilesRead files_;
    std::map<Point, double> factors_;  // by alternative
    std::vector<BudgetShare> budget_shares_;
};

// Names what runs of a point come to: 32 hexadecimal digits, equal for points that can only give equal
// figures.
[[nodiscard]] std::string point_key(scenario::Draft const& resolved);

}  // namespace meridian::study
