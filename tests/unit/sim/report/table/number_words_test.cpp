#include "sim/report/table/number_words.hpp"

#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

using namespace meridian::report;
using nlohmann::json;

namespace {

std::optional<double> figure(json const& one, char const* key) {
    auto const found = one.find(key);
    return found == one.end() || found->is_null() ? std::nullopt : std::optional{found->get<double>()};
}

FigureKind quantity_named(std::string const& name) {
    for (auto at = 0; at <= static_cast<int>(FigureKind::number); ++at) {
        if (name_of(static_cast<FigureKind>(at)) == name) return static_cast<FigureKind>(at);
    }
    throw std::invalid_argument{name};
}

}  // namespace

TEST_CASE("figures are written with units, thousands and digits", "[document]") {
    std::ifstream file{std::string{meridian::testing::source_folder} +
                       "/tests/unit/sim/report/table/format_cases.json"};
    auto const cases = json::parse(file);
    CHECK(cases.size() > 300);
    for (json const& one : cases) {
        CAPTURE(one.dump());
        FigureSetting setting{figure(one, "low"), figure(one, "high"), one.value("signed", false),
                              figure(one, "unit_of")};
        auto const language = one["language"] == "en" ? Language::en : Language::zh;
        CHECK(for_people(figure(one, "value"), quantity_named(one["quantity"]), language, setting) ==
              one["text"].get<std::string>());
    }
}

TEST_CASE("halves go away from zero, and what lies just below does not", "[document]") {
    auto const with_half = [](double value, double half) {
        return for_people(value, FigureKind::number, Language::en, {value - half, value + half});
    };
    CHECK(with_half(2.5, 10.0) == "3");
    CHECK(with_half(0.125, 0.125) == "0.13");
    CHECK(with_half(std::nextafter(2.5, 0.0), 10.0) == "2");
    CHECK(with_half(999.5, 10.0) == "1,000");
    CHECK(for_people(-0.125, FigureKind::number, Language::en, {-0.25, 0.0}) == "−0.13");
}

TEST_CASE("figures beyond all measure are still written", "[document]") {
    CHECK(for_people(1e22, FigureKind::number, Language::en) == "1e+22");
    CHECK(for_people(5e-324, FigureKind::number, Language::en) == "< 0.00001");
    CHECK(for_people(std::numeric_limits<double>::infinity(), FigureKind::money, Language::en) == "–");
    CHECK(for_people(1e20, FigureKind::text, Language::en) == "100000000000000000000");
    CHECK(for_people(-1.5e-7, FigureKind::text, Language::en) == "-1.5e-7");
}
