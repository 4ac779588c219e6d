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
        Parameter<Bytes> volume{*this, {"volume", Dimension::bytes, "1 kB", 1.0, 1e9, "how much"}};
    };
    Loud(Parameters const& p, std::string const& name) {
        said = name + " " + std::to_string(p.span->count()) +
               (*p.tone == SpeakerTone::high ? " high " : " low ") + std::to_string(*p.times) +
               (*p.level ? " " + std::to_string(**p.level) : "") + " " + std::to_string(p.volume->count());
    }
};
struct SilentSpeaker : SpokenWords {
    using Parameters = ParameterSet;
    SilentSpeaker(Parameters const&, std::string const&) {}
};

using Speaker = Component<SpokenWords, std::string>;
Speaker const loud = Speaker::of<Loud>({"loud", "Loud", "大声"}, "says it all", "nobody, 1900");
Speaker const silent = Speaker::of<SilentSpeaker>({"silent", "Silent", "无声"}, "says nothing");

}  // namespace

TEST_CASE("a registry documents and makes what it lists", "[setup][registry]") {
    Registry const registry{"speaker", std::array{&loud, &silent}};
    REQUIRE(registry.docs().size() == 2);
    ComponentDoc const& doc = registry.docs()[0];
    CHECK(doc.name == "loud");
    CHECK(doc.source == "nobody, 1900");
    REQUIRE(doc.parameters.size() == 5);
    CHECK(doc.parameters[0].name == "span");
    CHECK(doc.parameters[1].words.size() == 2);
    CHECK(registry.docs()[1].parameters.empty());

    CHECK(registry.make({"loud", {}}, "A")->said == "A 2000000000 high 3 1000");
    ParameterValues const values{{"span", std::chrono::seconds{4}},
                                 {"tone", "low"},
                                 {"times", 7},
                                 {"level", 0.5},
                                 {"volume", Bytes{2}}};
    CHECK(registry.make({"loud", values}, "B")->said == "B 4000000000 low 7 0.500000 2");
    CHECK(registry.make({"silent", {}}, "C")->said.empty());
    CHECK_THROWS_AS(registry.make({"rude", {}}, "D"), std::logic_error);
    CHECK_THROWS_AS(registry.make({"loud", {{"tone", "middle"}}}, "D"), std::logic_error);
    CHECK_THROWS_AS(registry.make({"loud", {{"span", 4.0}}}, "D"), std::bad_variant_access);
}

TEST_CASE("a default and a number in base units have the type of their parameter", "[setup][registry]") {
    Registry const registry{"speaker", std::array{&loud}};
    ComponentDoc const& doc = registry.docs()[0];
    ParameterValues const defaults{{"span", std::chrono::seconds{2}},
                                   {"tone", "high"},
                                   {"times", 3},
                                   {"volume", Bytes{1000}}};  // level has none
    CHECK(with_defaults({}, doc) == defaults);
    CHECK(with_defaults({{"times", 5}}, doc).at("times") == ParameterValue{5});
    CHECK(parameter_value(doc.parameters[0], 3e9) == ParameterValue{std::chrono::seconds{3}});
    CHECK(parameter_value(doc.parameters[2], 4.0) == ParameterValue{4});
    CHECK(parameter_value(doc.parameters[3], 0.25) == ParameterValue{0.25});
    CHECK(parameter_value(doc.parameters[4], 8.0) == ParameterValue{Bytes{8}});
}
