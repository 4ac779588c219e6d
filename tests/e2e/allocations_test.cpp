// Memory that runs out: exit code 5, no signal, nothing half-written.
#include <string>

#include <fmt/format.h>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

// Fails one allocation after the other, `samples` of them, evenly over all that the command makes.
void check_failures(std::string const& folder, std::string const& command, int samples) {
    std::string const preload =
        "cd \"$1\" && export LD_PRELOAD=\"" + std::string{allocation_fault_library} + "\" && ";
    REQUIRE(run_shell(preload + "ALLOCATION_COUNT=count \"$0\" " + command, {folder}).exit_code == 0);
    int const all = std::stoi(read_file(folder + "/count"));
    for (char const* const mode : {"", "+"}) {
        for (int i = 0; i < samples; ++i) {
            std::string const fault = fmt::format("{}{}", 1 + i * all / samples, mode);
            CommandResult const answer = run_shell(
                preload + "rm -rf out && ALLOCATION_FAULT=" + fault + " exec \"$0\" " + command, {folder});
            INFO(command << ", allocation " << fault << " fails: " << answer.out);
            CHECK((answer.exit_code == 5 || answer.exit_code == 0));
            for (std::string const& name : everything_in(folder)) {
                CHECK_THAT(name, !Catch::Contains(".partial-"));
                if (answer.exit_code != 0) CHECK_THAT(name, !Catch::StartsWith("out"));
            }
        }
    }
}

}  // namespace

TEST_CASE("a failed allocation ends a command with 5 and leaves nothing", "[own_memory]") {
    SmallStudy const study;
    SECTION("while much is read") {
        std::string nodes =
            "nodes:\n  - {name: town, latitude: 40.0, longitude: 116.0}\n  - {name: desert, latitude: 40.0, "
            "longitude: 106.0}\n";
        for (int i = 0; i < 300; ++i)
            nodes += fmt::format("  - {{name: spare{}, latitude: 1, longitude: 1}}\n", i);
        study.write("nodes.yaml", nodes);
        study.write("many.yaml", "include: [base.yaml, nodes.yaml]\nname: Many\n");
        check_failures(study.folder(), "validate many.yaml", 40);
    }
    SECTION("of a run") {
        check_failures(study.folder(), "run base.yaml --out out --quiet", 20);
    }
    SECTION("of a workbook") {
        REQUIRE(
            run_meridian({"run", study.file("base.yaml"), "--out", study.file("run"), "--quiet"}).exit_code ==
            0);
        check_failures(study.folder(), "report run --format xlsx --out out --quiet", 40);
    }
}

}  // namespace meridian::testing
