#include "sim/study/planned.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/app/vocabulary.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/read_study.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;

namespace {

// A study of 1,503 points, of which a table stands behind a `tables:` axis.
class ManyPoints {
public:
    ManyPoints() {
        files_.write("study.yaml",
                     "study: 1\nname: Many\nscenario: base.yaml\naxes:\n"
                     "  - {name: hall, path: pools, tables: [pools.csv, larger.csv, smaller.csv]}\n"
                     "  - {name: load, role: future, path: future.scale.work, from: 1, to: 2, steps: 501}\n"
                     "baseline: {hall: pools}\nreplications: 1\n");
        files_.write("larger.csv", "site,accelerator,servers,width\neast,card,6,2\n");
        files_.write("smaller.csv", "site,accelerator,servers,width\neast,card,4,2\n");
    }

    [[nodiscard]] testing::SmallStudy const& files() const { return files_; }

    // Calls with what a command has of it once it has read the levels.
    template <class Use>
    auto with_reader(Use const& use) const {
        auto const reading = study::read_study(files_.file("study.yaml"));
        REQUIRE(reading.study);
        auto const vocabulary = app::vocabulary();
        study::PointReader reader{*reading.study, vocabulary};
        REQUIRE(study::read_levels(*reading.study, reader).empty());
        return use(*reading.study, reader);
    }
    [[nodiscard]] std::vector<std::string> keys(std::optional<system::Folder> const& folder = {}) const {
        return with_reader([&](study::Study const& study, study::PointReader& reader) {
            return study::make_plan(
                       study, reader, 2, [] { return true; }, folder)
                .keys;
        });
    }
    void write(std::vector<std::string> const& keys) const {
        with_reader([&](study::Study const& study, study::PointReader const& reader) {
            study::write_plan(system::Folder::open(files_.folder()), study, reader, keys);
            return 0;
        });
    }
    [[nodiscard]] bool are_known() const {
        return with_reader([&](study::Study const& study, study::PointReader const& reader) {
            return study::planned_keys(system::Folder::open(files_.folder()), study, reader).has_value();
        });
    }

private:
    testing::SmallStudy files_;
};

}  // namespace

TEST_CASE("keys of an earlier plan are known until anything that they follow from has changed",
          "[study][many_runs]") {
    ManyPoints const many;
    auto const keys = many.keys();
    REQUIRE(keys.size() == 1503);
    CHECK_FALSE(many.are_known());  // nothing was written
    many.write(keys);
    CHECK(many.are_known());
    CHECK(many.keys(system::Folder::open(many.files().folder())) == keys);

    auto const changed = [&](char const* file, char const* from, char const* to) {
        INFO(file);
        many.files().change(file, from, to);
        CHECK_FALSE(many.are_known());
        many.files().change(file, to, from);
        CHECK(many.are_known());
    };
    changed("study.yaml", "name: Many", "name: More");
    changed("study.yaml", "to: 2", "to: 3");
    changed("base.yaml", "rate: 60 /d", "rate: 61 /d");
    changed("sites.csv", "hall,8", "hall,9");           // a table of the base
    changed("larger.csv", "card,6,2", "card,7,2");      // one of a level
    changed(".planned", "\n", " \n");                   // of another program
    changed("study.json", keys[7].c_str(), "none");     // by hand
    changed("study.json", "\"store\"", "\"another\"");  // of another release
}

TEST_CASE("keys of an earlier plan are looked at before they are believed", "[study]") {
    ManyPoints const many;
    auto const keys = many.keys();
    auto wrong = keys;
    std::ranges::reverse(wrong);
    many.write(wrong);
    CHECK(many.are_known());
    CHECK(many.keys(system::Folder::open(many.files().folder())) == keys);
}

TEST_CASE("a study of few points leaves nothing beside its study.json", "[study]") {
    ManyPoints const many;
    many.files().change("study.yaml", "steps: 501", "steps: 100");
    many.write(many.keys());
    CHECK(std::filesystem::exists(many.files().file("study.json")));
    CHECK_FALSE(std::filesystem::exists(many.files().file(".planned")));
}
