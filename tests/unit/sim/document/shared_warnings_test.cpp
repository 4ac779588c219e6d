// Warnings of many runs as few sentences.
#include "sim/document/shared_warnings.hpp"

#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian;
using testing::TableOfTexts;
using Names = std::vector<std::string>;

namespace {

TableOfTexts warnings(std::vector<std::vector<std::string>> const& rows) {
    return {"warnings", {"alternative", "severity", "text", "text_zh"}, rows};
}

}  // namespace

TEST_CASE("warnings that differ in figures alone are one, with their range", "[document]") {
    auto const all =
        document::shared_warnings(warnings({{"a", "warning", "12 of 84 links carry nothing (Gui'an – Hefei)",
                                             "84 条链路中 12 条空闲（贵安 – 合肥）"},
                                            {"a", "note", "12 of 84 links carry nothing", "12"},
                                            {"b", "warning", "7 of 84 links carry nothing (Hefei – Wuhu)",
                                             "84 条链路中 7 条空闲（合肥 – 芜湖）"},
                                            {"b", "warning", "0.5 % of 'chat' is late", "“chat”的 0.5% 超时"},
                                            {"c", "warning", "9 of 84 links carry nothing (Hefei – Wuhu)",
                                             "84 条链路中 9 条空闲（合肥 – 芜湖）"}}));
    REQUIRE(all.size() == 2);
    CHECK(all[0].text.en == "7 to 12 of 84 links carry nothing");  // the lists are not the same
    CHECK(all[0].text.zh == "84 条链路中 7 至 12 条空闲");
    CHECK(all[0].alternatives == Names{"a", "b", "c"});
    CHECK(all[1].text.en == "0.5 % of 'chat' is late");
    CHECK(all[1].alternatives == Names{"b"});
}

TEST_CASE("a list that all have stays, and figures within names are no figures", "[document]") {
    auto const all = document::shared_warnings(
        warnings({{"a", "warning", "9.5 % of 'Gui'an 2' late (x, y)", "“贵安 2”的 9.5% 超时（甲）"},
                  {"b", "warning", "10 % of 'Gui'an 2' late (x, y)", "“贵安 2”的 10% 超时（甲）"},
                  {"a", "warning", "10 % of 'Gui'an 3' late (x, y)", "“贵安 3”的 10% 超时（甲）"},
                  {"a", "warning", "no job came", ""}}));
    REQUIRE(all.size() == 3);
    CHECK(all[0].text.en == "9.5 to 10 % of 'Gui'an 2' late (x, y)");
    CHECK(all[0].text.zh == "“贵安 2”的 9.5 至 10% 超时（甲）");
    CHECK(all[1].text.en == "10 % of 'Gui'an 3' late (x, y)");
    CHECK(all[2].text.zh == "no job came");
}
