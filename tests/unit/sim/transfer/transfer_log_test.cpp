#include "sim/transfer/transfer_log.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/transfer_script.hpp"

using namespace meridian;
using testing::TransferBench;
using transfer::TransferComparison;
using transfer::TransferLog;

namespace {

// A log of a script that the fluid model has carried, breaks and all.
struct Carried {
    Carried() : bench{testing::random_map(11), testing::network("fluid")} {
        testing::ScriptOptions options;
        options.breaks = true;
        auto const script = testing::random_script(bench.map, 11, options);
        bench.model = log.around(std::move(bench.model));
        ends = testing::play_script(bench, script);
    }
    [[nodiscard]] TransferComparison against(std::vector<SimTime> const& other) const {
        return compare(log, other, bench.map, bench.paths, 0.0);
    }

    TransferLog log;
    TransferBench bench;
    testing::Ends ends;
};

}  // namespace

TEST_CASE("a log played again by the same model gives the same ends", "[transfer][log]") {
    Carried carried;
    TransferBench again{testing::random_map(11), testing::network("fluid")};
    // Paths have the same numbers only if they were asked for in the same order.
    auto const model =
        transfer::make(testing::network("fluid"), {carried.bench.map, carried.bench.paths, again.links});
    auto const ends = carried.log.ends_under(*model);
    REQUIRE(ends.size() == carried.log.transfers().size());
    std::size_t compared = 0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        CHECK(ends[i] == carried.log.transfers()[i].end);
        compared += ends[i] != SimTime::max() ? 1U : 0U;
    }
    TransferComparison const same = carried.against(ends);
    CHECK(same.compared == compared);
    CHECK(compared == carried.ends.size());
    CHECK(same.worst == 0.0);
    CHECK(same.faster == 0);
    CHECK(same.alone > 0);
    CHECK(same.worst_alone_ns <= 1);
}

TEST_CASE("a transfer that ends otherwise is seen", "[transfer][log]") {
    Carried carried;
    std::vector<SimTime> ends;
    for (auto const& transfer : carried.log.transfers())
        ends.push_back(transfer.end);
    CHECK(carried.against(ends).worst == 0.0);
    auto const longest = std::ranges::max_element(carried.log.transfers(), {}, [](auto const& transfer) {
        return transfer.end == SimTime::max() ? Duration{0} : transfer.end - transfer.start;
    });
    auto const at = static_cast<std::size_t>(longest - carried.log.transfers().begin());
    ends[at] += (longest->end - longest->start) / 1000;  // a thousand times what is allowed
    CHECK(carried.against(ends).worst > 100.0);
}

TEST_CASE("without sharing, transfers are faster than links let them", "[transfer][log]") {
    Carried carried;
    auto const model = transfer::make(testing::network("delay"),
                                      {carried.bench.map, carried.bench.paths, carried.bench.links});
    CHECK(carried.against(carried.log.ends_under(*model)).worst > 1.0);
}
