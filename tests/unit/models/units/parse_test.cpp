#include "models/units/parse.hpp"

#include <cmath>
#include <locale>

#include "models/units/format.hpp"
#include "models/units/nearest_name.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

double value(std::string_view text, Dimension d) {
    auto const read = parse_quantity(text, d);
    if (auto const* fault = std::get_if<ParseFault>(&read)) {
        FAIL("'" << text << "': " << fault->wrong << "; " << fault->fix);
    }
    return std::get<Parsed>(read).value;
}

// "wrong | fix", or "read" if the text is accepted.
std::string fault(std::string_view text, Dimension d) {
    auto const read = parse_quantity(text, d);
    auto const* const f = std::get_if<ParseFault>(&read);
    return f == nullptr ? "read" : f->wrong + " | " + f->fix;
}

using enum Dimension;

}  // namespace

TEST_CASE("every dimension reads into its base unit") {
    CHECK(value("8", count) == 8.0);
    CHECK(value("1e6", count) == 1e6);
    CHECK(value("-1.5", number) == -1.5);
    CHECK(value("30 %", fraction) == 0.3);
    CHECK(value("0.3", fraction) == 0.3);
    CHECK(value("2.5 h", duration) == 9e12);       // 2.5 * 3600 s
    CHECK(value("1 week", duration) == 6.048e14);  // 7 * 86400 s
    CHECK(value("10 GB", bytes) == 1e10);
    CHECK(value("1.5 KiB", bytes) == 1536.0);
    CHECK(value("2 PiB", bytes) == 2251799813685248.0);  // 2^51
    CHECK(value("400 Gbit/s", data_rate) == 5e10);       // 400e9 / 8
    CHECK(value("400Gbps", data_rate) == 5e10);
    CHECK(value("3 MB/s", data_rate) == 3e6);
    CHECK(value("5 MW", power) == 5e12);  // 5e6 W in uW
    CHECK(value("313 TFLOPS", compute_rate) == 3.13e14);
    CHECK(value("6.9EFLOPS", compute_rate) == 6.9e18);  // E is not an exponent without digits
    CHECK(value("250 m", length) == 0.25);
    CHECK(value("4.9 us/km", delay_per_length) == 4900.0);
    CHECK(value("-11.2 degC", temperature) == -11.2);
    CHECK(value("12 \u00B0C", temperature) == 12.0);
    CHECK(value("120 /h", frequency) == 120.0 / 3600.0);
    CHECK(value("730 /year", frequency) == 730.0 / 31536000.0);
    CHECK(value("0.45 CNY/kWh", energy_price) == 0.45);
    CHECK(value("450 CNY/MWh", energy_price) == 0.45);
    CHECK(value("100 CNY/TB", data_price) == 0.1);
    CHECK(value("500 CNY/(Gbit/s)/month", lease) == 500.0);
    CHECK(value("2 CNY/Mbps/month", lease) == 2000.0);
    CHECK(value("581 g/kWh", carbon_intensity) == 0.581);
    CHECK(value("0.6849 t/MWh", carbon_intensity) == 0.6849);
    CHECK(value("2.4 nJ/bit", energy_per_bit) == 2.4e-9);
    CHECK(value("39.9", angle) == 39.9);
}

TEST_CASE("a decimal prefix costs no rounding") {
    CHECK(value("0.1 ms", duration) == 100000.0);
    CHECK(value("0.3 us", duration) == 300.0);
    CHECK(value("4.35 ms", duration) == 4350000.0);  // 4.35 * 1e6 is 4349999.999... in doubles
    CHECK(value("1.1 GB", bytes) == 1100000000.0);
    CHECK(value("0.7 kW", power) == 700000000.0);
    CHECK(value("0.0054 W", power) == 5400.0);
    CHECK(value("1.5e-3 s", duration) == 1500000.0);
    CHECK(value("-0 s", duration) == 0.0);
    CHECK_FALSE(std::signbit(value("-0", number)));
}

// 1/3 h is 1.2e12 ns; 0.3333333333 h are 1,199,999,999,880 ns and 0.3333333333333 h 1,199,999,999,999.88 ns.
TEST_CASE("what the model counts is exact or refused") {
    CHECK(value("0.3333333333 h", duration) == 1199999999880.0);
    CHECK(fault("0.3333333333333 h", duration) ==
          "'0.3333333333333 h' is not a whole number of nanoseconds | write 1199.999999999 s or 1200 s");
    CHECK(fault("2.3 ns", duration) == "'2.3 ns' is not a whole number of nanoseconds | write 2 ns or 3 ns");
    CHECK(fault("1e-400 s", duration) ==
          "'1e-400 s' is not a whole number of nanoseconds | write 0 s or 0.000000001 s");
    CHECK(fault("0.00000054 W", power) ==
          "'0.00000054 W' is not a whole number of microwatts | write 0 W or 0.000001 W");
    CHECK(fault("1.0000000005 kW", power) ==
          "'1.0000000005 kW' is not a whole number of microwatts | write 1 kW or 1.000000001 kW");
    CHECK(fault("1.5 B", bytes) == "'1.5 B' is not a whole number of bytes | write 1 B or 2 B");
    // 2^-20 of 2^50 bytes, of twenty decimals.
    CHECK(value("0.00000095367431640625 PiB", bytes) == 1073741824.0);
    CHECK(fault("0.1 KiB", bytes) == "'0.1 KiB' is not a whole number of bytes | write 102 B or 103 B");
    // 2^53 + 1: the double beside it is taken for it nowhere.
    CHECK(value("9007199254740992 ns", duration) == 9007199254740992.0);
    CHECK(fault("9007199254740993 ns", duration) ==
          "'9007199254740993 ns' has more digits than can be held exactly | write 9007199254740992 ns");
    CHECK(fault("9007199254.740993 W", power) ==
          "'9007199254.740993 W' has more digits than can be held exactly | write 9007199254.740992 W");
    CHECK(std::get<ParseFault>(parse_whole("9007199254740993.0")).wrong ==
          "'9007199254740993.0' has more digits than can be held exactly");
    CHECK(fault("1e-400 CNY/kWh", energy_price) == "'1e-400' is too close to zero | write 0");
    CHECK(value("0e-400 CNY/kWh", energy_price) == 0.0);
}

TEST_CASE("a number between two counted ones is written as the nearest of them") {
    CHECK(nearest_counted_text(2.5, "h") == "2.5 h");
    CHECK(nearest_counted_text(1.0 / 3.0, "h") == "1200 s");
    CHECK(nearest_counted_text(643.1234567890123, "W") == "643.123457 W");
    CHECK(nearest_counted_text(0.1 + 0.2, "ms") == "0.3 ms");
    CHECK(nearest_counted_text(0.1 + 0.2, "CNY/kWh") == "0.30000000000000004 CNY/kWh");
    CHECK(nearest_counted_text(0.25, "") == "0.25");
    CHECK(counted_text(5400, power) == "0.0054 W");
    CHECK(counted_text(1500, duration) == "1500 ns");
    CHECK(counted_text(1'500'000'000, duration) == "1.5 s");
    CHECK(counted_text(12, bytes) == "12 B");
}

TEST_CASE("numbers are read and written the same in a locale with a decimal comma") {
    struct Comma : std::numpunct<char> {
        [[nodiscard]] char do_decimal_point() const override { return ','; }
        [[nodiscard]] char do_thousands_sep() const override { return '.'; }
        [[nodiscard]] std::string do_grouping() const override { return "\3"; }
    };
    std::locale const before = std::locale::global(std::locale(std::locale::classic(), new Comma));
    double const read = value("1234.5 h", duration);
    std::string const written =
        format_number(1234.5) + " " + format_number(1234567) + " " + human_count(1250.0);
    std::locale::global(before);
    CHECK(read == 1234.5 * 3600e9);
    CHECK(written == "1234.5 1234567 1.25 k");
}

TEST_CASE("a text that is no plain decimal number is refused with the right way to write it") {
    CHECK(fault("", duration) == "the value is empty | write a value, for example 2.5 h");
    CHECK(fault("  ", number) == "the value is empty | write a value, for example 1.5");
    CHECK(fault("nan", number) == "'nan' is not a finite number | write a number, for example 1.5");
    CHECK(fault("-.inf", number) == "'-.inf' is not a finite number | write a number, for example 1.5");
    CHECK(fault("infinity GB", bytes) ==
          "'infinity GB' is not a finite number | write a number, for example 10 GB");
    CHECK(fault("0x1F", number) == "'0x1F' is not a decimal number | write 31");
    CHECK(fault("0o17", count) == "'0o17' is not a decimal number | write 15");
    CHECK(fault("010", number) == "'010' has a leading zero, which some programs read as octal | write 10");
    CHECK(fault("08 h", duration) == "'08 h' has a leading zero | write 8 h");
    CHECK(fault("-00.5", number) ==
          "'-00.5' has a leading zero, which some programs read as octal | write -0.5");
    CHECK(fault("1,000 GB", bytes) == "'1,000 GB' has separators between its thousands | write 1000 GB");
    CHECK(fault("1 000 000", count) == "'1 000 000' has separators between its thousands | write 1000000");
    CHECK(fault("1_000", count) == "'1_000' has separators between its thousands | write 1000");
    CHECK(fault("0,5 h", duration) == "'0,5 h' has a comma in its number | write a point: 0.5 h");
    CHECK(fault("10 20", number) == "'10 20' holds more than one number | write one number");
    CHECK(fault("+5", number) == "'+5' has a plus sign | write 5");
    CHECK(fault("lots", number) ==
          "'lots' does not start with a number | write a number first, for example 1.5");
    CHECK(fault("-", number) == "'-' does not start with a number | write a number first, for example 1.5");
    CHECK(fault("1.5", count) == "'1.5' is not a whole number | write 1 or 2");
    CHECK(fault("1.2.3", number) == "a number takes no unit, but '.3' stands behind it | write 1.2");
    CHECK(fault("0", count) == "read");
    CHECK(fault("0.5", number) == "read");
}

TEST_CASE("a unit that is missing, unknown or out of place is reported with what to write") {
    CHECK(fault("400", data_rate) == "'400' has no unit | write a unit, for example 400 Gbit/s");
    CHECK(fault("400 gbit/s", data_rate) ==
          "'gbit/s' is not a unit of data rate | did you mean Gbit/s? Write 400 Gbit/s");
    CHECK(fault("3 Gbt/s", data_rate) ==
          "'Gbt/s' is not a unit of data rate | did you mean Gbit/s? Write 3 Gbit/s");
    CHECK(fault("10 Gb/s", data_rate) ==
          "'Gb/s' is not a unit of data rate | write Gbit/s for bits or GB/s for bytes");
    CHECK(fault("5 GB", power) == "'GB' measures bytes, not power | write one of: W, kW, MW, GW");
    CHECK(fault("5 mW", power).find("MW") != std::string::npos);
    CHECK(fault("5 m", duration) ==
          "'m' is not a unit of duration | write min for minutes or ms for milliseconds");
    CHECK(fault("7 zorkmids", power) == "'zorkmids' is not a unit of power | write one of: W, kW, MW, GW");
    CHECK(fault("5 GB", count) == "a whole number takes no unit, but 'GB' stands behind it | write 5");
    CHECK(fault("39.9 deg", angle) == "'deg' stands behind an angle in degrees | write 39.9");
    CHECK(fault("2 %", number) == "a number takes no unit, but '%' stands behind it | write 2");
    CHECK(fault("2 h", fraction) == "'h' measures duration, not a share | write one of: %");
}

TEST_CASE("what does not fit into the base unit is too large, not wrapped around") {
    CHECK(fault("1e400", number) == "'1e400' is too large | write at most 1.79e308 in its base unit");
    CHECK(fault("1e99999999999 s", duration).find("too large") != std::string::npos);
    CHECK(value("36525 d", duration) == 3155760000e9);  // longest_duration itself
    CHECK(fault("36526 d", duration) == "'36526 d' is too large | write at most 36525 d, a hundred years");
    CHECK(value("9 EB", bytes) == 9e18);
    CHECK(fault("10 EB", bytes) == "'10 EB' is too large | write at most 9.22 EB");
    CHECK(fault("1e16", count).find("too large") != std::string::npos);
}

TEST_CASE("whole numbers are exact over all of int64") {
    CHECK(std::get<std::int64_t>(parse_whole("9223372036854775807")) == 9223372036854775807LL);
    CHECK(std::get<std::int64_t>(parse_whole("9007199254740993")) == 9007199254740993LL);  // no double
    CHECK(std::get<std::int64_t>(parse_whole(" -3 ")) == -3);
    CHECK(std::get<std::int64_t>(parse_whole("2e3")) == 2000);
    CHECK(std::get<ParseFault>(parse_whole("9223372036854775808")).fix ==
          "write at most 9223372036854775807");
    CHECK(std::get<ParseFault>(parse_whole("2.5")).wrong == "'2.5' is not a whole number");
    CHECK(std::get<ParseFault>(parse_whole("3 d")).fix == "write 3");
    CHECK(std::get<ParseFault>(parse_whole("007")).fix == "write 7");
}

TEST_CASE("every listed unit is read, and every example too") {
    for (int i = 0; i <= static_cast<int>(angle); ++i) {
        auto const d = static_cast<Dimension>(i);
        CAPTURE(name_of(d));
        CHECK(fault(example_of(d), d) == "read");
        for (auto const unit : units_of(d)) {
            CHECK(fault("1 " + std::string(unit), d) == "read");
        }
    }
    CHECK(units_of(count).empty());
    CHECK(units_of(power).front() == "W");
}

TEST_CASE("hostile texts are faults, with short and printable messages") {
    CHECK(fault(std::string_view("5\0 h", 4), duration).find("is not a unit") != std::string::npos);
    std::string const long_text = fault(std::string(100'000, 'x'), number);
    CHECK(long_text.size() < 200);
    CHECK(fault(std::string(100'000, '9'), number).find("too large") != std::string::npos);
    CHECK(fault(std::string(50, '\x80'), duration) != "read");
    CHECK(fault("5 " + std::string(10'000, 's'), duration).size() < 300);
}

TEST_CASE("nearness counts inserts, deletes, replacements and swaps over code points") {
    auto const distance = [](std::string_view wrong, std::string_view name) {
        auto const near = nearness(wrong, name);
        return near ? static_cast<int>(near->exact) : -1;
    };
    CHECK(distance("sitting in", "kitten in") == 3);
    CHECK(distance("capcaity", "capacity") == 1);         // one swap of neighbours
    CHECK(distance("ca pool one", "abc pool one") == 3);  // alignment: nothing is edited twice
    CHECK(distance("\u5317\u4EAC", "\u5357\u4EAC") == 1);
    CHECK(distance("kitten", "sitting") == -1);  // 3 of 6 are too many
}

TEST_CASE("the nearest name is suggested, and none where nothing is near") {
    std::vector<std::string> const names = {"capacity", "length", "delay", "Hohhot", "ab"};
    CHECK(nearest_name("capcity", names) == "capacity");
    CHECK(nearest_name("HOHHOT", names) == "Hohhot");  // case alone is the smallest error
    CHECK(nearest_name("legnth", names) == "length");
    // A whole word of a longer name, unless another name is nearer as a whole.
    std::vector<std::string> const longer{"nearest_user", "data_local", "fcfs"};
    CHECK(nearest_name("nearest", longer) == "nearest_user");
    CHECK(nearest_name("Local", longer) == "data_local");
    CHECK(nearest_name("fcsf", longer) == "fcfs");
    CHECK(nearest_name("near", longer).empty());
    CHECK(nearest_name("temperature", names).empty());
    CHECK(nearest_name("xy", names).empty());  // two edits would replace all of it
    CHECK(nearest_name("x", std::vector<std::string>{}).empty());
    CHECK(nearest_name("bb", std::vector<std::string>{"ab", "cb"}) == "ab");  // the first of equals
}
