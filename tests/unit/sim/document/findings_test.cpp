#include "sim/document/findings.hpp"

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
