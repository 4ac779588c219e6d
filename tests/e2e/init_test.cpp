// `meridian init`: every template is written, is sound, and does what it says to try next.
#include <filesystem>
#include <string>
#include <vector>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace meridian::testing {
namespace {

// What follows "try next:", without the change of folder.
std::vector<std::string> commands_of(std::string const& printed) {
    std::vector<std::string> commands;
    bool begun = false;
    for (std::string const& line : lines_of(printed)) {
        if (begun && line.starts_with("  meridian ")) commands.push_back(line.substr(2));
        begun = begun || line == "try next:";
    }
    return commands;
}

CommandResult run_in_shell(std::string const& command, std::string const& folder) {
    std::string const program = std::string{"'"} + meridian_binary + "'";
    return run_program("/bin/sh", {"-c", program + command.substr(std::string{"meridian"}.size())}, folder);
}

}  // namespace

TEST_CASE("every template is sound and does what it says to try next", "[e2e][init]") {
    CommandResult const list = run_meridian({"init"});
    REQUIRE(list.exit_code == 0);
    std::size_t templates = 0;
    for (std::string const& line : lines_of(list.out)) {
        if (!line.starts_with("  ")) continue;
        ++templates;
        auto const name = line.substr(2, line.find(' ', 2) - 2);
        CAPTURE(name);
        TemporaryFolder const folder;
        CommandResult const made = run_meridian({"init", name, "new"}, folder.path());
        INFO(made.err);
        REQUIRE(made.exit_code == 0);
        for (auto const& file : std::filesystem::directory_iterator(folder.file("new"))) {
            if (file.path().extension() != ".yaml") continue;
            CommandResult const checked = run_meridian({"validate", file.path().string()}, folder.path());
            INFO(file.path() << "\n" << checked.out << checked.err);
            CHECK(checked.exit_code == 0);
            CHECK_THAT(checked.err, !Catch::Contains("unknown"));
        }
        CommandResult const sound = run_meridian(
            {"validate", "--strict", name == "study" ? "study.yaml" : "scenario.yaml"}, folder.file("new"));
        INFO(sound.err);
        CHECK(sound.exit_code == 0);
        auto const commands = commands_of(made.out);
        CHECK(commands.size() >= 2);
        for (std::string const& command : commands) {
            CommandResult const done = run_in_shell(command, folder.file("new"));
            INFO(command << "\n" << done.err);
            CHECK(done.exit_code == 0);
        }
    }
    CHECK(templates == 6);
}

TEST_CASE("init writes over nothing, and knows what was meant", "[e2e][init]") {
    TemporaryFolder const folder;
    write_file(folder.file("scenario.yaml"), "mine\n");
    CommandResult const refused = run_meridian({"init", "blank", folder.path()});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.err,
               Catch::Contains("scenario.yaml' is there already\n  fix: name a new or empty folder"));
    CHECK(read_file(folder.file("scenario.yaml")) == "mine\n");
    CommandResult const study = run_meridian({"init", "study", folder.path()});
    CHECK(study.exit_code == 2);
    CHECK_FALSE(std::filesystem::exists(folder.file("study.yaml")));  // none of several

    CommandResult const misspelt = run_meridian({"init", "natoinal", "x"}, folder.path());
    CHECK(misspelt.exit_code == 2);
    CHECK_THAT(misspelt.err, Catch::Contains("did you mean 'national'?"));

    CommandResult const named_so = run_meridian({"init", "trace"}, folder.path());
    CHECK(named_so.exit_code == 0);
    CHECK(std::filesystem::exists(folder.file("trace/jobs.csv")));
    CommandResult const plain = run_meridian({"init", "first"}, folder.path());
    CHECK(plain.exit_code == 0);
    CHECK(read_file(folder.file("first/scenario.yaml")) ==
          read_file(source("scenarios/templates/three-sites/scenario.yaml")));
}

}  // namespace meridian::testing
