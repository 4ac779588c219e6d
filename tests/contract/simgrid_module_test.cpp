#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/own_process.hpp"
#include "tests/support/transfer_bench.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::TransferBench;

TEST_CASE("SimGrid cannot be had twice in one process, and says so", "[contract][transfer][simgrid]") {
    std::string reported;
    auto const work = [] {
        NationalMap const map = testing::random_world(1).map;
        TransferBench const first{map, testing::network("simgrid")};
        try {
            TransferBench const second{map, testing::network("simgrid")};
        } catch (system::SystemError const& fault) {
            return std::string{fault.what()};
        }
        return std::string{"had it twice"};
    };
    if (testing::with_model("simgrid", work, reported)) {
        CHECK_THAT(reported, Catch::Contains("one engine per process") && Catch::Contains("fix: "));
    }
}
