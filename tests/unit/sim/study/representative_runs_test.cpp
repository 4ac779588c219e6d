#include "sim/study/representative_runs.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include "sim/report/summary.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/study/summary_column.hpp"

using namespace meridian;

namespace {

// Layouts l0, l1, ... of which each is 1 cheaper than the one before, in the futures "calm" and "wild"; two
// runs. Run 0 of `failing` has failed.
study::Results results(std::size_t layouts, std::size_t failing) {
    study::Study s;
    study::Axis layout{"layout", study::Role::compared, {}, {}, {}, {}};
    for (std::size_t l = 0; l < layouts; ++l)
        layout.levels.push_back({"l" + std::to_string(l), {}});
    s.axes = {layout, {"future", study::Role::future, {{"calm", {}}, {"wild", {}}}, {}, {}, {}}};
    s.baseline = {{0, 1}};
    s.replications = {2, 2, {}, true, {}};
    s.metrics = {{"cost_cny_total", testing::column_of("cost_cny_total"), false}};
    std::vector<std::string> keys;
    study::Rows rows;
    for (std::size_t p = 0; p < 2 * layouts; ++p) {
        s.points.push_back({{p / 2, p % 2}});
        keys.push_back("key" + std::to_string(p));
        for (std::int64_t run = -1; run < 2; ++run) {
            study::Row row{keys.back(), run, 0.0, {}, {}};
            row.figures.assign(report::summary_keys().size(), std::numeric_limits<double>::quiet_NaN());
            row.figures[testing::column_of("cost_cny_total")] = 100.0 - static_cast<double>(p / 2);
            if (p == 2 * failing + 1 && run == 0) row = {keys.back(), run, 0.0, "it was too slow", {}};
            rows.add(row);
        }
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

}  // namespace

TEST_CASE("alternatives are shown in the baseline's future", "[study]") {
    auto const shown = study::runs_to_show(results(3, 1));
    CHECK(study::csv(study::representative_runs_table, shown, {}) ==
          "folder,alternative,response,future,case,point,run,why\n"
          "l0,l0,base,wild,,1,0,\n"
          ",l1,base,wild,,3,0,it was too slow\n"
          "l2,l2,base,wild,,5,0,\n");
}

TEST_CASE("of many alternatives the twelve best are shown, and the baseline", "[study]") {
    // Each is cheaper than the one before: of 15 those from l3 on are the best twelve, and l0 is the
    // baseline.
    auto const shown = study::runs_to_show(results(15, 100));
    REQUIRE(shown.size() == 13);
    CHECK(shown[0].alternative == "l0");
    for (std::size_t i = 1; i < 13; ++i)
        CHECK(shown[i].alternative == "l" + std::to_string(i + 2));
    CHECK(study::runs_to_show(results(12, 100)).size() == 12);
}

TEST_CASE("folders of alternatives have names that are safe, distinguished and stay the same", "[study]") {
    using study::shown_folder;
    CHECK(shown_folder({"g_31"}) == "g_31");
    CHECK(shown_folder({"a/b"}).starts_with("a_b-"));
    std::vector<std::vector<std::string>> const hostile{{""},
                                                        {"."},
                                                        {".."},
                                                        {"../../x"},
                                                        {"/etc"},
                                                        {"a b"},
                                                        {"a_b c"},
                                                        {"a", "b"},
                                                        {"a/b"},
                                                        {"a\\b"},
                                                        {"-rf"},
                                                        {"index.csv"},
                                                        {"两地三中心"},
                                                        {"两地两中心"},
                                                        {"a\nb"},
                                                        {"~"},
                                                        {"$(reboot)"},
                                                        {"a-b"},
                                                        {"A"},
                                                        {"CON"},
                                                        {"a b", "c"},
                                                        {"a", "b c"},
                                                        {std::string(300, 'x')},
                                                        {std::string(301, 'x')},
                                                        {std::string(1, '\0')},
                                                        {shown_folder({"a b"})}};
    std::set<std::string> names;
    for (auto const& levels : hostile) {
        std::string const name = shown_folder(levels);
        CAPTURE(name);
        CHECK(name == shown_folder(levels));
        CHECK(name.size() <= 80);
        REQUIRE_FALSE(name.empty());
        CHECK(name.front() != '-');
        CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
              std::string::npos);
        names.insert(name);
    }
    CHECK(names.size() == hostile.size());
}
