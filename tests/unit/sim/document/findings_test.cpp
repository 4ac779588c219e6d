#include "sim/document/findings.hpp"

#include <string>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian;
using document::SectionFacts;
using testing::TableOfTexts;

namespace {

// The finding over one table, of the layout "a".
report::Bilingual found(std::string_view name, TableOfTexts const& table) {
    document::Document d;
    d.tables = {table};
    d.names.add("site", "hub", {"The hub", "枢纽中心"});
    document::Section section;
    std::vector<report::Bilingual> absent;
    document::SectionWriter const out{d, section, absent};
    SectionFacts facts;
    facts.shown = "a";
    return document::finding(name, out, facts);
}

}  // namespace

TEST_CASE("findings name the extremes of the layout that is shown, by display names", "[document]") {
    TableOfTexts const sites{"sites",
                             {"alternative", "site", "allocation"},
                             {{"a", "hub", "0.9"}, {"a", "edge", "0.25"}, {"b", "far", "0.99"}}};
    CHECK(found("map", sites).en == "The hub is the fullest site (90 % allocated), edge the emptiest (25 %)");
    CHECK(found("map", sites).zh == "枢纽中心 分配率最高（90%），edge 最低（25%）");
    CHECK(found("map", TableOfTexts{"sites", {"alternative", "site", "allocation"}, {{"a", "x", "0.5"}}})
              .empty());
    CHECK(found("map", TableOfTexts{"links", {"alternative"}}).empty());
}

TEST_CASE("the busiest link is that with the busier direction", "[document]") {
    TableOfTexts const links{"links",
                             {"alternative", "a", "b", "use_mean_a_to_b", "use_mean_b_to_a"},
                             {{"a", "n", "m", "0.4", "0.4"}, {"a", "p", "q", "0.1", "0.75"}}};
    CHECK(found("links", links).en == "The busiest link, p to q, carries 75 % of its usable capacity");
}

TEST_CASE("what is served least counts the regions that get as little", "[document]") {
    TableOfTexts const services{"services",
                                {"alternative", "service", "region", "slo_attainment"},
                                {{"a", "chat", "n", "0.5"},
                                 {"a", "chat", "s", "0.5"},
                                 {"a", "chat", "w", "1"},
                                 {"a", "office", "n", "0.8"},
                                 {"b", "chat", "n", "0"}}};
    CHECK(found("services_by_region", services).en ==
          "Chat meets its SLO least often: 50 % in 2 of 3 regions");
}

TEST_CASE("the head of a report says whose network it is", "[document]") {
    document::Document d;
    d.tables = {TableOfTexts{"facts", {"what", "value"}, {{"operator", "One operator"}}}};
    auto const lines = document::head_lines(d, nullptr, "");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].label.zh == "运营方");
    CHECK(lines[0].value.zh == "One operator");  // without a Chinese one
    d.tables = {TableOfTexts{
        "facts", {"what", "value"}, {{"operator", "One operator"}, {"operator_zh", "一家运营商"}}}};
    CHECK(document::head_lines(d, nullptr, "")[0].value.zh == "一家运营商");
}

TEST_CASE("the head of a report says its period and dates in words", "[document]") {
    auto const head = [](std::string const& horizon, std::string const& date) {
        document::Document d;
        d.tables = {TableOfTexts{"facts",
                                 {"what", "value"},
                                 {{"start", "2025-07-07T00:00:00+08:00"},
                                  {"horizon", horizon},
                                  {"written", "2026-11-28T23:59:58Z"}}}};
        std::vector<std::pair<std::string, report::Bilingual>> lines;
        for (document::HeadLine const& line : document::head_lines(d, nullptr, date))
            lines.emplace_back(line.label.en, line.value);
        return lines;
    };
    auto const week = head("7 d", "2026-11-29");
    REQUIRE(week.size() == 3);
    CHECK(week[0].first == "Period");
    CHECK(week[0].second.en == "2025-07-07, 7 days");
    CHECK(week[0].second.zh == "2025-07-07 起，7 天");
    CHECK(week[1].first == "Results");
    CHECK(week[1].second.en == "2026-11-28");
    CHECK(week[2].first == "Date");
    CHECK(week[2].second.zh == "2026-11-29");
    auto const hour = head("1 h", "");
    REQUIRE(hour.size() == 2);  // of no date there is no line
    CHECK(hour[0].second.en == "2025-07-07, 1 hour");
}
