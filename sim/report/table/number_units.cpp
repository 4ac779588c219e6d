#include "sim/report/table/number_units.hpp"

#include <algorithm>
#include <array>

namespace meridian::report {
namespace {

// Rungs from small to large. A figure below the first is written in the first; zero in the one whose times
// and over are 1, the quantity's own unit, else in the first.
using Ladder = std::span<Rung const>;

constexpr Rung rung(double from, double over, std::string_view unit) {
    return {from, 1.0, over, unit};
}
constexpr Rung small(double from, double times, std::string_view unit) {
    return {from, times, 1.0, unit};
}

// Alike in both languages.
constexpr std::array plain{rung(0, 1, "")};
constexpr std::array share{small(0, 100, "%")};
constexpr std::array degrees{rung(0, 1, "°")};
constexpr std::array energy{rung(0, 1, "kWh"), rung(1e3, 1e3, "MWh"), rung(1e6, 1e6, "GWh"),
                            rung(1e9, 1e9, "TWh")};
constexpr std::array power{small(0, 1e3, "W"), rung(1, 1, "kW"), rung(1e3, 1e3, "MW"), rung(1e6, 1e6, "GW")};
constexpr std::array data{rung(0, 1, "B"),       rung(1e3, 1e3, "kB"),   rung(1e6, 1e6, "MB"),
                          rung(1e9, 1e9, "GB"),  rung(1e12, 1e12, "TB"), rung(1e15, 1e15, "PB"),
                          rung(1e18, 1e18, "EB")};
constexpr std::array data_rate{small(0, 1e3, "Mbit/s"), rung(1, 1, "Gbit/s"), rung(1e3, 1e3, "Tbit/s")};

constexpr std::array count_en{rung(0, 1, ""), rung(1e7, 1e6, "million"), rung(1e9, 1e9, "billion"),
                              rung(1e12, 1e12, "trillion")};
constexpr std::array money_en{rung(0, 1, "CNY"), rung(1e6, 1e6, "M CNY"), rung(1e9, 1e9, "bn CNY")};
constexpr std::array money_per_h_en{rung(0, 1, "CNY/acc-h")};
constexpr std::array price_en{rung(0, 1, "CNY/kWh")};
constexpr std::array carbon_en{rung(0, 1, "kg"), rung(1e3, 1e3, "t"), rung(1e6, 1e6, "kt"),
                               rung(1e9, 1e9, "Mt")};
constexpr std::array duration_en{small(0, 1e6, "µs"),  small(1e-3, 1e3, "ms"), rung(1, 1, "s"),
                                 rung(120, 60, "min"), rung(7200, 3600, "h"),  rung(172800, 86400, "d")};
constexpr std::array hours_en{rung(0, 1, "acc-h"), rung(1e6, 1e6, "M acc-h"), rung(1e9, 1e9, "bn acc-h")};

constexpr std::array count_zh{rung(0, 1, ""), rung(1e7, 1e4, "万"), rung(1e8, 1e8, "亿"),
                              rung(1e12, 1e12, "万亿")};
constexpr std::array money_zh{rung(0, 1, "元"), rung(1e4, 1e4, "万元"), rung(1e8, 1e8, "亿元")};
constexpr std::array money_per_h_zh{rung(0, 1, "元/卡时")};
constexpr std::array price_zh{rung(0, 1, "元/kWh")};
constexpr std::array carbon_zh{rung(0, 1, "千克"), rung(1e3, 1e3, "吨"), rung(1e7, 1e7, "万吨"),
                               rung(1e11, 1e11, "亿吨")};
constexpr std::array duration_zh{small(0, 1e6, "微秒"), small(1e-3, 1e3, "毫秒"), rung(1, 1, "秒"),
                                 rung(120, 60, "分钟"), rung(7200, 3600, "小时"), rung(172800, 86400, "天")};
constexpr std::array hours_zh{rung(0, 1, "卡时"), rung(1e4, 1e4, "万卡时"), rung(1e8, 1e8, "亿卡时")};

// No default branch: under -Wswitch a new quantity without units does not compile.
Ladder ladder(FigureKind quantity, bool zh) {
    switch (quantity) {
        case FigureKind::count:
            return zh ? Ladder{count_zh} : Ladder{count_en};
        case FigureKind::share:
            return share;
        case FigureKind::money:
            return zh ? Ladder{money_zh} : Ladder{money_en};
        case FigureKind::money_per_h:
            return zh ? Ladder{money_per_h_zh} : Ladder{money_per_h_en};
        case FigureKind::energy:
            return energy;
        case FigureKind::power:
            return power;
        case FigureKind::carbon:
            return zh ? Ladder{carbon_zh} : Ladder{carbon_en};
        case FigureKind::data:
            return data;
        case FigureKind::data_rate:
            return data_rate;
        case FigureKind::duration:
            return zh ? Ladder{duration_zh} : Ladder{duration_en};
        case FigureKind::hours:
            return zh ? Ladder{hours_zh} : Ladder{hours_en};
        case FigureKind::degrees:
            return degrees;
        case FigureKind::price:
            return zh ? Ladder{price_zh} : Ladder{price_en};
        case FigureKind::text:
        case FigureKind::number:
            break;
    }
    return plain;
}

}  // namespace

std::span<Rung const> units_of(FigureKind quantity, Language language) {
    return ladder(quantity, language == Language::zh);
}

std::string_view base_unit(FigureKind quantity) {
    auto const rungs = ladder(quantity, false);
    auto const own =
        std::ranges::find_if(rungs, [](Rung const& r) { return r.times == 1.0 && r.over == 1.0; });
    return own == rungs.end() ? std::string_view{} : own->unit;
}

Rung const& rung_for(double size, FigureKind quantity, Language language) {
    auto const rungs = ladder(quantity, language == Language::zh);
    if (size == 0.0) {
        auto const own =
            std::ranges::find_if(rungs, [](Rung const& r) { return r.times == 1.0 && r.over == 1.0; });
        return own == rungs.end() ? rungs.front() : *own;
    }
    auto const above = std::ranges::upper_bound(rungs, size, {}, &Rung::from);
    return above == rungs.begin() ? rungs.front() : *std::prev(above);
}

}  // namespace meridian::report
