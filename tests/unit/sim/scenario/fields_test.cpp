// Reading a record into a struct of its own: each kind of value, and which keys a record knows of.
#include "sim/scenario/fields.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "tests/support/catch.hpp"

using namespace meridian;
using namespace meridian::scenario;

namespace {

enum class Colour : std::uint8_t { red = 3, blue = 5 };
inline constexpr Enum<Colour> colours{{"blue", Colour::blue}, {"red", Colour::red}};

struct Thing {
    Duration span{};
    std::optional<Microwatts> power;
    int count{0};
    bool flag{false};
    Colour colour{Colour::red};
    std::array<Colour, 4> stripes{};
    std::array<Celsius, 2> ends{};
    Milliaccelerators width;
};

using ThingRecord = GroupOf<Thing>;

template <class Visitor>
void fields(Visitor& v, ThingRecord& r) {
    Thing& thing = r.value;
    v.required("span", thing.span, Real<Duration>{not_negative}, "how long");
    v.optional("power", thing.power, Real<Microwatts>{not_negative}, "drawn");
    v.defaulted("count", thing.count, Whole{1, 9}, "7", "of them");
    v.defaulted("flag", thing.flag, Bool{}, "true", "whether");
    v.optional("colour", thing.colour, colours, "seen");
    v.optional("stripes", thing.stripes, EnumArray<Colour, 4>{colours}, "of it");
    v.optional("ends", thing.ends, RealArray<Celsius, 2>{any_number}, "temperatures");
    v.optional("width", thing.width, WholeAccelerators{{0, 10}}, "accelerators");
}

SharedLocation const somewhere{std::make_shared<std::string const>("s.yaml"), 1, 1};

// A record with such keys and texts.
Draft record_of(std::initializer_list<std::array<char const*, 2>> entries) {
    Draft record = Draft::map(somewhere);
    for (auto const& [key, text] : entries)
        record.set(Draft::Key{key, somewhere}, Draft::scalar(somewhere, text));
    return record;
}

struct Read {
    ThingRecord record;
    Problems problems;
};

Read read(Draft const& draft) {
    Read result;
    result.record.draft = &draft;
    RecordReader reader{draft, Subject{&result.problems, {}, &draft, "thing", 0}, &result.record};
    fields(reader, result.record);
    reader.finish();
    return result;
}

}  // namespace

TEST_CASE("a key becomes what its member is", "[unit][reader][fields]") {
    Draft const draft = record_of({{"span", "1.5 s"},
                                   {"power", "0.002 W"},
                                   {"count", "3"},
                                   {"flag", "false"},
                                   {"colour", "blue"},
                                   {"stripes", "red x2 blue red"},
                                   {"ends", "-1degC"},
                                   {"width", "4"}});
    auto const [record, problems] = read(draft);
    CHECK(record.value.span == std::chrono::milliseconds{1500});
    CHECK(record.value.power == Microwatts{2000});  // 0.002 W are 2000 uW
    CHECK(record.value.count == 3);
    CHECK_FALSE(record.value.flag);
    CHECK(record.value.colour == Colour::blue);
    CHECK(record.value.stripes == std::array{Colour::red, Colour::red, Colour::blue, Colour::red});
    CHECK(record.value.width == Milliaccelerators{4000});  // 4 x 1000
    CHECK(problems.count() == 1);                          // two ends are needed
    CHECK_FALSE(record.good("ends"));
    CHECK(record.value.ends[0] == Celsius{0.0});
}

TEST_CASE("what is not written has its default, or stays as it is", "[unit][reader][fields]") {
    Draft const draft = record_of({{"span", "2 s"}});
    auto const [record, problems] = read(draft);
    CHECK(problems.none());
    CHECK(record.value.count == 7);
    CHECK(record.value.flag);
    CHECK_FALSE(record.value.power.has_value());
    CHECK(record.value.colour == Colour::red);
    CHECK(record.written("span"));
    CHECK_FALSE(record.written("count"));
    CHECK(record.good({"span", "count", "power"}));
    CHECK(record.has("span"));
    CHECK_FALSE(record.has("power"));
}

TEST_CASE("a record knows which of its keys cannot be relied on", "[unit][reader][fields]") {
    Draft const draft =
        record_of({{"power", "2 h"}, {"colour", "green"}, {"stripes", "blue red"}, {"colr", "x"}});
    auto const [record, problems] = read(draft);
    // No span, a power in hours, no such colour, two stripes of four, and a key that nobody knows.
    CHECK(problems.count() == 5);
    CHECK_FALSE(record.good("span"));
    CHECK_FALSE(record.good("power"));
    CHECK_FALSE(record.good("colour"));
    CHECK_FALSE(record.good("stripes"));
    CHECK_FALSE(record.good(""));
    CHECK(record.good({"count", "flag", "ends", "width"}));
    CHECK_FALSE(record.value.power.has_value());
    CHECK(record.value.stripes[0] == Colour::blue);  // what stands before the fault
}

TEST_CASE("an enumeration has a word for each value", "[unit][reader][fields]") {
    CHECK(colours.word_of(Colour::red) == "red");
    CHECK(colours.word_of(Colour::blue) == "blue");
    CHECK(colours.words().size() == 2);
    CHECK(colours.example() == "blue");
}
