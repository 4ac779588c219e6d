#include "models/units/unit_table.hpp"

#include <array>

namespace meridian {
namespace {

using enum Dimension;

constexpr double minute = 60.0;
constexpr double hour = 3600.0;
constexpr double day = 86400.0;
constexpr double week = 604800.0;
constexpr double year = 365.0 * day;
constexpr double kibi = 1024.0;
constexpr double bits_per_byte = 8.0;

constexpr auto table = std::to_array<UnitRow>({
    {fraction, "%", -2},

    {duration, "ns"},
    {duration, "us", 3},
    {duration, "\u00B5s", 3},  // micro sign
    {duration, "\u03BCs", 3},  // Greek mu
    {duration, "ms", 6},
    {duration, "s", 9},
    {duration, "min", 9, minute},
    {duration, "h", 9, hour},
    {duration, "d", 9, day},
    {duration, "week", 9, week},

    {bytes, "B"},
    {bytes, "kB", 3},
    {bytes, "MB", 6},
    {bytes, "GB", 9},
    {bytes, "TB", 12},
    {bytes, "PB", 15},
    {bytes, "EB", 18},
    {bytes, "KiB", 0, kibi},
    {bytes, "MiB", 0, kibi* kibi},
    {bytes, "GiB", 0, kibi* kibi* kibi},
    {bytes, "TiB", 0, kibi* kibi* kibi* kibi},
    {bytes, "PiB", 0, kibi* kibi* kibi* kibi* kibi},

    {data_rate, "bit/s", 0, 1.0, bits_per_byte},
    {data_rate, "kbit/s", 3, 1.0, bits_per_byte},
    {data_rate, "Mbit/s", 6, 1.0, bits_per_byte},
    {data_rate, "Gbit/s", 9, 1.0, bits_per_byte},
    {data_rate, "Tbit/s", 12, 1.0, bits_per_byte},
    {data_rate, "bps", 0, 1.0, bits_per_byte},
    {data_rate, "kbps", 3, 1.0, bits_per_byte},
    {data_rate, "Mbps", 6, 1.0, bits_per_byte},
    {data_rate, "Gbps", 9, 1.0, bits_per_byte},
    {data_rate, "Tbps", 12, 1.0, bits_per_byte},
    {data_rate, "B/s"},
    {data_rate, "kB/s", 3},
    {data_rate, "MB/s", 6},
    {data_rate, "GB/s", 9},
    {data_rate, "TB/s", 12},

    {power, "W", 6},
    {power, "kW", 9},
    {power, "MW", 12},
    {power, "GW", 15},

    {compute_rate, "FLOPS"},
    {compute_rate, "GFLOPS", 9},
    {compute_rate, "TFLOPS", 12},
    {compute_rate, "PFLOPS", 15},
    {compute_rate, "EFLOPS", 18},

    {length, "km"},
    {length, "m", -3},

    {delay_per_length, "us/km", 3},
    {delay_per_length, "\u00B5s/km", 3},
    {delay_per_length, "\u03BCs/km", 3},
    {delay_per_length, "ns/km"},
    {delay_per_length, "ms/km", 6},

    {temperature, "degC"},
    {temperature, "C"},
    {temperature, "\u00B0C"},
    {temperature, "\u2103"},  // the one-character degree Celsius

    {frequency, "/s"},
    {frequency, "/min", 0, 1.0, minute},
    {frequency, "/h", 0, 1.0, hour},
    {frequency, "/d", 0, 1.0, day},
    {frequency, "/day", 0, 1.0, day},
    {frequency, "/week", 0, 1.0, week},
    {frequency, "/year", 0, 1.0, year},

    {energy_price, "CNY/kWh"},
    {energy_price, "CNY/MWh", -3},

    {data_price, "CNY/GB"},
    {data_price, "CNY/TB", -3},

    {lease, "CNY/Gbps/month"},
    {lease, "CNY/(Gbit/s)/month"},
    {lease, "CNY/Mbps/month", 3},
    {lease, "CNY/(Mbit/s)/month", 3},

    {carbon_intensity, "kg/kWh"},
    {carbon_intensity, "kgCO2/kWh"},
    {carbon_intensity, "g/kWh", -3},
    {carbon_intensity, "gCO2/kWh", -3},
    {carbon_intensity, "t/MWh"},
    {carbon_intensity, "tCO2/MWh"},

    {energy_per_bit, "nJ/bit", -9},
    {energy_per_bit, "pJ/bit", -12},
    {energy_per_bit, "uJ/bit", -6},
    {energy_per_bit, "\u00B5J/bit", -6},
    {energy_per_bit, "\u03BCJ/bit", -6},
    {energy_per_bit, "J/bit"},

    {money, "CNY"},
    {money, "kCNY", 3},
    {money, "MCNY", 6},

    {price_of_power, "CNY/kW"},
    {price_of_power, "CNY/W", 3},
    {price_of_power, "kCNY/kW", 3},
    {price_of_power, "MCNY/MW", 3},

    {carbon_price, "CNY/t", -3},
    {carbon_price, "CNY/tCO2", -3},
    {carbon_price, "CNY/kg"},

    {work_price, "CNY/acc-h"},

    {request_price, "CNY/M requests"},
    {request_price, "CNY/request", 6},

    {token_price, "CNY/M tokens"},
    {token_price, "CNY/k tokens", 3},
});

constexpr auto hints = std::to_array<UnitHint>({
    {duration, "m", "write min for minutes or ms for milliseconds"},
    {duration, "sec", "write s"},
    {duration, "second", "write s"},
    {duration, "seconds", "write s"},
    {duration, "minute", "write min"},
    {duration, "minutes", "write min"},
    {duration, "hr", "write h"},
    {duration, "hour", "write h"},
    {duration, "hours", "write h"},
    {duration, "day", "write d"},
    {duration, "days", "write d"},
    {duration, "month", "months differ in length: write days, for example 30 d"},
    {duration, "months", "months differ in length: write days, for example 30 d"},
    {duration, "y", "years differ in length: write days, for example 365 d"},
    {duration, "year", "years differ in length: write days, for example 365 d"},
    {duration, "years", "years differ in length: write days, for example 365 d"},
    {data_rate, "kb/s", "write kbit/s for bits or kB/s for bytes"},
    {data_rate, "Kb/s", "write kbit/s for bits or kB/s for bytes"},
    {data_rate, "Mb/s", "write Mbit/s for bits or MB/s for bytes"},
    {data_rate, "Gb/s", "write Gbit/s for bits or GB/s for bytes"},
    {data_rate, "Tb/s", "write Tbit/s for bits or TB/s for bytes"},
    {data_rate, "gb/s", "write Gbit/s for bits or GB/s for bytes"},
    {data_rate, "mb/s", "write Mbit/s for bits or MB/s for bytes"},
    {data_rate, "tb/s", "write Tbit/s for bits or TB/s for bytes"},
    {power, "mW", "did you mean MW? Power starts at W here: 0.001 W is a milliwatt"},
    {work_price, "CNY/h", "write CNY/acc-h: of one accelerator for one hour"},
    {frequency, "Hz", "write /s"},
    {frequency, "/month", "months differ in length: write per day or per week"},
});

}  // namespace

std::span<UnitRow const> unit_table() {
    return table;
}
std::span<UnitHint const> unit_hints() {
    return hints;
}

}  // namespace meridian
