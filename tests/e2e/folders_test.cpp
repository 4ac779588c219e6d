// Folders of results in the hands of others: nothing of the user's is overwritten, nothing damaged is
// believed.
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <sys/stat.h>

#include "sim/report/own_report.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

namespace fs = std::filesystem;

// Every file below a folder with its text, links as what they lead to.
std::map<std::string, std::string> contents_of(std::string const& folder) {
    std::map<std::string, std::string> all;
    for (std::string const& name : everything_in(folder)) {
        fs::path const path = fs::path{folder} / name;
        if (fs::is_symlink(path))
            all[name] = "-> " + fs::read_symlink(path).string();
        else
            all[name] = fs::is_regular_file(path) ? read_file(path.string()) : "";
    }
    return all;
}

// Of a study over one input, so that every kind of table is made.
constexpr char const* inputs =
    "\nmetrics: [cost_cny_total]\ninputs:\n"
    "  - {name: price, path: tariffs.cheap.price, low: 0.1 CNY/kWh, high: 0.9 CNY/kWh, grade: K}\n"
    "sensitivity: {replications: 4, sample: 10, against: [far]}";

void flip_bit(std::string const& file, std::size_t at) {
    std::string text = read_file(file);
    text[at % text.size()] = static_cast<char>(text[at % text.size()] ^ 1);
    write_file(file, text);
}

}  // namespace

TEST_CASE("a report never takes the place of what it has not written", "[folders]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "study").exit_code == 0);
    write_file(files.file("home/thesis.md"), "years of work");
    write_file(files.file("home/tables/letter.txt"), "dear planner");
    fs::create_symlink("thesis.md", files.file("home/link.md"));
    auto const before = contents_of(files.folder());
    auto const refused = [&](Words const& words, std::string const& where) {
        CAPTURE(words);
        CommandResult const answer = run_meridian(joined({"report", files.file("study")}, words), where);
        CHECK(answer.exit_code == 2);
        CHECK_THAT(answer.err, Catch::Contains("--out") && Catch::Contains("fix:"));
        CHECK(contents_of(files.folder()) == before);
    };
    std::string const home = files.file("home");
    for (std::string const& folder : {files.file("study"), std::string{"."}, home, home + "/tables",
                                      home + "/thesis.md", home + "/link.md", files.folder()})
        refused({"--format", "csv", "--out", folder}, home);
    for (char const* const format : {"html", "md", "json", "xlsx", "pdf"}) {
        for (char const* const file : {"thesis.md", "link.md", ".", "tables", "none/report"})
            refused({"--format", format, "--out", file}, home);
    }
    refused({"--format", "md", "--out", files.file("study/kpis.csv")}, home);
}

TEST_CASE("a report takes the place of an earlier one of the same format", "[folders]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "study").exit_code == 0);
    for (std::string const format : {"html", "md", "json", "xlsx", "csv"}) {
        CAPTURE(format);
        std::string const out = files.file("the." + format);
        for (int i = 0; i < 2; ++i) {
            CommandResult const answer =
                run_meridian({"report", files.file("study"), "--format", format, "--out", out});
            INFO(answer.err);
            CHECK(answer.exit_code == 0);
        }
        std::string const other = format == "md" ? "json" : "md";
        CHECK(run_meridian({"report", files.file("study"), "--format", other, "--out", out}).exit_code == 2);
    }
}

TEST_CASE("a run never takes the place of a file that it has not written", "[folders]") {
    SmallStudy const files;
    Words const run{"run", files.file("base.yaml"), "--out", files.file("out")};
    REQUIRE(run_meridian(run).exit_code == 0);
    REQUIRE(run_meridian({"report", files.file("out"), "--format", "md"}).exit_code == 0);
    REQUIRE(run_meridian(run).exit_code == 0);  // an own report goes with what it reports on
    CHECK_FALSE(fs::exists(files.file("out/report.md")));
    SECTION("a report by hand") {
        write_file(files.file("out/report.md"), "my notes");
    }
    SECTION("a folder of the user's under the name of tables") {
        write_file(files.file("out/report_tables/mine.txt"), "mine");
    }
    SECTION("a log that the run did not write") {
        write_file(files.file("out/jobs.csv"), "mine");
    }
    SECTION("a link") {
        write_file(files.file("mine.csv"), "mine");
        fs::remove(files.file("out/sites.csv"));
        fs::create_symlink(files.file("mine.csv"), files.file("out/sites.csv"));
    }
    auto const before = contents_of(files.folder());
    CommandResult const answer = run_meridian(run);
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.err, Catch::Contains("fix:"));
    CHECK(contents_of(files.folder()) == before);
}

TEST_CASE("links inside a study's folder are replaced or refused, what they lead to stays",
          "[folders][many_runs]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "study").exit_code == 0);
    REQUIRE(run_meridian({"report", files.file("study"), "--format", "md"}).exit_code == 0);
    write_file(files.file("home/mine.txt"), "mine");
    Words const names = everything_in(files.file("study"));
    for (std::string const& name : names) {
        CAPTURE(name);
        fs::path const path = files.file("study/" + name);
        bool const is_folder = name.ends_with('/');
        fs::path const plain = is_folder ? path.parent_path() : path;
        if (!fs::exists(plain)) continue;
        fs::path const aside = files.file("aside");
        fs::rename(plain, aside);
        fs::create_symlink(is_folder ? files.file("home") : files.file("home/mine.txt"), plain);
        auto const home = contents_of(files.file("home"));
        for (Words const& words :
             {Words{"status", files.file("study")}, Words{"compare", files.file("study")},
              Words{"report", files.file("study"), "--format", "md"},
              Words{"sweep", files.file("study.yaml"), "--out", files.file("study"), "--quiet"}}) {
            CAPTURE(words);
            CommandResult const answer = run_meridian(words);
            INFO(answer.err);
            CHECK(std::set<int>{0, 1, 2, 3, 5}.contains(answer.exit_code));
            if (answer.exit_code == 5) CHECK_THAT(answer.err, Catch::Contains(plain.filename().string()));
            CHECK(contents_of(files.file("home")) == home);
        }
        fs::remove_all(plain);
        fs::rename(aside, plain);
    }
}

TEST_CASE("a share of a finished study removes no table", "[folders]") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 4" + std::string{inputs});
    REQUIRE(sweep(files, "study").exit_code == 0);
    auto before = contents_of(files.file("study"));
    REQUIRE(before.contains("tornado.csv"));
    CommandResult const share = sweep(files, "study", {"--shard", "1/2"});
    INFO(share.err);
    CHECK(share.exit_code == 0);
    auto after = contents_of(files.file("study"));
    for (auto* const all : {&before, &after}) {
        all->erase("manifest.json");
        all->erase("results.sqlite");
        all->erase(".tables.lock");
    }
    CHECK(after == before);
    CHECK(run_meridian({"report", files.file("study"), "--format", "md"}).exit_code == 0);

    // A sweep of a study without inputs says which tables go.
    files.change("study.yaml", inputs, "");
    CommandResult const whole = sweep(files, "study");
    CHECK(whole.exit_code == 0);
    CHECK_THAT(whole.out, Catch::Contains("removed tornado.csv: the study does not define it any more"));
    CHECK_FALSE(fs::exists(files.file("study/tornado.csv")));
}

TEST_CASE("a damaged file is never believed, and a sweep makes it whole again", "[folders][many_runs]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "study").exit_code == 0);
    std::string const study = files.file("study");
    auto const shown_by = [&](Words const& words) {
        CommandResult const answer = run_meridian(words);
        return std::pair{answer.err.empty() ? answer.exit_code : 5,
                         answer.out};  // as good as a refusal: a warning
    };
    Words const report{"report", study, "--format", "md", "--out", files.file("report.md")};
    Words const compare{"compare", study};
    REQUIRE(shown_by(report).first == 0);
    std::string const right_report = read_file(files.file("report.md"));
    auto const right_compare = shown_by(compare);
    for (std::string const& name : everything_in(study)) {
        std::string const file = study + "/" + name;
        if (name.ends_with('/') || read_file(file).empty()) continue;
        std::string const whole = read_file(file);
        for (std::size_t const at : {whole.size() / 3, whole.size() / 2, whole.size() - 2}) {
            CAPTURE(name, at);
            flip_bit(file, at);
            auto const [code, said] = shown_by(compare);
            CHECK((code == 5 || std::pair{code, said} == right_compare));
            auto const reported = shown_by(report).first;
            CHECK((reported == 5 || (reported == 0 && read_file(files.file("report.md")) == right_report)));
            write_file(file, whole);
        }
    }
    for (char const* const name :
         {"study.json", "kpis.csv", "representative_runs/near/sites.csv", "representative_runs/index.csv",
          "manifest.json", "representative_runs/far/manifest.json"}) {
        CAPTURE(name);
        flip_bit(study + "/" + name, 40);
        CHECK(shown_by(report).first == 5);
        CHECK(sweep(files, "study").exit_code == 0);
        CHECK(shown_by(report).first == 0);
    }
    CHECK(read_file(files.file("report.md")) == right_report);
}

TEST_CASE("devices and pipes in a folder of results are refused, not read", "[folders]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "study").exit_code == 0);
    REQUIRE(run_meridian({"run", files.file("base.yaml"), "--out", files.file("run")}).exit_code == 0);
    auto const refused = [&](std::string const& folder, std::string const& name, Words const& words) {
        CAPTURE(name, words);
        std::string const file = folder + "/" + name;
        std::string const whole = read_file(file);
        fs::remove(file);
        SECTION("pipe " + name) {
            REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
        }
        SECTION("link " + name) {
            fs::create_symlink("/dev/zero", file);
        }
        SECTION("folder " + name) {
            fs::create_directory(file);
        }
        CommandResult const answer = run_meridian(words);
        INFO(answer.err);
        CHECK((answer.exit_code == 5 || answer.exit_code == 2 || answer.exit_code == 3));
        CHECK_THAT(answer.err, Catch::Contains("fix:"));
        fs::remove(file);
        write_file(file, whole);
    };
    refused(files.file("study"), "study.json", {"status", files.file("study")});
    refused(files.file("study"), "comparison.csv", {"report", files.file("study"), "--format", "md"});
    refused(files.file("study"), "manifest.json", {"report", files.file("study"), "--format", "md"});
    refused(files.file("run"), "summary.json", {"report", files.file("run"), "--format", "md"});
    refused(files.file("run"), "sites.csv", {"report", files.file("run"), "--format", "md"});
}

TEST_CASE("a link that leads nowhere is not a free place", "[folders]") {
    SmallStudy const files;
    fs::create_symlink("nowhere", files.file("out"));
    auto const before = contents_of(files.folder());
    CHECK(run_meridian({"run", files.file("base.yaml"), "--out", files.file("out")}).exit_code == 2);
    CHECK(sweep(files, "out").exit_code == 2);
    for (char const* const format : {"csv", "md"})
        CHECK(report::target_state(files.file("out"), format) == report::TargetState::foreign);
    CHECK(contents_of(files.folder()) == before);
}

TEST_CASE("status needs no right to write", "[folders]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "study").exit_code == 0);
    fs::remove(files.file("study/.lock"));
    Words const before = everything_in(files.file("study"));
    CommandResult const answer = run_meridian({"status", files.file("study")});
    CHECK(answer.exit_code == 0);
    CHECK_THAT(answer.out, Catch::Contains("All runs are done"));
    CHECK(everything_in(files.file("study")) == before);
}

TEST_CASE("a sweep whose rows vanish under it ends with 5", "[folders]") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 400");
    CommandResult const answer = run_shell(
        "\"$0\" sweep \"$1\" --out \"$2\" --quiet & process=$!; "
        "while ! ls \"$2\"/shards/*.rows >/dev/null 2>&1; do sleep 0.01; done; rm -r \"$2\"/shards; "
        "wait $process; echo \"ended: $?\"",
        {files.file("study.yaml"), files.file("study")});
    INFO(answer.out);
    CHECK_THAT(answer.out, Catch::Contains("ended: 5") && Catch::Contains("removed while the sweep ran"));
}

TEST_CASE("a metric that no run has is reported by sweep and compare", "[folders]") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 2\nmetrics: [request_slo_attainment]");
    CommandResult const swept = sweep(files, "study");
    CHECK(swept.exit_code == 0);
    CHECK_THAT(swept.err, Catch::Contains("no run has a figure for the metric 'request_slo_attainment'") &&
                              Catch::Contains("fix:"));
    CommandResult const compared = run_meridian({"compare", files.file("study")});
    CHECK(compared.exit_code == 3);
    CHECK_THAT(compared.err, Catch::Contains("no run has a figure for the metric 'request_slo_attainment'"));
}

}  // namespace meridian::testing
