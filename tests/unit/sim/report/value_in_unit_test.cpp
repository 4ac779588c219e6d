#include "sim/report/table/value_in_unit.hpp"

#include "tests/support/catch.hpp"

namespace report = meridian::report;

TEST_CASE("values of inputs show money in CNY, M CNY or bn CNY, in Chinese in 元, 万元 or 亿元", "[report]") {
    struct Case {
        double value;
        std::string_view unit, en, zh;
    };
    auto const one = GENERATE(values<Case>({
        {120.0, "kCNY", "120,000 CNY", "12 万元"},          // 120 x 10^3
        {1500.0, "MCNY", "1.50 bn CNY", "15 亿元"},         // 1,500 x 10^6
        {20.0, "MCNY/MW", "20 M CNY/MW", "2,000 万元/MW"},  // 20 x 10^6
        {2.5, "kCNY/kW", "2,500 CNY/kW", "2,500 元/kW"},    // 2.5 x 10^3
        {0.28, "CNY/kWh", "0.280 CNY/kWh", "0.280 元/kWh"},
        {100.0, "CNY/t", "100 CNY/t", "100 元/t"},
        {50.0, "CNY/Gbps/month", "50 CNY/Gbps/month", "50 元/Gbps/month"},
        {1.25, "ms", "1.25 ms", "1.25 ms"},
        {27.82, "%", "27.8 %", "27.8%"},
        {0.3, "", "0.3", "0.3"},
    }));
    auto const words = report::value_in_unit(one.value, one.unit);
    CHECK(words.en == one.en);
    CHECK(words.zh == one.zh);
}
