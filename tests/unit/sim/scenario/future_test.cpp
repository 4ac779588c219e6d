// What a scenario's `future` makes of its demand.
#include "tests/support/catch.hpp"
#include "tests/unit/sim/scenario/written_files.hpp"

namespace meridian::testing {
namespace {

constexpr std::string_view with_chat =
    "horizon: 1 d\nservices:\n"
    "  - {name: chat, requests: {rate: 10 /s}, tokens_out: 100, prefill: 1000 /s, decode: 20 /s, objective: "
    "2 s}\n"
    "  - {name: eyes, requests: {rate: 10 /s}, prefill: 1000 /s, objective: 1 s}\n";

Scenario read_with(std::string const& future) {
    WrittenFiles const folder;
    std::string text = good_but("horizon: 1 d", std::string{with_chat} + future);
    auto const at = text.find("training: 0.4");
    text.insert(at, "inference: 0.5, ");
    auto const reading = read(folder.write("s.yaml", text));
    REQUIRE(reading.scenario);
    return *reading.scenario;
}

}  // namespace

TEST_CASE("growth has two axes, and shares of the mix are factors", "[unit][reader]") {
    // Two and a half years: 2^2.5 = 5.656854 times the tokens, each for 0.5^2.5 = 0.176777 of the time.
    Scenario const grown = read_with(
        "future: {years: 2.5, tokens_per_year: 2, token_cost_per_year: 0.5, scale: {batch: 0.5, eyes: 3}}");
    Service const& chat = grown.services[ServiceId{0}];
    CHECK(chat.requests.rate.count() == Approx(56.56854249));
    CHECK(chat.prefill_per_s == Approx(5656.854249));
    CHECK(chat.decode_per_s == Approx(113.1370850));
    Service const& eyes = grown.services[ServiceId{1}];  // makes no tokens
    CHECK(eyes.requests.rate.count() == 30.0);
    CHECK(eyes.prefill_per_s == 1000.0);
    CHECK(grown.classes[ClassId{0}].arrivals.rate.count() == Approx(5.0 / 3600.0));

    Scenario const today = read_with("");
    CHECK(today.services[ServiceId{0}].requests.rate.count() == 10.0);
}

}  // namespace meridian::testing
