// Selections of studies with rules.
#include <array>
#include <functional>

#include "sim/study/run_parts.hpp"
#include "sim/study/selection_procedures.hpp"
#include "sim/study/selection_tables.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/study/selection_layouts.hpp"

using namespace meridian;
using namespace meridian::testing;
using study::CandidateStatus;
using study::KnownRun;
using study::RunState;

namespace {

// A study of four layouts, each of which is to have at least 0.9 of something.
study::Study ruled_layouts(study::Procedure procedure) {
    auto s = layouts(4);
    s.selection->procedure = procedure;
    RuleText rule;
    rule.name = "near";
    rule.measure = "requests_within_share";
    rule.unit = "share";
    rule.is_at_least = true;
    rule.limit = 0.9;
    s.rules = {rule};
    return s;
}

using RuleValue = std::function<double(std::size_t point, std::int64_t run)>;

study::SelectionProcedures ended(study::Study const& s, study::KnownRuns const& known,
                                 RuleValue const& near) {
    auto procedures = procedures_of(s);
    procedures.advance(known, [&](std::size_t point, std::int64_t run) {
        return std::vector<study::NamedFigure>{{study::rule_part("near"), near(point, run)}};
    });
    REQUIRE(procedures.wanted().decided);
    return procedures;
}

// 100, 90, 80, 50 with noise of 3: each is far ahead of those before it.
KnownRun far_apart(std::size_t point, std::int64_t run) {
    constexpr std::array<double, 4> costs{100.0, 90.0, 80.0, 50.0};
    return {RunState::done, costs[point] + 3.0 * noise(point, run)};
}

constexpr std::array both_procedures{study::Procedure::kn, study::Procedure::ocba};

}  // namespace

// The cheapest has 0.5 of 0.9 in every run: it is out after the first five, and none is behind it.
TEST_CASE("a layout that fails a rule is not chosen and leaves out none", "[study][rules]") {
    for (auto const procedure : both_procedures) {
        auto const s = ruled_layouts(procedure);
        auto const procedures =
            ended(s, far_apart, [](std::size_t point, std::int64_t) { return point == 3 ? 0.5 : 0.95; });
        auto const result = procedures.results().front();
        CAPTURE(static_cast<int>(procedure));
        CHECK(result.decided);
        CHECK(result.leader == std::size_t{2});
        CHECK(result.standing == study::Finding::passes);
        CHECK(result.candidates[3].status == CandidateStatus::ruled_out);
        CHECK(result.candidates[3].standing == study::Finding::fails);
        CHECK(result.candidates[3].runs == 5);
        CHECK(procedures.wanted().runs[3] == 5);
        for (study::CandidateState const& candidate : result.candidates)
            CHECK(candidate.behind != std::size_t{3});
        std::int64_t runs = 0;
        for (study::CandidateState const& candidate : result.candidates)
            runs += candidate.runs;
        CHECK(result.runs == runs);
        CHECK_THAT(study::csv(study::selection_table, procedures.results(), s),
                   Catch::Contains("most_missing,finding\n") && Catch::Contains(",passes\n"));
        CHECK_THAT(study::csv(study::selection_steps_table,
                              study::selection_steps(procedures.results(), {100.0, 90.0, 80.0, 50.0}), s),
                   Catch::Contains("behind_response,finding\n") &&
                       Catch::Contains("a,d,a,5,50,ruled out,,,fails\n"));
    }
}

// The first runs of the cheapest have 0.8, 1, 0.8, 1, 0.8: mean 0.88, open. It takes out none of those that pass. From
// the sixth on it has 0.5, and fails.
TEST_CASE("a layout on which a rule is open runs on until it is known", "[study][rules]") {
    for (auto const procedure : both_procedures) {
        auto const s = ruled_layouts(procedure);
        auto const near = [](std::size_t point, std::int64_t run) {
            if (point < 3) return 0.95;
            return run >= 5 ? 0.5 : run % 2 == 0 ? 0.8 : 1.0;
        };
        auto const result = ended(s, far_apart, near).results().front();
        CAPTURE(static_cast<int>(procedure));
        CHECK(result.decided);
        CHECK(result.leader == std::size_t{2});
        CHECK(result.candidates[3].status == CandidateStatus::ruled_out);
        CHECK(result.candidates[3].runs > 5);
        CHECK(result.candidates[3].runs < 20);
        for (study::CandidateState const& candidate : result.candidates)
            CHECK(candidate.behind != std::size_t{3});
        // 0.8 and 1 for ever: mean 0.9, open to the end. The best of those that pass leads, and it is not decided.
        auto few = s;
        few.replications.most = 20;
        auto const open = ended(few, far_apart,
                                [](std::size_t point, std::int64_t run) {
                                    return point < 3 ? 0.95 : run % 2 == 0 ? 0.8 : 1.0;
                                })
                              .results()
                              .front();
        CHECK_FALSE(open.decided);
        CHECK(open.leader == std::size_t{2});
        CHECK(open.standing == study::Finding::passes);
        CHECK_FALSE(open.likely_missing);
        CHECK(open.candidates[3].status == CandidateStatus::running);
    }
}

// Noise in the rule's measure shows only after many runs that layouts 2 and 3 fail; layout 1 was behind them.
TEST_CASE("what a layout has left out that is ruled out later is compared again", "[study][rules]") {
    auto const s = ruled_layouts(study::Procedure::kn);
    auto const result = ended(s, far_apart,
                              [](std::size_t point, std::int64_t run) {
                                  // a passes from the first, b after some runs, c and d fail after some.
                                  if (point == 0) return 0.95;
                                  double const mean = point == 1 ? 0.93 : 0.85;
                                  return mean + (run % 2 == 0 ? 0.06 : -0.06);
                              })
                            .results()
                            .front();
    CHECK(result.decided);
    CHECK(result.leader == std::size_t{1});
    CHECK(result.standing == study::Finding::passes);
    CHECK(result.candidates[2].status == CandidateStatus::ruled_out);
    CHECK(result.candidates[3].status == CandidateStatus::ruled_out);
    CHECK(result.candidates[0].behind == std::size_t{1});
}

TEST_CASE("where all layouts fail, the selection is that without rules, and says so", "[study][rules]") {
    for (auto const procedure : both_procedures) {
        auto const s = ruled_layouts(procedure);
        auto const ruled = ended(s, figure, [](auto, auto) { return 0.5; });
        auto plain = s;
        plain.rules.clear();
        auto const free = ended(plain, figure);
        CHECK(ruled.wanted().runs == free.wanted().runs);
        CHECK(ruled.results().front().leader == free.results().front().leader);
        CHECK(ruled.results().front().standing == study::Finding::fails);
        CHECK(ruled.results().front().runs == free.results().front().runs);
        // They fail one after the other, the cheapest first: all are compared again.
        auto const late = ended(s, far_apart, [](std::size_t point, std::int64_t run) {
            double const spread = 0.05 * static_cast<double>(4 - point);
            return 0.85 + (run % 2 == 0 ? spread : -spread);
        });
        CHECK(late.results().front().leader == std::size_t{3});
        // A monitored rule decides nothing.
        auto monitored = s;
        monitored.rules[0].status = RuleStatus::monitored;
        auto const watched = ended(monitored, figure, [](auto, auto) { return 0.5; });
        CHECK(watched.wanted().runs == free.wanted().runs);
        CHECK(watched.results().front().standing == study::Finding::passes);
    }
}
