#include "sim/study/rows.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/random_streams.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using namespace meridian;
using study::Row;
using study::Rows;
using study::RunState;
using testing::TemporaryFolder;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::string key_text(std::size_t point) {
    return fmt::format("{:016x}{:016x}", engine::name_hash(std::to_string(point)), point);
}

std::vector<std::string> const three{"a", "b", "c"};

bool same(std::vector<double> const& a, std::vector<double> const& b) {
    return std::ranges::equal(a, b,
                              [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

// What the rules of a store make of rows in this order, the slow way.
using Chosen = std::map<std::pair<std::string, std::int64_t>, Row>;
void choose(Chosen& all, Row const& row) {
    auto const [at, is_new] = all.try_emplace({row.key, row.run}, row);
    if (!is_new && !at->second.ok() && row.ok()) at->second = row;
}

}  // namespace

TEST_CASE("a key is known by its hash", "[study][store]") {
    CHECK(study::row_key("a") == study::row_key("a"));
    CHECK(study::row_key("a") != study::row_key("b"));
    CHECK(study::row_key("0123456789ABCDEFfedcba9876543210") !=
          study::row_key("0123456789abcdeffedcba9876543210"));
}

TEST_CASE("rows of many shards are found again as they were chosen", "[study][store]") {
    TemporaryFolder const folder;
    engine::RandomSource const random{7, 0};
    Chosen expected;
    // Each run up to three times, in any shard and order, one in four of them failed.
    std::uint64_t draw = 0;
    for (std::size_t s = 0; s < 5; ++s) {
        study::Shard shard{system::Folder::open(folder.path()), three};
        for (std::size_t i = 0; i < 300; ++i) {
            auto const chance = random.block(1, 2, draw++);
            Row row{key_text(chance[0] % 40), static_cast<std::int64_t>(chance[1] % 12) - 1, 0.5, {}, {}};
            if (chance[2] % 4 == 0) {
                row.failure = fmt::format("it died of {}", draw);
            } else {
                row.figures = {1.5 * static_cast<double>(draw), chance[3] % 2 == 0 ? absent : 1e-7, -3.0};
            }
            shard.append(row);
            choose(expected, row);
        }
    }
    Rows const rows{system::Folder::open(folder.path()), {2, 0, 2}, three};
    std::vector<std::pair<study::RowKey, std::int64_t>> order;
    rows.each([&](study::RowKey key, std::int64_t run, bool /*ok*/) { order.emplace_back(key, run); });
    CHECK(order.size() == expected.size());
    CHECK(std::ranges::is_sorted(order));
    for (auto const& [at, row] : expected) {
        auto const key = study::row_key(at.first);
        auto const found = rows.row(key, at.second);
        REQUIRE(found);
        CHECK(found->failure == row.failure);
        CHECK(same(found->figures, row.figures));
        CHECK(rows.state(key, at.second) == (row.ok() ? RunState::done : RunState::failed));
        for (std::size_t column = 0; column < 3; ++column) {  // 0 and 2 are held, 1 is read again
            auto const figure = rows.figure(key, at.second, column);
            bool const there = row.ok() && !std::isnan(row.figures[column]);
            CHECK(figure == (there ? std::optional{row.figures[column]} : std::nullopt));
        }
    }
    CHECK(rows.state(study::row_key(key_text(99)), 0) == RunState::missing);
    CHECK(rows.state(study::row_key(key_text(0)), 11) == RunState::missing);
}

TEST_CASE("what is damaged or of another release is no row; a line may be longer than a block",
          "[study][store]") {
    TemporaryFolder const folder;
    std::string const key = key_text(0);
    std::string shard = study::figures_line({"a", "b"}) + study::row_text({key, 0, 1.0, {}, {1.0, 2.0}});
    std::string damaged = study::row_text({key, 1, 1.0, {}, {1.0, 2.0}});
    damaged[damaged.find(" ok ") + 4] = '7';
    shard += damaged + "\n" + study::row_text({key, 2, 1.0, {}, {1.0}});
    shard += study::row_text({key, 3, 1.0, std::string(3'000'000, 'x'), {}});
    shard += study::row_text({key, 4, 1.0, {}, {4.0, 5.0}}) + study::row_text({key, 5, 1.0, {}, {4.0, 5.0}});
    shard.pop_back();
    testing::write_file(folder.file("shards/1-here-1.rows"), shard);
    Rows const rows{system::Folder::open(folder.path()), {1}, {"a", "b"}};
    std::vector<RunState> states;
    for (std::int64_t run = 0; run < 6; ++run)
        states.push_back(rows.state(study::row_key(key), run));
    using enum RunState;
    CHECK(states == std::vector{done, missing, missing, failed, done, missing});
    CHECK(rows.row(study::row_key(key), 3)->failure.size() == 3'000'000);
    CHECK(rows.figure(study::row_key(key), 4, 1) == 5.0);
}

TEST_CASE("a run just played takes the place of one that has failed", "[study][store]") {
    TemporaryFolder const folder;
    std::string const key = key_text(0);
    {
        study::Shard shard{system::Folder::open(folder.path()), {"a"}};
        shard.append({key, 0, 1.0, {}, {1.0}});
        shard.append({key, 1, 1.0, "it died", {}});
    }
    Rows rows{system::Folder::open(folder.path()), {0}, {"a"}};
    auto const k = study::row_key(key);
    rows.add({key, 0, 1.0, {}, {9.0}});
    CHECK(rows.figure(k, 0, 0) == 1.0);
    rows.add({key, 1, 1.0, "it died again", {}});
    CHECK(rows.row(k, 1)->failure == "it died again");
    rows.add({key, 1, 1.0, {}, {2.0}});
    rows.add({key, 2, 1.0, {}, {3.0}});
    CHECK(rows.figure(k, 1, 0) == 2.0);
    CHECK(rows.row(k, 2)->figures == std::vector{3.0});

    Rows again{system::Folder::open(folder.path()), {}, {"a"}};
    again.drop_failed();
    CHECK(again.state(k, 0) == RunState::done);
    CHECK(again.state(k, 1) == RunState::missing);
}

TEST_CASE("a figure that a shard does not have is absent in its runs", "[study][store]") {
    TemporaryFolder const folder;
    std::string const key = key_text(0);
    auto const write = [&](std::vector<std::string> const& figures, Row const& row) {
        study::Shard{system::Folder::open(folder.path()), figures}.append(row);
    };
    write({"a", "c"}, {key, 0, 1.0, {}, {1.0, 3.0}});                         // before b was added
    write({"c", "gone", "b", "a"}, {key, 1, 1.0, {}, {6.0, 7.0, 5.0, 4.0}});  // in another order
    write({"a", "b", "c"}, {key, 2, 1.0, {}, {7.0, 8.0}});                    // not as many as it says
    auto const k = study::row_key(key);
    for (std::vector<std::size_t> const& held : {std::vector<std::size_t>{}, {0, 1, 2}}) {
        Rows const rows{system::Folder::open(folder.path()), held, three};
        CHECK(same(rows.row(k, 0)->figures, {1.0, absent, 3.0}));
        CHECK(rows.figure(k, 0, 0) == 1.0);
        CHECK_FALSE(rows.figure(k, 0, 1));
        CHECK(rows.figure(k, 0, 2) == 3.0);
        CHECK(same(rows.row(k, 1)->figures, {4.0, 5.0, 6.0}));
        CHECK(rows.figure(k, 1, 0) == 4.0);
        CHECK(rows.figure(k, 1, 1) == 5.0);
        CHECK(rows.figure(k, 1, 2) == 6.0);
        CHECK(rows.state(k, 2) == RunState::missing);
    }
}
