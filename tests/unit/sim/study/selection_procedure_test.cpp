#include <cmath>
#include <limits>

#include "models/statistics/selection.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/selection_procedures.hpp"
#include "sim/study/selection_tables.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/study/selection_layouts.hpp"

using namespace meridian;
using study::CandidateStatus;
using study::KnownRun;
using study::RunState;
using namespace meridian::testing;

TEST_CASE("a procedure asks for first runs of all, then for the next round of those that run on", "[study]") {
    auto const s = layouts(4);
    auto procedures = procedures_of(s);
    procedures.advance([](auto, auto) { return KnownRun{}; });
    CHECK_FALSE(procedures.wanted().decided);
    CHECK(procedures.wanted().runs == std::vector<std::int64_t>(4, 5));
    CHECK_FALSE(procedures.results().front().begun);

    // The same procedure fed by hand. The indifference is 1 % of the baseline's mean over its first runs.
    double scale = 0.0;
    for (std::int64_t run = 0; run < 5; ++run)
        scale += figure(0, run).figure / 5.0;
    FullySequentialSelection by_hand{4, {0.95, 0.01 * scale, 5}};
    while (!by_hand.decided()) {
        std::vector<double> round;
        for (std::size_t const system : by_hand.survivors())
            round.push_back(figure(system, by_hand.rounds()).figure);
        by_hand.add_round(round);
    }
    procedures.advance(figure);
    REQUIRE(procedures.wanted().decided);
    auto const result = procedures.results().front();
    CHECK(result.begun);
    CHECK(result.decided);
    CHECK(result.leader == by_hand.best());
    CHECK(result.rules.confidence == 0.95);
    CHECK(result.rules.indifference == Approx(0.01 * scale).epsilon(1e-12));
    CHECK(result.longest == by_hand.rounds());
    std::int64_t runs = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        auto const& candidate = result.candidates[i];
        CHECK(candidate.point == i);
        CHECK(candidate.runs == (by_hand.exit(i) ? by_hand.exit(i)->round : by_hand.rounds()));
        CHECK(candidate.status == (by_hand.exit(i) ? CandidateStatus::left_out : CandidateStatus::selected));
        CHECK(procedures.wanted().runs[i] == candidate.runs);
        runs += candidate.runs;
    }
    CHECK(result.runs == runs);
    CHECK(result.likely_missing == 0);
}

TEST_CASE("which runs a procedure asks for does not depend on when they became known", "[study]") {
    for (auto const procedure : {study::Procedure::kn, study::Procedure::ocba}) {
        for (std::int64_t const round : {1, 4}) {
            auto s = layouts(5, 2, 2);
            s.selection = study::SelectionSettings{procedure, 0.02, round};
            auto const at_once = ended(s, figure);
            CAPTURE(static_cast<int>(procedure), round, at_once.results().front().runs);
            CHECK(at_once.results().front().decided);
            CHECK(at_once.results().front().longest > 5);
            // As a sweep does: only what was asked for is known, and is looked at again.
            auto step_by_step = procedures_of(s);
            int looks = 0;
            while (!step_by_step.wanted().decided) {
                auto const known = step_by_step.wanted().runs;
                step_by_step.advance([&](std::size_t point, std::int64_t run) {
                    return run < known[point] ? figure(point, run) : KnownRun{};
                });
                REQUIRE(++looks < 1000);
            }
            CHECK(looks > 2);
            CHECK(step_by_step.wanted().runs == at_once.wanted().runs);
            for (std::size_t f = 0; f < 2; ++f) {
                CHECK(step_by_step.results()[f].leader == at_once.results()[f].leader);
                CHECK(step_by_step.results()[f].rules.confidence == Approx(0.975));  // of two futures
            }
        }
    }
}

// Layouts 0 and 1 by two policies each, which are as good for layout 1: no need to distinguish these.
TEST_CASE("it is enough to know the alternative", "[study]") {
    for (auto const procedure : {study::Procedure::kn, study::Procedure::ocba}) {
        auto s = layouts(2, 2);
        s.selection->procedure = procedure;
        auto const procedures = ended(s, [](std::size_t point, std::int64_t run) {
            double const level = point < 2 ? 110.0 : 100.0;
            return KnownRun{RunState::done, level + 3.0 * noise(point, run)};
        });
        auto const result = procedures.results().front();
        CHECK(result.decided);
        REQUIRE(result.leader);
        CHECK(*result.leader >= 2);
        CHECK(result.longest < 100);
    }
}

TEST_CASE("points that fail are out of the procedure, and reported", "[study]") {
    for (auto const procedure : {study::Procedure::kn, study::Procedure::ocba}) {
        auto s = layouts(4);
        s.selection = study::SelectionSettings{procedure, 0.002, 1};
        // The best has no figure at all, the second best fails at run 7.
        auto const procedures = ended(s, [](std::size_t point, std::int64_t run) {
            if (point == 3) return KnownRun{RunState::done, std::nan("")};
            if (point == 2 && run >= 7) return KnownRun{RunState::failed, 0.0};
            return figure(point, run);
        });
        auto const result = procedures.results().front();
        CHECK(result.candidates[3].status == CandidateStatus::no_figure);
        CHECK(result.candidates[3].runs == 5);
        CHECK((result.candidates[2].status == CandidateStatus::no_figure ||
               result.leader == std::size_t{2}));  // unless it was decided before
    }
    auto s = layouts(2);
    auto const none = ended(s, [](auto, auto) { return KnownRun{RunState::failed, 0.0}; });
    CHECK_FALSE(none.results().front().decided);
    CHECK_FALSE(none.results().front().leader);
}

TEST_CASE("a procedure that may not run on reports how many runs are missing", "[study]") {
    for (auto const procedure : {study::Procedure::kn, study::Procedure::ocba}) {
        auto s = layouts(3);
        s.selection = study::SelectionSettings{procedure, 0.0005, 1};
        s.replications.most = 8;
        auto const few = ended(s, figure).results().front();
        CHECK_FALSE(few.decided);
        REQUIRE(few.likely_missing);
        CHECK(*few.likely_missing > 0);
        CHECK(few.longest <= 8);
        // The study's number of runs: three of each, which is fewer than the first runs.
        s.replications.runs = 14;
        CHECK(ended(s, figure).wanted().runs == std::vector<std::int64_t>(3, 0));
        s.replications.runs = 16;
        CHECK(ended(s, figure).wanted().runs == std::vector<std::int64_t>(3, 5));
    }
}

TEST_CASE("more may be better", "[study]") {
    auto s = layouts(3);
    s.metrics.front().more_is_better = true;
    auto const result = ended(s, figure).results().front();
    CHECK(result.decided);
    CHECK(result.leader == std::size_t{0});
}

TEST_CASE("tables of a selection", "[study]") {
    auto s = layouts(2);
    auto const procedures = ended(s, [](std::size_t point, std::int64_t) {
        return KnownRun{RunState::done, point == 0 ? 8.0 : 7.0};
    });
    CHECK(study::csv(study::selection_table, procedures.results(), s) ==
          "metric,future,procedure,confidence,indifference,decided,alternative,response,probability,runs,"
          "runs_if_equal,runs_saved,likely_missing,most_missing\n"
          "cost_cny_total,a,kn,0.95,0.08,yes,b,a,,10,10,0,0,0\n");
    CHECK(study::csv(study::selection_steps_table, study::selection_steps(procedures.results(), {8.0, 7.0}),
                     s) ==
          "metric,future,alternative,response,runs,mean,status,behind,behind_response\n"
          "cost_cny_total,a,a,a,5,8,left out,b,a\n"
          "cost_cny_total,a,b,a,5,7,selected,,\n");
}

// Layout a costs 100 and drops out after its two runs; b costs 99, but all that runs after the second met
// harder times: +10. The mean of b's own runs is above a's; over the runs that both have it is 1 below.
TEST_CASE("means of points with different numbers of runs are compared over the runs that both have",
          "[study]") {
    auto s = layouts(2);
    auto const keys = report::summary_keys();
    s.metrics = {study::metric_of("cost_cny_total").value()};
    s.replications = {2, 6, 1e-6, false, {}};  // until the mean is known: b goes on to the end
    s.selection.reset();
    study::Rows rows;
    for (std::size_t point = 0; point < 2; ++point) {
        for (std::int64_t run = study::static_run; run < 6; ++run) {
            study::Row row{std::string(32, point == 0 ? 'a' : 'b'), run, 0.0, {}, {}};
            row.figures.assign(keys.size(), std::nan(""));
            row.figures[s.metrics.front().column] =
                point == 0 ? 100.0 : 99.0 + (run < 2 ? 1e-3 * static_cast<double>(run) : 10.0);
            rows.add(std::move(row));
        }
    }
    study::Results const results{s, {std::string(32, 'a'), std::string(32, 'b')}, std::move(rows)};
    REQUIRE(results.runs(0) == 2);
    REQUIRE(results.runs(1) == 6);
    CHECK(results.mean(1, s.metrics.front().column).value() > 105.0);
    auto const means = study::comparable_means(results, s.metrics.front().column);
    CHECK(means[0] - means[1] == Approx(1.0 - 0.5e-3));
    auto const compared = study::compare(results, study::best_responses(results), {});
    REQUIRE(compared.size() == 2);
    CHECK(compared[0].own.mean > compared[1].own.mean);
}

namespace {

using Values = std::vector<std::vector<double>>;  // by point and run

double mean_apart(std::vector<double> const& x, std::vector<double> const& y) {
    std::size_t const both = std::min(x.size(), y.size());
    double sum = 0.0;
    for (std::size_t run = 0; run < both; ++run)
        sum += x[run] - y[run];
    return sum / static_cast<double>(both);
}

// The best by means that are all held against the point with most runs.
std::size_t best_by_means(Values const& values) {
    std::size_t longest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].size() > values[longest].size()) longest = i;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (mean_apart(values[i], values[longest]) < mean_apart(values[best], values[longest])) best = i;
    }
    return best;
}

// The best by comparing one after the other with the best so far.
std::size_t best_by_pairs(Values const& values) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (mean_apart(values[i], values[best]) < 0.0) best = i;
    }
    return best;
}

}  // namespace

// Runs of p: 0, 0; of q: -1, -1, 7; of r: 1, 1, 1, 1. By pairs q is 1 below p, r is 2/3 below q (6 - 2 - 2 =
// 2 over three runs), and p is 1 below r: a circle. Against r, which has most runs, p is best: -1, and q is
// +2/3.
TEST_CASE("pairs of unequal runs may lead in a circle, comparable means do not") {
    Values const values{{0.0, 0.0}, {-1.0, -1.0, 7.0}, {1.0, 1.0, 1.0, 1.0}};
    CHECK(mean_apart(values[1], values[0]) == -1.0);
    CHECK(mean_apart(values[2], values[1]) == Approx(-2.0 / 3.0));
    CHECK(mean_apart(values[0], values[2]) == -1.0);
    CHECK(best_by_pairs(values) == 2);
    CHECK(best_by_means(values) == 0);
}

TEST_CASE("allotment leads by the means that compare gives, where pairs have no order", "[study]") {
    std::size_t circles = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        std::vector<study::SelectionCandidate> candidates;
        for (std::size_t i = 0; i < 5; ++i)
            candidates.push_back({i, i});
        auto const value = [&](std::size_t point, std::int64_t run) -> std::optional<double> {
            return noise(1000 * seed + point, run);
        };
        auto const procedure =
            study::make_procedure(study::Procedure::ocba, candidates, {0.999, 0.01, 2, 12, 1},
                                  [](study::ProcedureValues const&) { return 0.01; });
        Values values(candidates.size());
        for (auto steps = procedure->next(); !steps.empty(); steps = procedure->next()) {
            for (study::ProcedureStep const& step : steps) {
                while (static_cast<std::int64_t>(values[step.point].size()) < step.runs)
                    values[step.point].push_back(
                        *value(step.point, static_cast<std::int64_t>(values[step.point].size())));
            }
            procedure->take(value);
            CAPTURE(seed);
            CHECK(procedure->result().leader == best_by_means(values));
            if (best_by_pairs(values) != best_by_means(values)) ++circles;
        }
    }
    CHECK(circles > 0);
}
