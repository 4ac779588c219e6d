// Studies whose runs share a past: branched sweeps have the bytes of whole runs.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

// Runs of some milliseconds: half a year of a town and a desert, whose link is cut in one of six ways in the second half.
void write_cuts(SmallStudy const& files) {
    files.change("base.yaml", "horizon: 1 d", "horizon: 180 d");
    files.change("base.yaml", "accelerators: 1,", "accelerators: 1, input: 300 GB,");
    files.write("cuts.yaml", R"(study: 1
name: Cuts
scenario: base.yaml
axes:
  - {name: layout, layouts: [far.yaml, both.yaml]}
  - name: cut
    role: future
    levels:
      - {name: none}
      - {name: a, set: {events: [{name: cut, link: town-desert, from: 100 d, until: 101 d}]}}
      - {name: b, set: {events: [{name: cut, link: town-desert, from: 100 d, until: 120 d}]}}
      - {name: c, set: {events: [{name: cut, link: town-desert, from: 120 d, until: 121 d, left: 10 %}]}}
      - {name: d, set: {events: [{name: cut, link: town-desert, from: 150 d}]}}
      - {name: e, set: {events: [{name: cut, link: town-desert, from: 175 d}]}}
baseline: {layout: far}
replications: 3
)");
}

Words sweep_words(SmallStudy const& files, std::string const& out, std::string const& branching,
                  std::string const& workers) {
    return {"sweep",   files.file("cuts.yaml"), "--out",   files.file(out),
            "--quiet", "--branching",           branching, "--workers",
            workers};
}

// Descendants of a process, from /proc.
std::vector<pid_t> descendants(pid_t of) {
    std::vector<pid_t> found;
    std::ifstream children{fmt::format("/proc/{}/task/{}/children", of, of)};
    for (pid_t child = 0; children >> child;) {
        found.push_back(child);
        auto const below = descendants(child);
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

pid_t start(Words const& words) {
    pid_t const child = ::fork();
    if (child != 0) return child;
    std::vector<std::string> all{meridian_binary};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> pointers;
    for (std::string& word : all)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    static_cast<void>(::freopen("/dev/null", "w", stdout));
    static_cast<void>(::freopen("/dev/null", "w", stderr));
    ::execv(meridian_binary, pointers.data());
    ::_exit(127);
}

bool is_alive(pid_t process) {
    std::ifstream stat{fmt::format("/proc/{}/stat", process)};
    std::string number, name, state;
    return stat >> number >> name >> state && state != "Z" && state != "X";
}

}  // namespace

TEST_CASE("a branched sweep has the tables of whole runs, with any number of workers") {
    SmallStudy const files;
    write_cuts(files);
    CommandResult const never = run_meridian(sweep_words(files, "never", "never", "2"));
    INFO(never.out << never.err);
    REQUIRE(never.exit_code == 0);
    std::string const expected = tables_in(files.file("never"));
    for (auto const& [branching, workers] : {std::pair{"always", "1"}, std::pair{"always", "2"},
                                             std::pair{"always", "5"}, std::pair{"auto", "2"}}) {
        std::string const out = std::string{branching} + workers;
        CommandResult const swept = run_meridian(sweep_words(files, out, branching, workers));
        INFO(out << swept.out << swept.err);
        CHECK(swept.exit_code == 0);
        CHECK_THAT(swept.out, Catch::Contains("36 runs completed"));
        CHECK(tables_in(files.file(out)) == expected);
    }
}

TEST_CASE("a dry run counts what is simulated") {
    SmallStudy const files;
    write_cuts(files);
    CommandResult const dry =
        run_meridian({"sweep", files.file("cuts.yaml"), "--out", files.file("out"), "--dry-run", "--json"});
    REQUIRE(dry.exit_code == 0);
    auto const json = nlohmann::json::parse(dry.out);
    // Of 180 d: 100 together; a and b: 1 together, then 79 each; the others: 20 together, 60 of c; 30 together, 30 of d,
    // 25 together, 5 of e and of none. 434 of 6 x 180.
    CHECK(json.at("simulated_share").get<double>() == Approx(434.0 / 1080.0));
    CommandResult const text =
        run_meridian({"sweep", files.file("cuts.yaml"), "--out", files.file("out"), "--dry-run"});
    CHECK_THAT(text.out, Catch::Contains("40 % of their time is simulated"));
}

TEST_CASE("a branch that is killed is simulated again, and one that is killed twice harms no other") {
    SmallStudy const files;
    write_cuts(files);
    REQUIRE(run_meridian(sweep_words(files, "never", "never", "2")).exit_code == 0);
    std::string const expected = tables_in(files.file("never"));
    std::size_t killed = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
        std::string const out = fmt::format("killed{}", attempt);
        pid_t const sweep = start(sweep_words(files, out, "always", "2"));
        std::this_thread::sleep_for(std::chrono::milliseconds{20 + 7 * attempt});
        auto const below = descendants(sweep);
        if (!below.empty()) {
            ::kill(below[static_cast<std::size_t>(attempt * 7) % below.size()], SIGKILL);
            ++killed;
        }
        int status = 0;
        REQUIRE(::waitpid(sweep, &status, 0) == sweep);
        CHECK(WIFEXITED(status));
        CHECK((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 5));
        REQUIRE(run_meridian(sweep_words(files, out, "always", "2")).exit_code == 0);
        CHECK(tables_in(files.file(out)) == expected);
    }
    CHECK(killed > 0);
}

TEST_CASE("an interrupted sweep leaves no branch behind") {
    SmallStudy const files;
    write_cuts(files);
    files.change("cuts.yaml", "replications: 3", "replications: 300");
    for (int const signal : {SIGINT, SIGTERM, SIGKILL}) {
        pid_t const sweep = start(sweep_words(files, fmt::format("ended{}", signal), "always", "2"));
        std::vector<pid_t> below;
        for (int waited = 0; waited < 200 && below.size() < 3; ++waited) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
            below = descendants(sweep);
        }
        REQUIRE(below.size() >= 3);  // two workers and a branch
        ::kill(sweep, signal);
        int status = 0;
        REQUIRE(::waitpid(sweep, &status, 0) == sweep);
        bool any_alive = true;
        for (int waited = 0; waited < 200 && any_alive; ++waited) {
            any_alive = std::ranges::any_of(below, is_alive);
            if (any_alive) std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        CHECK_FALSE(any_alive);
    }
}
