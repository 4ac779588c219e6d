#include "sim/study/write_representative_runs.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "sim/app/vocabulary.hpp"
#include "sim/report/check_sums.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/read_study.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;

TEST_CASE("whole runs are written, or nothing half-written is left", "[study]") {
    testing::SmallStudy const files;
    auto const reading = study::read_study(files.file("study.yaml"));
    REQUIRE(reading.study);
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{*reading.study, vocabulary};
    auto const plan = study::make_plan(*reading.study, reader, 2, [] { return true; });
    study::Results const results{*reading.study, plan.keys, {}};
    // The second has failed in the sweep: it is not tried, and what an earlier sweep kept of it goes.
    std::vector<study::RepresentativeRun> const wanted{
        {"near", "near", "nearest_user", "1", "", 0, ""},
        {"far", "far", "nearest_user", "1", "", 4, "it was too slow"}};
    std::filesystem::path const shown = files.file("representative_runs");
    testing::write_file(shown / "far/manifest.json",
                        report::sealed("{\n  \"program\": \"Meridian\",\n  \"kind\": \"run\"\n}\n"));
    testing::write_file(shown / "mine/letter.txt", "dear planner");
    testing::write_file(shown / ".near.partial-0123456789abcdef/summary.json", "{");

    auto stopped = wanted;
    int asked = 0;
    CHECK_FALSE(study::write_representative_runs(system::Folder::open(files.folder()), stopped, results,
                                                 reader, 1, [&] { return asked++ == 0; }));
    CHECK_FALSE(std::filesystem::exists(shown / ".near.partial-0123456789abcdef"));
    CHECK_FALSE(std::filesystem::exists(shown / "near"));
    CHECK(std::filesystem::exists(shown / "far"));  // until the others are there

    auto played = wanted;
    CHECK(study::write_representative_runs(system::Folder::open(files.folder()), played, results, reader, 2,
                                           [] { return true; }));
    CHECK(played[0].why.empty());
    CHECK(std::filesystem::exists(shown / "near/summary.json"));
    CHECK_FALSE(std::filesystem::exists(shown / "far"));
    CHECK(std::filesystem::exists(shown / "mine/letter.txt"));
    CHECK(testing::read_file(shown / "index.csv") ==
          study::csv(study::representative_runs_table, wanted, {}));
}
