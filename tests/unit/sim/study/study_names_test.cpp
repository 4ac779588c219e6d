#include "sim/study/study_names.hpp"

#include <algorithm>
#include <string>

#include "sim/app/vocabulary.hpp"
#include "sim/study/read_study.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;
using testing::SmallStudy;

namespace {

study::Study study_of(SmallStudy const& files) {
    auto const reading = study::read_study(files.file("study.yaml"));
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.study);
    return *reading.study;
}

// "English | Chinese"; empty: no row.
std::string name(report::NameTable const& names, std::string_view kind, std::string_view id) {
    for (report::NameRow const& row : names.rows()) {
        if (row.kind == kind && row.id == id) return row.name.en + " | " + row.name.zh;
    }
    return {};
}

report::NameTable names_of(SmallStudy const& files) {
    auto const study = study_of(files);
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{study, vocabulary};
    return study::study_names(study, reader);
}

}  // namespace

TEST_CASE("levels have the names of the study, of their files or of their component", "[study][names]") {
    SmallStudy const files;
    files.change(
        "study.yaml", "name: A town and a desert\n",
        "name: A town and a desert\nname_zh: 城镇与沙漠\n"
        "inputs: [{name: price, display_name: Price of power, name_zh: 电价, path: tariffs.cheap.price,\n"
        "          low: 0.2 CNY/kWh, high: 0.4 CNY/kWh}]\n");
    files.change("study.yaml", "{name: load, role: future, path: future.scale.work, values: [1, 1.5]}",
                 "{name: load, role: future, levels: [{name: now, display_name: As today, name_zh: 现状},\n"
                 "   {name: later, name_zh: 增长, set: {future.scale.work: 1.5}}]}");
    files.change("far.yaml", "name: Far\n", "name: Far away\nname_zh: 远方\n");
    files.change("both.yaml", "name: Both\n", "");
    files.change("base.yaml", "{name: desert,", "{name: desert, display_name: The desert, name_zh: 沙漠,");
    files.change("far_sites.csv", "name,node,tier", "name,name_zh,node,tier");
    files.change("far_sites.csv", "west,desert", "west,西部,desert");

    auto const names = names_of(files);
    CHECK(name(names, "study", "A town and a desert") == "A town and a desert | 城镇与沙漠");
    CHECK(name(names, "layout", "near") == "Near | ");
    CHECK(name(names, "layout", "far") == "Far away | 远方");
    CHECK(name(names, "layout", "both").empty());  // the base's name is no name of it
    CHECK(name(names, "policy", "least_loaded") == "Least loaded | 最低负载");
    CHECK(name(names, "future", "now") == "As today | 现状");
    CHECK(name(names, "future", "later") == "later | 增长");
    CHECK(name(names, "input", "price") == "Price of power | 电价");
    CHECK(name(names, "node", "desert") == "The desert | 沙漠");
    CHECK(name(names, "site", "west") == "west | 西部");  // which the baseline has not
    CHECK(name(names, "link", "town-desert") == "town – The desert | town – 沙漠");
}

TEST_CASE("keys of points do not depend on display names", "[study][names]") {
    SmallStudy const files;
    auto const keys = [&] {
        auto const study = study_of(files);
        auto const vocabulary = app::vocabulary();
        study::PointReader reader{study, vocabulary};
        std::vector<std::string> all;
        for (study::Point const& point : study.points) {
            auto const reading = reader.read(point);
            REQUIRE(reading.scenario);
            all.push_back(study::point_key(reading.resolved));
        }
        return all;
    };
    auto const before = keys();
    files.change("base.yaml", "name: One town\n",
                 "name: One town\nname_zh: 一镇\n"
                 "rules: [{name: all_pue, display_name: PUE, name_zh: 能效, measure: pue, at_most: 2}]\n");
    auto const ruled = keys();
    files.change("base.yaml", "display_name: PUE, name_zh: 能效, ", "");
    CHECK(keys() == ruled);  // the rule is measured in either case
    files.change("base.yaml", "rules: [{name: all_pue, measure: pue, at_most: 2}]\n", "");
    files.change("base.yaml", "{name: work,", "{name: work, display_name: Work, name_zh: 作业,");
    files.change("base.yaml", "{name: people,", "{name: people, display_name: People, name_zh: 居民,");
    files.change("sites.csv", "name,node,tier", "name,display_name,node,tier");
    files.change("sites.csv", "east,town", "east,East hall,town");
    CHECK(keys() == before);
    files.change("sites.csv", "hall,8", "hall,9");
    CHECK(keys() != before);
}

TEST_CASE("every component has display names of its own", "[study][names]") {
    auto const known = app::vocabulary();
    for (auto const docs : {known.policies, known.disciplines, known.networks, known.service_policies}) {
        for (ComponentDoc const& doc : docs) {
            CAPTURE(doc.name);
            CHECK_FALSE(doc.en.empty());
            CHECK_FALSE(doc.zh.empty());
            CHECK(std::ranges::count(docs, doc.en, &ComponentDoc::en) == 1);
            CHECK(std::ranges::count(docs, doc.zh, &ComponentDoc::zh) == 1);
        }
    }
}
