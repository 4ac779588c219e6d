// What a sweep says of what it will do, is doing and has done: dry runs, progress, status, its end.
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

// Runs of each phase in the table of a command's JSON.
using Phases = std::map<std::string, nlohmann::json>;
Phases phases_in(std::string const& json) {
    Phases phases;
    auto const all = nlohmann::json::parse(json);
    for (auto const& row : all.at("tables").at("phases"))
        phases[row.at("phase").get<std::string>()] = row;
    return phases;
}
Phases dry_run(SmallStudy const& files, std::string const& out) {
    auto const answer = run_meridian(
        {"sweep", files.file("study.yaml"), "--out", files.file(out), "--dry-run", "--json", "--quiet"});
    INFO(answer.out << answer.err);
    REQUIRE(answer.exit_code == 0);
    return phases_in(answer.out);
}
Phases status(SmallStudy const& files, std::string const& out) {
    return phases_in(run_meridian({"status", files.file(out), "--json"}).out);
}

// Of every file below a folder.
std::map<std::string, std::string> contents_of(std::string const& folder) {
    std::map<std::string, std::string> all;
    for (std::string const& name : everything_in(folder)) {
        if (!name.ends_with('/')) all[name] = read_file(folder + "/" + name);
    }
    return all;
}

// One response and two inputs, of which the price turns the verdict between near and far.
void give_inputs(SmallStudy const& files) {
    files.change(
        "study.yaml", "replications: 4",
        "replications: 4\nmetrics: [cost_cny_total]\n"
        "inputs:\n"
        "  - {name: price, path: tariffs.cheap.price, low: 0.1 CNY/kWh, high: 0.9 CNY/kWh, grade: K}\n"
        "  - {name: carbon, path: carbon_price, low: 0 CNY/t, high: 100 CNY/t}\n"
        "sensitivity: {replications: 2, sample: 5, against: [far]}");
}

}  // namespace

TEST_CASE("a dry run says what a sweep then runs, and writes nothing") {
    SmallStudy const files;
    auto const before = contents_of(files.folder());
    auto phases = dry_run(files, "out");
    CHECK(contents_of(files.folder()) == before);
    CHECK_FALSE(std::filesystem::exists(files.file("out")));
    // Twelve points of four replications, each layout once whole.
    CHECK(phases.at("layouts").at("runs_left") == 48);
    CHECK(phases.at("layouts").at("runs_done") == 0);
    CHECK(phases.at("layouts").at("expected_s_high") > 0.0);
    CHECK(phases.at("representative runs").at("runs_left") == 3);
    auto const swept = sweep(files, "out");
    REQUIRE(swept.exit_code == 0);
    CHECK_THAT(swept.out, Catch::Contains("12 points; 48 runs completed"));
    SECTION("of a finished study nothing") {
        auto const kept = contents_of(files.file("out"));
        phases = dry_run(files, "out");
        CHECK(phases.at("layouts").at("runs_left") == 0);
        CHECK(phases.at("layouts").at("runs_done") == 48);
        CHECK(phases.at("representative runs").at("runs_left") == 0);
        CHECK(phases.at("representative runs").at("runs_done") == 3);
        CHECK(contents_of(files.file("out")) == kept);
        auto const words =
            run_meridian({"sweep", files.file("study.yaml"), "--out", files.file("out"), "--dry-run"});
        CHECK_THAT(words.out, Catch::Contains("Nothing is to run"));
    }
    SECTION("of one that was changed, what the change asks for") {
        files.change("study.yaml", "[1, 1.5]", "[1, 1.5, 2]");
        phases = dry_run(files, "out");
        CHECK(phases.at("layouts").at("runs_done") == 48);
        CHECK(phases.at("layouts").at("runs_left") == 24);
        // Times are those of the runs that are there.
        auto const words = run_meridian(
            {"sweep", files.file("study.yaml"), "--out", files.file("out"), "--dry-run", "--workers", "3"});
        CHECK_THAT(words.out, Catch::Contains("on 3 workers") && Catch::Contains("the mean of 48") &&
                                  Catch::Contains("Nothing is written"));
        // The share of a half: points 0, 2, ... of eighteen.
        auto const share = run_meridian({"sweep", files.file("study.yaml"), "--out", files.file("out"),
                                         "--dry-run", "--json", "--shard", "1/2", "--quiet"});
        CHECK(phases_in(share.out).at("layouts").at("runs_left").get<int>() +
                  phases_in(share.out).at("layouts").at("runs_done").get<int>() ==
              36);
        CHECK_THAT(sweep(files, "out").out, Catch::Contains("; 24 runs completed"));
    }
}

TEST_CASE("a dry run refuses what it cannot stand beside") {
    SmallStudy const files;
    for (Words const& more : {Words{"--merge"}, {"--slurm", "4"}, {"--replay", "x"}}) {
        auto const answer = run_meridian(
            joined({"sweep", files.file("study.yaml"), "--out", files.file("out"), "--dry-run"}, more));
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
    }
    CHECK(run_meridian({"sweep", files.file("study.yaml"), "--out", files.file("out"), "--json"}).exit_code ==
          2);
}

TEST_CASE("the phases of a sensitivity are counted before, during and after by the same totals") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    give_inputs(files);
    // The design is there, so that what the inputs ask for is known: both ends of two inputs and five points of the
    // sample, at far and near, twice each, 36 runs; but the price of the file, 0.3, and no carbon price may be ends.
    auto const expected = dry_run(files, "out");
    CHECK(expected.at("layouts").at("runs_left") == 0);
    int const effects = expected.at("input effects").at("runs_left").get<int>();
    CHECK(effects > 0);
    CHECK(effects <= 36);
    CHECK_FALSE(expected.at("input effects").contains("runs_at_most"));  // it is known
    CHECK(expected.at("break-even search").at("runs_at_most").get<int>() > 0);
    auto const swept = sweep(files, "out");
    REQUIRE(swept.exit_code == 0);
    auto const found = status(files, "out");
    CHECK(found.at("input effects").at("runs_left") == 0);
    CHECK(found.at("input effects").at("runs_done").get<int>() ==
          effects + expected.at("input effects").at("runs_done").get<int>());
    int const search = found.at("break-even search").at("runs_done").get<int>();
    CHECK(search > 0);
    CHECK(found.at("break-even search").at("runs_left") == 0);
    CHECK(found.at("all phases").at("runs_left") == 0);
    CHECK_THAT(swept.out, Catch::Contains("; " + std::to_string(effects + search) + " runs completed"));
    // Once more: nothing is left, and dry run and status agree.
    auto const again = dry_run(files, "out");
    for (char const* const phase : {"layouts", "input effects", "break-even search", "representative runs"}) {
        INFO(phase);
        CHECK(again.at(phase).at("runs_left") == 0);
        CHECK(again.at(phase).at("runs_done") == found.at(phase).at("runs_done"));
    }
    CHECK_THAT(sweep(files, "out").out, Catch::Contains("; 0 runs completed"));
}

TEST_CASE("a sweep ends with its verdict in a line and with the next commands") {
    SmallStudy const files;
    auto const swept = sweep(files, "out");
    REQUIRE(swept.exit_code == 0);
    CHECK_THAT(swept.out, Catch::Contains("\nWhat to build: "));
    CHECK_THAT(swept.out, Catch::Contains("next: meridian compare " + files.file("out")) &&
                              Catch::Contains("meridian report " + files.file("out")));
    // It is the verdict of `compare`; lines may break elsewhere.
    auto const flat = [](std::string text) {
        std::string words;
        for (char const c : text) {
            bool const is_space = c == ' ' || c == '\n';
            if (!is_space || !words.ends_with(' ')) words += is_space ? ' ' : c;
        }
        return words;
    };
    std::string const ours = flat(swept.out);
    auto const at = ours.find("What to build: ");
    std::string const verdict = ours.substr(at, ours.find(" next: ") - at);
    CHECK_THAT(flat(run_meridian({"compare", files.file("out")}).out), Catch::Contains(verdict));
}

TEST_CASE("progress is a line that rewrites itself on a terminal, rises, and is silent if asked") {
    SmallStudy const files;
    CHECK(sweep(files, "quiet").err.empty());
    // Less than ten seconds: a log has no line of it.
    auto const logged =
        run_meridian({"sweep", files.file("study.yaml"), "--out", files.file("logged"), "--workers", "1"});
    CHECK(logged.err.empty());
    if (run_shell("command -v script >/dev/null", {}).exit_code != 0) {
        WARN("skipped: there is no `script` that makes a pseudo terminal");
        return;
    }
    files.change("study.yaml", "replications: 4", "replications: 60");
    auto const watched =
        run_shell("script -qec \"'$0' sweep '$1' --out '$2' --workers 1\" /dev/null </dev/null",
                  {files.file("study.yaml"), files.file("watched")});
    REQUIRE(watched.exit_code == 0);
    CHECK_THAT(watched.out, Catch::Contains(" %") && Catch::Contains("720 runs completed"));
    double shown = 0.0;
    std::size_t lines = 0;
    for (std::size_t at = watched.out.find(" %"); at != std::string::npos;
         at = watched.out.find(" %", at + 1)) {
        auto const begin = watched.out.find_last_of("K\n", at);
        if (begin == std::string::npos || at - begin > 4) continue;  // "\r\033[K 42 %"
        double const percent = std::strtod(watched.out.c_str() + begin + 1, nullptr);
        INFO(percent << " after " << shown);
        CHECK(percent >= shown);
        shown = percent;
        ++lines;
    }
    CHECK(lines > 0);
    CHECK(watched.out.find("\033[K") != std::string::npos);
}

TEST_CASE("the status of a sweep at work counts the runs under way") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 4000");
    // The sweep is stopped once its status is known.
    auto const answer = run_shell(
        "\"$0\" sweep \"$1\" --out \"$2\" --quiet --workers 2 >/dev/null 2>&1 & sweep=$!; "
        "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 1; [ -e \"$2/.progress\" ] && break; done; "
        "\"$0\" status \"$2\" --json 2>/dev/null; kill -INT $sweep; wait $sweep; "
        "\"$0\" status \"$2\" --json >\"$2.after\" 2>/dev/null; exit 0",
        {files.file("study.yaml"), files.file("out")});
    INFO(answer.out);
    auto const progress_in = [](std::string const& json) {
        auto all = nlohmann::json::parse(json);
        return all.at("tables").at("progress").at(0);
    };
    auto const during = progress_in(answer.out);
    CHECK(during.at("sweep_at_work") == "yes");
    CHECK(during.at("runs_at_work").get<int>() >= 1);
    CHECK(during.at("runs_at_work").get<int>() <= 2);
    CHECK(during.at("complete") == "no");
    CHECK(during.at("expected_s_high").get<double>() >= during.at("expected_s_low").get<double>());
    CHECK(phases_in(answer.out).at("layouts").at("runs") == 48000);
    auto const after = progress_in(read_file(files.file("out.after")));
    CHECK(after.at("sweep_at_work") == "no");
    CHECK(after.at("runs_at_work") == 0);
    CHECK(phases_in(read_file(files.file("out.after"))).at("layouts").at("runs") == 48000);
}

}  // namespace meridian::testing
