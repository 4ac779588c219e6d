// `cmake --install`: a tree that holds all that the program needs, wherever it is moved.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace meridian::testing {
namespace {

namespace fs = std::filesystem;

// Shipped files name the schema by which an editor checks them.
void check_schemas(fs::path const& scenarios) {
    constexpr std::string_view mark = "# yaml-language-server: $schema=";
    std::size_t checked = 0;
    for (fs::directory_entry const& entry : fs::recursive_directory_iterator{scenarios}) {
        if (entry.path().extension() != ".yaml") continue;
        auto const lines = lines_of(read_file(entry.path().string()));
        bool const is_template = entry.path().string().find("/templates/") != std::string::npos;
        if (is_template || lines.empty() || !lines[0].starts_with(mark))
            continue;  // `meridian init` writes theirs
        CAPTURE(entry.path());
        CHECK(fs::exists(entry.path().parent_path() / lines[0].substr(mark.size())));
        ++checked;
    }
    CHECK(checked > 30);
}

void check_works(std::string const& prefix) {
    TemporaryFolder const elsewhere;
    std::string const program = prefix + "/bin/meridian";
    CommandResult const version = run_program(program, {"--version", "--json"}, elsewhere.path());
    REQUIRE(version.exit_code == 0);
    auto const json = nlohmann::json::parse(version.out);
    CHECK(json["shared_folder"] == prefix + "/share/meridian");
    Words run{"run", "scenarios/tiny/triangle.yaml", "--quiet"};
#ifdef MERIDIAN_HAS_SIMGRID
    CHECK(json["modules"]["SimGrid"]["file"] == prefix + "/lib/meridian/modules/meridian_simgrid.so");
    run = joined(run, {"--network", "simgrid"});
#endif
    CommandResult const done = run_program(program, run, elsewhere.path());
    INFO(done.err);
    CHECK(done.exit_code == 0);
}

}  // namespace

TEST_CASE("an installed tree is complete and may be moved", "[e2e][installation]") {
    TemporaryFolder const folder;
    std::string const build = fs::path{meridian_binary}.parent_path().parent_path().string();
    std::string const first = fs::canonical(folder.path()).string() + "/first";
    CommandResult const installed =
        run_program("/usr/bin/cmake", {"--install", build, "--prefix", first, "--strip"});
    INFO(installed.out << installed.err);
    REQUIRE(installed.exit_code == 0);
    for (char const* const file :
         {"share/meridian/scenarios/national/january.yaml",
          "share/meridian/scenarios/national/layouts/b_n3.yaml",
          "share/meridian/scenarios/studies/n_plus_x.yaml",
          "share/meridian/scenarios/templates/blank/scenario.yaml",
          "share/meridian/schema/scenario.schema.json", "share/meridian/schema/study.schema.json",
          "share/meridian/python/meridian.py", "share/bash-completion/completions/meridian",
          "share/zsh/vendor-completions/_meridian", "share/fish/vendor_completions.d/meridian.fish",
          "share/man/man1/meridian.1.gz", "share/man/man1/meridian-run.1.gz", "share/doc/meridian/LICENSE",
          "share/doc/meridian/copyright", "share/doc/meridian/README.md"}) {
        CAPTURE(file);
        CHECK(fs::exists(first + "/" + file));
    }
    CHECK(read_file(first + "/share/meridian/schema/scenario.schema.json") == run_meridian({"schema"}).out);
    CHECK(read_file(first + "/share/meridian/schema/study.schema.json") ==
          run_meridian({"schema", "--study"}).out);
    check_schemas(first + "/share/meridian/scenarios");
    check_works(first);
    std::string const second = fs::canonical(folder.path()).string() + "/second";
    fs::rename(first, second);
    check_works(second);
}

// It cannot be built in every place where the tests run.
TEST_CASE("the Containerfile builds by scripts that are there and names no package itself",
          "[e2e][installation]") {
    std::set<std::string> scripts;
    for (std::string const& line : lines_of(read_file(source("scripts/Containerfile")))) {
        if (line.starts_with("RUN scripts/")) scripts.insert(line.substr(4, line.find(' ', 4) - 4));
        auto const install = line.find("apt-get install");
        if (install == std::string::npos) continue;
        CHECK_THAT(line, Catch::Contains("--no-install-recommends /tmp/*.deb &&"));
    }
    CHECK(scripts == std::set<std::string>{"scripts/setup", "scripts/package"});
    for (std::string const& script : scripts)
        CHECK((fs::status(source(script)).permissions() & fs::perms::owner_exec) != fs::perms::none);
}

}  // namespace meridian::testing
