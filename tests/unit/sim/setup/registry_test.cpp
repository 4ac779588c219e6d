// A seam of two implementations, one with a parameter of each type.
#include "sim/setup/registry.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

struct SpokenWords {
    virtual ~SpokenWords() = default;
    std::string said;
};

enum class SpeakerTone : std::uint8_t { low, high };
constexpr std::array<std::string_view, 2> tones{"low", "high"};

struct Loud : SpokenWords {
    struct Parameters : ParameterSet {
        Parameter<Duration> span{*this, {"span", Dimension::duration, "2 s", 1e9, 5e9, "how long"}};
        Parameter<SpeakerTone> tone{*this, {"tone", Dimension::number, "high", 0.0, 1.0, "how high", tones}};
        Parameter<std::size_t> times{*this, {"times", Dimension::count, "3", 1.0, 9.0, "how often"}};
        Parameter<std::optional<double>> level{*this, {"level", Dimension::number, "", 0.0, 1.0, "or none"}};
    };
    Loud(Parameters const& p, std::string const& name) {
        said = name + " " + std::to_string(p.span->count()) +
               (*p.tone == SpeakerTone::high ? " high " : " low ") + std::to_string(*p.times) +
               (*p.level ? " " + std::to_string(**p.level) : "");
    }
};
struct SilentSpeaker : SpokenWords {
    using Parameters = ParameterSet;
    SilentSpeaker(Parameters const&, std::string const&) {}
};

using Speaker = Component<SpokenWords, std::string>;
Speaker const loud = Speaker::of<Loud>("loud", "says it all", "nobody, 1900");
Speaker const silent = Speaker::of<SilentSpeaker>("silent", "says nothing");

}  // namespace

TEST_CASE("a registry documents and makes what it lists", "[setup][registry]") {
    Registry<SpokenWords, std::string> const registry{"speaker", {&loud, &silent}};
    REQUIRE(registry.docs().size() == 2);
    ComponentDoc const& doc = registry.docs()[0];
    CHECK(doc.name == "loud");
    CHECK(doc.source == "nobody, 1900");
    REQUIRE(doc.parameters.size() == 4);
    CHECK(doc.parameters[0].name == "span");
    CHECK(doc.parameters[1].words.size() == 2);
    CHECK(registry.docs()[1].parameters.empty());

    CHECK(registry.make({"loud", {}}, "A")->said == "A 2000000000 high 3");
    CHECK(
        registry.make({"loud", {{"span", 4e9}, {"tone", 0.0}, {"times", 7.0}, {"level", 0.5}}}, "B")->said ==
        "B 4000000000 low 7 0.500000");
    CHECK(registry.make({"silent", {}}, "C")->said.empty());
    CHECK_THROWS_AS(registry.make({"rude", {}}, "D"), std::logic_error);
}
