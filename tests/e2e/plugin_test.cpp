// Policies of one's own, as programs.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

std::string const policies = source("scripts/python/policies");
constexpr char const* python = "/usr/bin/python3";  // Debian's, which has numpy

std::string own(std::string const& file, std::string const& more = {}) {
    return fmt::format("policy={{command: [{}, {}]{}}}", python, file, more);
}

Words two_days(std::string const& policy, std::string const& out) {
    return {"run",         china,   "--quiet", "--allow-plugins", "--set",
            "horizon=2 d", "--set", policy,    "--out",           out};
}

// The names of tables that differ between two folders of results, but for those that name the policy or warn of it.
std::vector<std::string> other_tables(std::string const& a, std::string const& b) {
    std::vector<std::string> others;
    for (std::string const& name : everything_in(a)) {
        bool const is_table = name.ends_with(".csv") && name.find('/') == std::string::npos;
        if (!is_table || name == "names.csv" || name == "warnings.csv") continue;
        if (read_file(a + "/" + name) != read_file(b + "/" + name)) others.push_back(name);
    }
    return others;
}

// In a world whose runs take a millisecond.
CommandResult chaos(std::string const& mode, std::string const& folder, std::string const& more = {}) {
    SmallStudy const files;
    std::string const policy =
        own(source("tests/e2e/policies/chaos.py"),
            fmt::format(", parameters: {{mode: {}}}, time_limit: 2 s, memory_limit: 600 MB, "
                        "reply_limit: 5 MB{}",
                        mode, more));
    return run_meridian({"run", files.file("near.yaml"), "--quiet", "--allow-plugins", "--set", policy,
                         "--out", folder + "/out"});
}

bool is_running(std::string const& text) {
    return run_program("/usr/bin/pgrep", {"-f", text}).exit_code == 0;
}

}  // namespace

TEST_CASE("nearest_user as a program of one's own gives the same results, byte for byte") {
    TemporaryFolder const work;
    REQUIRE(run_meridian(two_days("policy=nearest_user", work.file("built_in"))).exit_code == 0);
    CommandResult const answer = run_meridian(two_days(own(policies + "/nearest.py"), work.file("own")));
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    CHECK(everything_in(work.file("own")) == everything_in(work.file("built_in")));
    CHECK(rows_in(work.file("own/sites.csv")) > 10);
    CHECK(other_tables(work.file("own"), work.file("built_in")).empty());
}

TEST_CASE("nearest_user as a shared library in C and in C++ gives the same results, byte for byte") {
    TemporaryFolder const work;
    std::string const built = work.file("built");
    REQUIRE(run_program("/usr/bin/cmake", {"-S", source("scripts/policy_library"), "-B", built}).exit_code ==
            0);
    CommandResult const made = run_program("/usr/bin/cmake", {"--build", built});
    INFO(made.out << made.err);
    REQUIRE(made.exit_code == 0);
    REQUIRE(run_meridian(two_days("policy=nearest_user", work.file("built_in"))).exit_code == 0);
    for (std::string const name : {"nearest", "first"}) {
        CommandResult const answer =
            run_meridian(two_days(fmt::format("policy={{library: {}/{}.so}}", built, name), work.file(name)));
        INFO(answer.err);
        REQUIRE(answer.exit_code == 0);
        CHECK(other_tables(work.file(name), work.file("built_in")).empty());
    }
}

TEST_CASE("a library that is none, or of another version, is refused") {
    TemporaryFolder const work;
    write_file(work.file("none.so"), "no library");
    CommandResult const none =
        run_meridian(two_days(fmt::format("policy={{library: {}}}", work.file("none.so")), work.file("out")));
    CHECK(none.exit_code == 5);
    CHECK_THAT(none.err, Catch::Contains("policy 'none' failed"));
    write_file(work.file("old.c"), R"(
int meridian_policy_init(void* hello, int* wishes, void** self) { (void)hello; (void)self; wishes[0] = 0; return 0; }
int meridian_policy_decide(void* self) { (void)self; return 0; }
void meridian_policy_close(void* self) { (void)self; }
)");
    REQUIRE(run_program("/usr/bin/gcc", {"-shared", "-fPIC", "-o", work.file("old.so"), work.file("old.c")})
                .exit_code == 0);
    CommandResult const old =
        run_meridian(two_days(fmt::format("policy={{library: {}}}", work.file("old.so")), work.file("out")));
    CHECK(old.exit_code == 5);
    CHECK_THAT(old.err, Catch::Contains("it speaks version 0 of the contract, and this program version 1"));
    CHECK_FALSE(std::filesystem::exists(work.file("out")));
}

TEST_CASE("a program runs from beside the scenario, and from elsewhere only if that is allowed") {
    SmallStudy const files;
    std::filesystem::copy_file(policies + "/nearest.py", files.file("mine.py"));
    files.write("elsewhere/base.yaml", "include: ../base.yaml\npolicy: {command: [python3, ../mine.py]}\n");
    files.write("mine.yaml", "include: base.yaml\nsites: {table: near.csv}\n");
    files.change("base.yaml", "classes:", "policy: {command: [python3, mine.py], name: mine}\nclasses:");
    SECTION("beside it") {
        CommandResult const answer = run_meridian({"validate", files.file("near.yaml")});
        INFO(answer.out << answer.err);
        CHECK(run_meridian({"run", files.file("near.yaml"), "--quiet"}).exit_code == 0);
    }
    SECTION("above it") {
        files.change("elsewhere/base.yaml", "base.yaml", "near.yaml");
        CommandResult const answer = run_meridian({"run", files.file("elsewhere/base.yaml"), "--quiet"});
        CHECK(answer.exit_code == 2);
        CHECK_THAT(answer.err, Catch::Contains("base.yaml:2:19") && Catch::Contains("does not lie beside") &&
                                   Catch::Contains("--allow-plugins"));
        CHECK(run_meridian({"run", files.file("elsewhere/base.yaml"), "--quiet", "--allow-plugins"})
                  .exit_code == 0);
    }
    SECTION("no file at all") {
        Words const command{"run", files.file("near.yaml"), "--quiet", "--set",
                            "policy={command: [python3, -c, 'print(1)']}"};
        CHECK(run_meridian(command).exit_code == 2);
    }
    SECTION("a file that is not there") {
        files.change("base.yaml", "[python3, mine.py]", "[./there.py]");
        CommandResult const answer = run_meridian({"run", files.file("near.yaml"), "--quiet"});
        CHECK(answer.exit_code == 2);
        CHECK_THAT(answer.err, Catch::Contains("there is no file './there.py'"));
    }
    SECTION("a file whose name is misspelt") {
        files.change("base.yaml", "[python3, mine.py]", "python3 mime.py");
        CommandResult const answer = run_meridian({"run", files.file("near.yaml"), "--quiet"});
        CHECK(answer.exit_code == 2);
        CHECK_THAT(answer.err, Catch::Contains("there is no file 'mime.py'"));
    }
    SECTION("a key that is misspelt") {
        files.change("base.yaml", "name: mine}", "knowlege: oracle}");
        CommandResult const answer = run_meridian({"run", files.file("near.yaml"), "--quiet"});
        CHECK(answer.exit_code == 2);
        CHECK_THAT(answer.err, Catch::Contains("knowledge"));
    }
}

TEST_CASE("whatever a policy does wrong, the run ends with its reason, and nothing is left") {
    TemporaryFolder const work;
    CommandResult const modes = run_program(python, {source("tests/e2e/policies/chaos.py"), "--modes"});
    REQUIRE(lines_of(modes.out).size() >= 20);
    for (std::string const& mode : lines_of(modes.out)) {
        CAPTURE(mode);
        CommandResult const answer = chaos(mode, work.path());
        CHECK(answer.exit_code == 5);
        CHECK_THAT(answer.err, Catch::Contains("meridian: policy 'chaos' failed: ") &&
                                   Catch::Contains("it was asked for job") && Catch::Contains("fix: "));
        CHECK(answer.err.size() < 2000);
        CHECK(everything_in(work.path()).empty());
    }
    CHECK_FALSE(is_running("policies/chaos.py"));
    CHECK_FALSE(is_running("sleep 3599"));
}

TEST_CASE("a policy of another version is refused, with both versions named") {
    TemporaryFolder const work;
    CommandResult const answer = chaos("old_version", work.path());
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.err,
               Catch::Contains("it speaks version 0 of the contract, and this program version 1"));
}

TEST_CASE("another policy decides after a fault, if the scenario has one, and results say so") {
    TemporaryFolder const work;
    CommandResult const answer = chaos("crash", work.path(), ", on_fault: {use: nearest_user}");
    INFO(answer.err);
    CHECK(answer.exit_code == 0);
    CHECK_THAT(answer.out, Catch::Contains("the policy 'chaos' failed at"));
    SmallStudy const files;
    REQUIRE(
        run_meridian({"run", files.file("near.yaml"), "--quiet", "--out", work.file("built_in")}).exit_code ==
        0);
    CHECK(other_tables(work.file("out"), work.file("built_in"))
              .empty());  // it was nearest_user until then, too
    CommandResult const wrong = chaos("crash", work.path(), ", on_fault: {use: nearest_usr}");
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Catch::Contains("did you mean 'nearest_user'?"));
}

TEST_CASE("an oracle sees true run times, and its results say that they are a bound") {
    TemporaryFolder const work;
    write_file(work.file("look.py"), R"(
from meridian_policy import Policy, serve
class Look(Policy):
    def decide(self, state):
        for job in state.jobs:
            if ("runtime_ns" in job) != (self.knowledge == "oracle"):
                raise ValueError(job)
        return {job["id"]: self.first_with_room(job) for job in state.jobs}
serve(Look)
)");
    for (std::string const knowledge : {"declared", "oracle"}) {
        CommandResult const answer = run_meridian(
            two_days(own(work.file("look.py"), ", knowledge: " + knowledge), work.file(knowledge)));
        INFO(answer.err);
        CHECK(answer.exit_code == 0);
        CHECK((answer.out.find("knows true run times") != std::string::npos) == (knowledge == "oracle"));
    }
}

TEST_CASE("the conformance checks find what breaks the contract, with a seed that shows it", "[many_runs]") {
    TemporaryFolder const work;
    std::string const head =
        "from meridian_policy import Policy, place, serve\nimport random\n"
        "class Wrong(Policy):\n    sees = ('map', 'places')\n"
        "    def begin(self, run):\n        self.sites = [one['id'] for one in run['sites']]\n"
        "    def decide(self, state):\n"
        "        return {job['id']: self.decide_one(job) for job in state.jobs}\n"
        "    def decide_one(self, job):\n";
    write_file(work.file("dice.py"), head +
                                         "        room = [one for one in job['places'] if one['room']]\n"
                                         "        return place(random.choice(room)) if room else "
                                         "self.first_with_room(job)\nserve(Wrong)\n");
    write_file(work.file("anywhere.py"),
               head +
                   "        good = {one['site'] for one in job['places']}\n"
                   "        bad = [site for site in self.sites if site not in good]\n"
                   "        return place(bad[0]) if bad else self.first_with_room(job)\nserve(Wrong)\n");
    auto const failed = [&](std::string const& target) {
        CommandResult const answer = run_meridian({"policies", "--check", target, "--json", "--worlds", "2"});
        INFO(answer.out << answer.err);
        auto const found = nlohmann::json::parse(answer.out);
        std::vector<std::string> checks;
        for (auto const& row : found["tables"]["checks"]) {
            if (row["holds"] == "no") checks.push_back(row["check"].get<std::string>());
        }
        CHECK(answer.exit_code == (checks.empty() ? 0 : 1));
        CHECK(found["keeps_the_contract"].get<bool>() == checks.empty());
        return checks;
    };
    CHECK(failed(policies + "/nearest.py").empty());
    CHECK(failed(work.file("dice.py")) == Words{"same_answer"});
    Words const anywhere = failed(work.file("anywhere.py"));
    CHECK(std::ranges::find(anywhere, "places") != anywhere.end());
    CommandResult const text =
        run_meridian({"policies", "--check", work.file("anywhere.py"), "--worlds", "2"});
    CHECK(text.exit_code == 1);
    CHECK_THAT(text.out, Catch::Contains("seed 1: policy 'anywhere' failed: it placed job") &&
                             Catch::Contains("anywhere breaks the contract of policies"));
    CommandResult const nobody = run_meridian({"policies", "--check", "nearst_user"});
    CHECK(nobody.exit_code == 2);
    CHECK_THAT(nobody.err, Catch::Contains("did you mean 'nearest_user'?"));
}

TEST_CASE(
    "a study with a policy of one's own has the same rows for one worker, for two, and after it was killed") {
    SmallStudy const files;
    std::filesystem::copy_file(policies + "/nearest.py", files.file("mine.py"));
    files.change("study.yaml", "policies: [nearest_user, least_loaded]",
                 "policies: [nearest_user, {command: [python3, mine.py], name: mine}]");
    for (std::string const workers : {"1", "2"}) {
        CommandResult const answer = run_meridian({"sweep", files.file("study.yaml"), "--out",
                                                   files.file(workers), "--workers", workers, "--quiet"});
        INFO(answer.out << answer.err);
        REQUIRE(answer.exit_code == 0);
    }
    CHECK(everything_in(files.file("1")).size() > 5);
    CHECK(other_tables(files.file("1"), files.file("2")).empty());
    // Killed as soon as some runs are there; what was started by it must end, too.
    CommandResult const killed = run_shell(
        "\"$0\" sweep \"$1\" --out \"$2\" --workers 2 --quiet & sweep=$!\n"
        "until [ -n \"$(ls \"$2\"/runs 2>/dev/null)\" ] || ! kill -0 $sweep 2>/dev/null; do sleep 0.02; "
        "done\n"
        "kill -9 $sweep; sleep 1; pgrep -f \"$3\" && exit 1\n"
        "\"$0\" sweep \"$1\" --out \"$2\" --workers 2 --quiet",
        {files.file("study.yaml"), files.file("killed"), "[p]ython3 " + files.file("mine.py")});
    INFO(killed.out);
    CHECK(killed.exit_code == 0);
    CHECK(other_tables(files.file("1"), files.file("killed")).empty());
}

TEST_CASE(
    "a study whose policy fails ends with 5, has the runs of the others, and says how to see one alone") {
    SmallStudy const files;
    std::filesystem::copy_file(source("tests/e2e/policies/chaos.py"), files.file("chaos.py"));
    files.change("study.yaml", "policies: [nearest_user, least_loaded]",
                 "policies: [nearest_user, {command: [python3, chaos.py], parameters: {mode: no_decision}}]");
    CommandResult const swept =
        run_meridian({"sweep", files.file("study.yaml"), "--out", files.file("r"), "--quiet"});
    INFO(swept.out << swept.err);
    CHECK(swept.exit_code == 5);
    CHECK_THAT(swept.err, Catch::Contains("runs failed; see "));
    CHECK_THAT(read_file(files.file("r/failures.csv")),
               Catch::Contains("policy 'chaos' failed: it did not answer for job"));
    std::string_view const out = swept.out;
    std::string_view const begin = "alone: meridian run ";
    auto const at = out.find(begin);
    REQUIRE(at != std::string_view::npos);
    std::string_view const words = out.substr(at + begin.size(), out.find('\n', at) - at - begin.size());
    CommandResult const alone = run_shell("\"$0\" run $1", {std::string{words}});
    CHECK(alone.exit_code == 5);
    CHECK_THAT(alone.out, Catch::Contains("policy 'chaos' failed: it did not answer for job"));
}

TEST_CASE("a recorded dialogue is asked again, and answers that are not legal are shown with their lines") {
    TemporaryFolder const work;
    std::string const nearest = policies + "/nearest.py";
    std::string const kept = work.file("kept.jsonl");
    auto const replayed = [&](std::string const& target, Words const& more = {}) {
        return run_meridian(joined({"policies", "--check", target, "--replay", kept}, more));
    };
    CommandResult const recorded =
        run_meridian({"policies", "--check", nearest, "--record", kept, "--worlds", "2"});
    INFO(recorded.out << recorded.err);
    REQUIRE(recorded.exit_code == 0);
    CommandResult const same = replayed(nearest);
    CHECK(same.exit_code == 0);
    CHECK_THAT(same.out, Catch::Contains("0 answers are not legal, 0 differ from"));
    // The module asks what Meridian has recorded, too.
    CommandResult const alone = run_shell("PYTHONPATH=\"$1\" /usr/bin/python3 \"$2\" --replay \"$3\"",
                                          {source("scripts/python"), nearest, kept});
    CHECK(alone.exit_code == 0);
    CHECK_THAT(alone.out, Catch::Contains("0 answers are not legal, 0 differ"));

    std::string const head =
        "from meridian_policy import Policy, place, serve, wait\nclass Own(Policy):\n"
        "    def decide(self, state):\n        return {job['id']: ";
    write_file(work.file("idle.py"), head + "wait() for job in state.jobs}\nserve(Own)\n");
    CommandResult const idle = replayed(work.file("idle.py"), {"--json"});
    CHECK(idle.exit_code == 0);
    auto const facts = nlohmann::json::parse(idle.out);
    CHECK(facts["illegal"] == 0);
    CHECK(facts["different"].get<int>() > 0);
    CHECK(facts["questions"] == facts["jobs"]);  // one job at a time
    write_file(work.file("lost.py"), head + "place('atlantis') for job in state.jobs}\nserve(Own)\n");
    CommandResult const lost = replayed(work.file("lost.py"));
    CHECK(lost.exit_code == 1);
    CHECK_THAT(lost.out,
               Catch::Contains(kept + ":5: it placed job 0 at 'atlantis', where it could never run"));
    write_file(work.file("gone.py"), head + "1 / 0 for job in state.jobs}\nserve(Own)\n");
    CommandResult const gone = replayed(work.file("gone.py"));
    CHECK(gone.exit_code == 1);
    CHECK_THAT(gone.out, Catch::Contains("1 answer is not legal"));

    std::string const whole = read_file(kept);
    std::string const greeted = whole.substr(0, whole.find("{\"type\":\"begin\""));
    for (std::string const line : {"{\"type\":\"decide\"}", "{\"type\":7}", "[]", "{",
                                   R"({"type":"decide","id":1,"now_ns":0,"jobs":[{}]})",
                                   R"({"type":"decide","id":"x","now_ns":0,"jobs":[]})"}) {
        CAPTURE(line);
        write_file(kept, greeted + line + "\n{\"type\":\"decisions\",\"id\":1,\"decisions\":[]}\n");
        CommandResult const bad = replayed(work.file("idle.py"));
        CHECK(bad.exit_code == 2);
        CHECK_THAT(bad.err, Catch::Contains(kept + ":3:1: "));
    }
    write_file(kept, whole.substr(0, whole.find('\n') + 1));
    CommandResult const cut = replayed(nearest);
    CHECK(cut.exit_code == 2);
    CHECK_THAT(cut.err, Catch::Contains(kept + ":1:1: a dialogue has an answer after each message") &&
                            Catch::Contains("fix: "));
    CHECK(replayed("nearest_user").exit_code == 2);
    CHECK(run_meridian({"policies", "--check", nearest, "--replay", work.file("none")}).exit_code == 2);
}

}  // namespace meridian::testing
