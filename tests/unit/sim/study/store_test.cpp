#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "sim/report/check_sums.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/rows.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using namespace meridian;
using study::Row;
using testing::TemporaryFolder;

namespace {

Row row(std::int64_t run, std::vector<double> figures) {
    return {"0123456789abcdef0123456789abcdef", run, 0.25, {}, std::move(figures)};
}

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("a row reads back as it was written", "[study][store]") {
    double const absent = std::numeric_limits<double>::quiet_NaN();
    Row const written = row(7, {1.0, absent, -0.1, 1e300, 3.0000000000000004, 0.0});
    std::string const text = study::row_text(written);
    CHECK(text.ends_with("\n"));
    auto const read = study::parse_row(std::string_view{text}.substr(0, text.size() - 1));
    REQUIRE(read);
    CHECK(read->key == written.key);
    CHECK(read->run == 7);
    CHECK(read->wall_s == 0.25);
    CHECK(read->ok());
    REQUIRE(read->figures.size() == written.figures.size());
    for (std::size_t i = 0; i < written.figures.size(); ++i)
        CHECK(same(read->figures[i], written.figures[i]));

    Row failed = row(8, {});
    failed.failure = "it died of\nsignal 11 (Segmentation fault)";
    std::string const why = study::row_text(failed);
    auto const reported = study::parse_row(std::string_view{why}.substr(0, why.size() - 1));
    REQUIRE(reported);
    CHECK(reported->failure == "it died of signal 11 (Segmentation fault)");
}

TEST_CASE("the parts of a row keep their names", "[study][store]") {
    Row written = row(7, {1.0, 2.0});
    written.parts = {{"lost:batch work:rejected:its data may not leave, and so on", 12.5},
                     {"a=b|c %20", -1e-9}};
    std::string const text = study::row_text(written);
    auto const read = study::parse_row(std::string_view{text}.substr(0, text.size() - 1));
    REQUIRE(read);
    CHECK(read->figures == written.figures);
    CHECK(read->parts == written.parts);
    CHECK(study::row_parts(text).rest == "1 2");
}

TEST_CASE("a row that was cut or damaged is none", "[study][store]") {
    std::string const text = study::row_text(row(1, {1.5, 2.5}));
    std::string_view const line = std::string_view{text}.substr(0, text.size() - 1);
    for (std::size_t length = 0; length < line.size(); ++length)
        CHECK_FALSE(study::parse_row(line.substr(0, length)));
    for (std::size_t at = 0; at < line.size(); ++at) {
        std::string damaged{line};
        damaged[at] = damaged[at] == '7' ? '8' : '7';
        CHECK_FALSE(study::parse_row(damaged));
    }
}

TEST_CASE("rows of all shards are read; what is cut off at the end is not", "[study][store]") {
    TemporaryFolder const folder;
    {
        study::Shard first{system::Folder::open(folder.path()), {"a"}};
        first.append(row(0, {1.0}));
        Row failed = row(1, {});
        failed.failure = "it died";
        first.append(failed);
        study::Shard second{system::Folder::open(folder.path()), {"a"}};
        second.append(row(1, {2.0}));  // tried again
        second.append(row(0, {9.0}));  // cannot be; the first one counts
        second.append(row(2, {3.0}));
    }
    std::vector<std::string> shards;
    for (auto const& entry : std::filesystem::directory_iterator{folder.file("shards")})
        shards.push_back(entry.path().string());
    std::ranges::sort(shards);
    REQUIRE(shards.size() == 2);
    std::string const& shard = shards[1];
    CHECK_THAT(shard, Catch::Contains("/shards/2-"));
    std::string const whole = testing::read_file(shard);
    testing::write_file(shard, whole.substr(0, whole.size() - 5));
    study::Rows const rows{system::Folder::open(folder.path()), {}, {"a"}};
    std::vector<std::int64_t> seen;
    rows.each([&](study::RowKey key, std::int64_t run, bool ok) {
        CHECK(key == study::row_key(row(0, {}).key));
        CHECK(ok);
        seen.push_back(run);
    });
    CHECK(seen == std::vector<std::int64_t>{0, 1});
    auto const key = study::row_key(row(0, {}).key);
    CHECK(rows.row(key, 0)->figures == std::vector<double>{1.0});
    CHECK(rows.row(key, 1)->figures == std::vector<double>{2.0});
    CHECK_FALSE(rows.row(key, 2));
}

TEST_CASE("a folder is fresh, a store, another version's or something else", "[study][store]") {
    using study::FolderKind;
    TemporaryFolder const folder;
    CHECK(study::folder_kind(folder.file("new")) == FolderKind::fresh);
    CHECK(study::folder_kind(folder.path()) == FolderKind::fresh);
    study::Study s;
    s.metrics.push_back({"cost_cny_total", 0, false});
    std::string const text = study::study_json(s, {});
    testing::write_file(folder.file("study.json"), text);
    CHECK(study::folder_kind(folder.path()) == FolderKind::store);
    std::string other = text;
    other.replace(other.find("\"store\": 4"), 10, "\"store\": 3");
    testing::write_file(folder.file("study.json"), other);
    CHECK(study::folder_kind(folder.path()) == FolderKind::damaged);
    other.erase(other.find(",\n  \"checksum\""));
    testing::write_file(folder.file("study.json"), report::sealed(other + "\n}\n"));
    CHECK(study::folder_kind(folder.path()) == FolderKind::other_version);
    // So it is where the study has a metric of another release.
    s.metrics.front().key = "later_metric";
    testing::write_file(folder.file("study.json"), study::study_json(s, {}));
    CHECK(study::folder_kind(folder.path()) == FolderKind::other_version);
    testing::write_file(folder.file("study.json"), "{}");
    CHECK(study::folder_kind(folder.path()) == FolderKind::foreign);
    TemporaryFolder const taken;
    testing::write_file(taken.file("letter.txt"), "dear planner");
    CHECK(study::folder_kind(taken.path()) == FolderKind::foreign);
    CHECK(study::folder_kind(taken.file("letter.txt")) == FolderKind::foreign);
}

TEST_CASE("a study that is stored reads back", "[study][store]") {
    study::Study s;
    s.name = "Two \"halls\"\n\xE4\xB8\xA4";
    s.axes = {{"layout", study::Role::compared, {{"a", {}}, {"b", {}}}, {}, {}, {}},
              {"brain", study::Role::response, {{"plain", {}}, {"clever", {}}}, {}, {}, {}}};
    s.axes.push_back({"next", study::Role::added, {{"base", {}}, {"hub", {}}}, {}, {}, {}});
    s.axes.back().addition = study::Addition{9'999.0, "card"};
    s.points = {{{0, 0, 0}}, {{0, 1, 0}}, {{1, 1, 1}}};
    s.added = {0.0, 0.0, 10'000.0};
    s.baseline = {{1, 0, 0}};
    s.reference_policy = 1;
    s.replications = {3, 30, 0.01, false, 700};
    s.metrics = {{"slo_attainment", 0, true}, {"cost_cny_total", 0, false}};
    s.confidence = 0.9;
    TemporaryFolder const folder;
    testing::write_file(folder.file("study.json"), study::study_json(s, {"k0", "k1", "k2"}));
    auto const stored = study::read_study_json(system::Folder::open(folder.path()));
    CHECK(stored.keys == std::vector<std::string>{"k0", "k1", "k2"});
    CHECK(stored.study.name == s.name);
    CHECK(stored.study.points == s.points);
    CHECK(stored.study.baseline == s.baseline);
    CHECK(stored.study.reference_policy == 1U);
    CHECK(stored.study.label(s.points[2]) == "layout=b brain=clever next=hub");
    CHECK(stored.study.axes[2].role == study::Role::added);
    REQUIRE(stored.study.axes[2].addition);
    CHECK(stored.study.axes[2].addition->accelerators == 9'999.0);
    CHECK(stored.study.axes[2].addition->model == "card");
    CHECK(stored.study.added == s.added);
    CHECK(stored.study.axes[1].role == study::Role::response);
    CHECK(stored.study.replications.most == 30);
    CHECK(stored.study.replications.half_width == 0.01);
    CHECK_FALSE(stored.study.replications.of_difference);
    CHECK(stored.study.replications.runs == 700);
    REQUIRE(stored.study.metrics.size() == 2);
    CHECK(report::summary_keys()[stored.study.metrics[0].column].name == "slo_attainment");
    CHECK(stored.study.metrics[0].more_is_better);
    CHECK(stored.study.confidence == 0.9);
    // The text does not change when what was read is written again.
    CHECK(study::study_json(stored.study, stored.keys) == study::study_json(s, {"k0", "k1", "k2"}));
}

TEST_CASE("the check sum of a row is XXH3 with 64 bits", "[study][store]") {
    CHECK(study::row_sum("") == 0x2d06800538d394c2ULL);  // the reference's own value for no bytes and no seed
    study::Row const row{"k", 3, 0.5, {}, {2.0}};
    std::string const line = study::row_text(row);
    CHECK(line == fmt::format("k 3 ok 0.5 2 {:016x}\n", study::row_sum("k 3 ok 0.5 2")));
    auto const read = study::parse_row(std::string_view{line}.substr(0, line.size() - 1));
    REQUIRE(read);
    CHECK(read->figures == row.figures);
    CHECK_FALSE(study::parse_row("k 3 ok 0.5 3" + line.substr(12, 17)));  // a figure changed
}
