// The whole runs that a sweep keeps in representative_runs/, and the tables beside them.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

namespace fs = std::filesystem;

// Every byte below representative_runs/ by file, but of manifests.
std::map<std::string, std::string> shown_in(std::string const& folder) {
    std::map<std::string, std::string> all;
    for (std::string const& name : everything_in(folder + "/representative_runs")) {
        bool const is_compared = !name.ends_with('/') && !name.ends_with("manifest.json");
        all[name] = is_compared ? read_file(folder + "/representative_runs/" + name) : std::string{};
    }
    return all;
}

// The folders of representative_runs/.
Words folders_in(std::string const& folder) {
    Words all;
    for (auto const& entry : fs::directory_iterator{folder + "/representative_runs"}) {
        if (entry.is_directory()) all.push_back(entry.path().filename().string());
    }
    std::ranges::sort(all);
    return all;
}

// Which file that is, and when it was written: another one if it was replaced.
std::pair<ino_t, long> identity(std::string const& file) {
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    return {found.st_ino, found.st_mtim.tv_sec * 1'000'000'000 + found.st_mtim.tv_nsec};
}

std::map<std::string, std::pair<ino_t, long>> identities(std::string const& folder) {
    std::map<std::string, std::pair<ino_t, long>> all;
    for (std::string const& name : everything_in(folder + "/representative_runs")) {
        if (!name.ends_with('/')) all[name] = identity(folder + "/representative_runs/" + name);
    }
    return all;
}

}  // namespace

TEST_CASE("a sweep keeps a whole run of each alternative, the same whatever the workers",
          "[representative_runs]") {
    SmallStudy const files;
    CommandResult const one = sweep(files, "one", {"--workers", "1"});
    INFO(one.out << one.err);
    REQUIRE(one.exit_code == 0);
    CHECK(one.err.empty());
    CHECK(folders_in(files.file("one")) == Words{"both", "far", "near"});
    auto const index = lines_of(read_file(files.file("one/representative_runs/index.csv")));
    REQUIRE(index.size() >= 4);
    CHECK(index[0] == "folder,alternative,response,future,case,point,run,why");
    CHECK_THAT(index[1], Catch::StartsWith("near,near,") && Catch::EndsWith(",0,"));
    CHECK_THAT(index[2], Catch::StartsWith("far,far,"));

    auto const expected = shown_in(files.file("one"));
    REQUIRE(sweep(files, "five", {"--workers", "5"}).exit_code == 0);
    CHECK(shown_in(files.file("five")) == expected);
    for (char const* const share : {"3/3", "1/3", "2/3"}) {
        CHECK_FALSE(fs::exists(files.file("shares/shown")));  // others have not done theirs
        REQUIRE(sweep(files, "shares", {"--shard", share}).exit_code == 0);
    }
    CHECK(shown_in(files.file("shares")) == expected);

    SECTION("each is what `meridian run` gives") {
        std::string const policy =
            index[2].find("nearest_user") != std::string::npos ? "nearest_user" : "least_loaded";
        REQUIRE(run_meridian({"run", files.file("base.yaml"), "--layout", files.file("far.yaml"), "--set",
                              "future.scale.work=1", "--policy", policy, "--run", "0", "--out",
                              files.file("alone")})
                    .exit_code == 0);
        Words const names = everything_in(files.file("alone"));
        CHECK(everything_in(files.file("one/representative_runs/far")) == names);
        for (std::string const& name : names) {
            CAPTURE(name);
            // The lines of scenario.yaml stand in the order in which values were set.
            if (name == "manifest.json" || name == "scenario.yaml") continue;
            CHECK(read_file(files.file("one/representative_runs/far/" + name)) ==
                  read_file(files.file("alone/" + name)));
        }
        // And its scenario can be run again on its own.
        REQUIRE(run_meridian({"run", files.file("one/representative_runs/far/scenario.yaml"), "--out",
                              files.file("again")})
                    .exit_code == 0);
        CHECK(read_file(files.file("again/summary.json")) ==
              read_file(files.file("one/representative_runs/far/summary.json")));
        auto const manifest = json_in(files.file("one/representative_runs/far/manifest.json"));
        CHECK(manifest["content_key"] == json_in(files.file("again/manifest.json"))["content_key"]);
        CHECK(manifest["run"] == "0");
    }
    SECTION("its figures are those of the row") {
        auto const summary = json_in(files.file("one/representative_runs/near/summary.json"));
        std::string const point = index[1].substr(0, index[1].rfind(",0,"));
        std::string const row_begins = point.substr(point.rfind(',') + 1) + ",0,";
        std::string row;
        for (auto const& line : lines_of(read_file(files.file("one/runs.csv")))) {
            if (line.starts_with(row_begins)) row = line;
        }
        CHECK_THAT(row, Catch::Contains("," + summary["cost_cny_total"].dump() + ","));
    }
}

TEST_CASE("what is shown is not played twice, and an edit renews only its own", "[representative_runs]") {
    SmallStudy const files;
    std::string const out = files.file("out");
    REQUIRE(sweep(files, "out").exit_code == 0);
    auto const first = identities(out);
    auto const bytes = shown_in(out);
    REQUIRE(sweep(files, "out").exit_code == 0);
    CHECK(identities(out) == first);

    files.change("far_sites.csv", "hall,8", "hall,9");
    REQUIRE(sweep(files, "out").exit_code == 0);
    for (auto const& [name, was] : first) {
        CAPTURE(name);
        CHECK((identity(out + "/representative_runs/" + name) != was) == name.starts_with("far/"));
    }
    CHECK_THAT(read_file(out + "/representative_runs/far/sites.csv"),
               Catch::Contains(",10,9,4,0.4444444444444444,"));

    // A folder that lacks a file, or whose manifest is none of ours, is made again.
    files.change("far_sites.csv", "hall,9", "hall,8");
    fs::remove(out + "/representative_runs/near/nodes.csv");
    write_file(out + "/representative_runs/both/manifest.json",
               "{\"program\": \"Meridian\", \"content_key\": 7}");
    write_file(out + "/representative_runs/notes.txt", "mine");
    std::string const flipped = read_file(out + "/representative_runs/far/summary.json");
    write_file(out + "/representative_runs/far/summary.json",
               flipped.substr(0, 200) + "7" + flipped.substr(201));
    REQUIRE(sweep(files, "out").exit_code == 0);
    auto mended = shown_in(out);
    CHECK(mended.erase("notes.txt") == 1);
    CHECK(mended == bytes);

    // What a user has put into one is never replaced.
    fs::remove(out + "/representative_runs/near/nodes.csv");
    write_file(out + "/representative_runs/near/notes.txt", "mine");
    CommandResult const kept = sweep(files, "out");
    CHECK(kept.exit_code == 5);
    CHECK_THAT(kept.err, Catch::Contains("representative_runs/near: it holds files that are not of a run"));
    CHECK(read_file(out + "/representative_runs/near/notes.txt") == "mine");
    fs::remove(out + "/representative_runs/near/notes.txt");

    // An alternative that is gone is not shown, nor what a killed process has left half-written.
    fs::create_directory(out + "/representative_runs/.far.partial-0123456789abcdef");
    files.change("study.yaml", ", both.yaml", "");
    REQUIRE(sweep(files, "out").exit_code == 0);
    CHECK(folders_in(out) == Words{"far", "near"});
    CHECK(read_file(out + "/representative_runs/notes.txt") == "mine");
}

TEST_CASE("names of alternatives cannot reach outside of representative_runs/", "[representative_runs]") {
    SmallStudy const files;
    files.change("study.yaml", "layouts: [near.yaml, far.yaml, both.yaml]",
                 "levels: [{name: near, files: [near.yaml]}, {name: ../../../out of it, files: [far.yaml]},"
                 " {name: 两地/三中心, files: [both.yaml]}, {name: .., set: {horizon: 2 d}},"
                 " {name: " +
                     std::string(300, 'x') + ", set: {horizon: 3 d}}]");
    Words const before = everything_in(files.folder());
    CommandResult const answer = sweep(files, "out");
    INFO(answer.out << answer.err);
    REQUIRE(answer.exit_code == 0);
    Words outside = everything_in(files.folder());
    std::erase_if(outside, [](std::string const& name) { return name.starts_with("out/"); });
    CHECK(outside == before);
    Words const folders = folders_in(files.file("out"));
    CHECK(folders.size() == 5);
    std::string const index = read_file(files.file("out/representative_runs/index.csv"));
    for (std::string const& folder : folders) {
        CAPTURE(folder);
        CHECK(folder.size() <= 80);
        CHECK(folder.find_first_of("./ ") == std::string::npos);
        CHECK_THAT(index, Catch::Contains("\n" + folder + ","));
        CHECK(fs::exists(files.file("out/representative_runs/" + folder + "/summary.json")));
    }
    CHECK_THAT(index, Catch::Contains(",../../../out of it,") && Catch::Contains(",两地/三中心,"));
}

TEST_CASE("a run that cannot be kept whole is reported, and ends the sweep with 5", "[representative_runs]") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 1");
    files.change("study.yaml", "policies: [nearest_user, least_loaded]", "policies: [nearest_user]");
    files.change("base.yaml", "warmup: 1 h", "warmup: 1 h\ntimeseries_bin: 5 s");
    // A series of 17,280 bins is larger than a megabyte, of which nothing may be.
    CommandResult const full =
        run_shell("ulimit -f 1000; \"$0\" sweep \"$1\" --out \"$2\" --quiet --workers 2; echo \"ended: $?\"",
                  {files.file("study.yaml"), files.file("out")});
    INFO(full.out);
    CHECK_THAT(full.out, Catch::Contains("ended: 5"));
    CHECK_THAT(full.out,
               Catch::Contains("no whole run of 'near' is kept in representative_runs/: cannot write"));
    CHECK(folders_in(files.file("out")).empty());
    auto const index = lines_of(read_file(files.file("out/representative_runs/index.csv")));
    REQUIRE(index.size() >= 4);
    CHECK_THAT(index[1],
               Catch::StartsWith(",near,nearest_user,1,,0,0,") && Catch::Contains("File too large"));
    REQUIRE(sweep(files, "out").exit_code == 0);
    CHECK(folders_in(files.file("out")) == Words{"both", "far", "near"});
}

TEST_CASE("Ctrl-C while whole runs are written stops at once and leaves the tables",
          "[representative_runs]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    std::string const kpis = read_file(files.file("out/kpis.csv"));
    // Somebody else holds the lock of representative_runs/, so that the sweep waits there.
    CommandResult const stopped = run_shell(
        "exec 9>\"$2/representative_runs/.lock\"; flock 9\n"
        "\"$0\" sweep \"$1\" --out \"$2\" --quiet 9>&- & sweep=$!\n"
        "sleep 1; kill -INT $sweep; wait $sweep; echo \"ended: $?\"\n",
        {files.file("study.yaml"), files.file("out")});
    INFO(stopped.out);
    CHECK_THAT(stopped.out, Catch::Contains("ended: 130"));
    CHECK(read_file(files.file("out/kpis.csv")) == kpis);
    CHECK(folders_in(files.file("out")) == Words{"both", "far", "near"});
    REQUIRE(sweep(files, "out").exit_code == 0);
}

TEST_CASE("the budget and the inputs of a study are listed in tables", "[representative_runs]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    // Ten cards each: 5 x 2, 5 x 2, 2 x 2 + 3 x 2.
    CHECK(read_file(files.file("out/budget.csv")) ==
          "alternative,measure,unit,amount,target,off_share,tolerance,factor\n"
          "near,accelerators,accelerators,10,10,0,0.01,1\n"
          "far,accelerators,accelerators,10,10,0,0.01,1\n"
          "both,accelerators,accelerators,10,10,0,0.01,1\n");
    CHECK_FALSE(fs::exists(files.file("out/inputs.csv")));
    CHECK(rows_in(files.file("out/kpis.csv")) > 3 * 2 * 30);
    // Nothing to run, and yet the tables are made again.
    files.change(
        "study.yaml", "budget: {measure: accelerators, equals: baseline}\n",
        "inputs:\n  - {name: cheap_price, path: tariffs.cheap.price, low: 0.2 CNY/kWh, high: 0.4 CNY/kWh,"
        " source: S9, grade: C, note: \"reported, not seen\"}\n");
    CommandResult const again = sweep(files, "out");
    INFO(again.out << again.err);
    REQUIRE(again.exit_code == 0);
    CHECK_THAT(again.out, Catch::Contains(" 0 runs completed"));
    CHECK_FALSE(fs::exists(files.file("out/budget.csv")));
    CHECK(read_file(files.file("out/inputs.csv")) ==
          "input,path,value_low,value_high,unit,source,grade,note\n"
          "cheap_price,tariffs.cheap.price,0.2,0.4,CNY/kWh,S9,C,\"reported, not seen\"\n");
    files.change("study.yaml", "replications: 4",
                 "budget: {measure: it_power, equals: 8 kW, scale: true}\nreplications: 4");
    REQUIRE(sweep(files, "out").exit_code == 0);
    // Ten cards of 0.4 kW are 4 kW, so that all are doubled: 20 cards, 8 kW.
    CHECK(read_file(files.file("out/budget.csv")) ==
          "alternative,measure,unit,amount,target,off_share,tolerance,factor\n"
          "near,it_power,kW,8,8,0,0.01,2\n"
          "far,it_power,kW,8,8,0,0.01,2\n"
          "both,it_power,kW,8,8,0,0.01,2\n");
}

}  // namespace meridian::testing
