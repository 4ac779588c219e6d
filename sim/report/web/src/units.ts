// In which unit a figure is written, by its size.
import type {Language} from "./document.js";

export type Quantity =
    | "text" | "count" | "share" | "money" | "money_per_h" | "energy" | "power" | "carbon" | "data"
    | "data_rate" | "duration" | "hours" | "degrees" | "price" | "number";

// A figure of at least `from` (in the quantity's own unit) is written as figure * times / over, then `unit`.
export interface Rung {
    readonly from: number;
    readonly times: number;
    readonly over: number;
    readonly unit: string;
}

const rung = (from: number, over: number, unit: string): Rung => ({from, times: 1, over, unit});
const small = (from: number, times: number, unit: string): Rung => ({from, times, over: 1, unit});

// Rungs from small to large. A figure below the first is written in the first; zero in the one that is `own`:
// the quantity's own unit, whose times and over are 1 (else the first).
type Ladder = readonly Rung[];

const plain: Ladder = [rung(0, 1, "")];
const energy: Ladder = [rung(0, 1, "kWh"), rung(1e3, 1e3, "MWh"), rung(1e6, 1e6, "GWh"), rung(1e9, 1e9, "TWh")];
const power: Ladder = [small(0, 1e3, "W"), rung(1, 1, "kW"), rung(1e3, 1e3, "MW"), rung(1e6, 1e6, "GW")];
const data: Ladder = [
    rung(0, 1, "B"), rung(1e3, 1e3, "kB"), rung(1e6, 1e6, "MB"), rung(1e9, 1e9, "GB"), rung(1e12, 1e12, "TB"),
    rung(1e15, 1e15, "PB"), rung(1e18, 1e18, "EB"),
];
const data_rate: Ladder = [small(0, 1e3, "Mbit/s"), rung(1, 1, "Gbit/s"), rung(1e3, 1e3, "Tbit/s")];

function durations(us: string, ms: string, s: string, min: string, h: string, d: string): Ladder {
    return [
        small(0, 1e6, us), small(1e-3, 1e3, ms), rung(1, 1, s), rung(120, 60, min), rung(7200, 3600, h),
        rung(172800, 86400, d),
    ];
}

type Ladders = Readonly<Record<Exclude<Quantity, "text">, Ladder>>;

const english: Ladders = {
    count: [rung(0, 1, ""), rung(1e7, 1e6, "million"), rung(1e9, 1e9, "billion"), rung(1e12, 1e12, "trillion")],
    share: [small(0, 100, "%")],
    money: [rung(0, 1, "CNY"), rung(1e6, 1e6, "M CNY"), rung(1e9, 1e9, "bn CNY")],
    money_per_h: [rung(0, 1, "CNY/acc-h")],
    energy,
    power,
    carbon: [rung(0, 1, "kg"), rung(1e3, 1e3, "t"), rung(1e6, 1e6, "kt"), rung(1e9, 1e9, "Mt")],
    data,
    data_rate,
    duration: durations("µs", "ms", "s", "min", "h", "d"),
    hours: [rung(0, 1, "acc-h"), rung(1e6, 1e6, "M acc-h"), rung(1e9, 1e9, "bn acc-h")],
    degrees: [rung(0, 1, "°")],
    price: [rung(0, 1, "CNY/kWh")],
    number: plain,
};

const chinese: Ladders = {
    count: [rung(0, 1, ""), rung(1e7, 1e4, "万"), rung(1e8, 1e8, "亿"), rung(1e12, 1e12, "万亿")],
    share: [small(0, 100, "%")],
    money: [rung(0, 1, "元"), rung(1e4, 1e4, "万元"), rung(1e8, 1e8, "亿元")],
    money_per_h: [rung(0, 1, "元/卡时")],
    energy,
    power,
    carbon: [rung(0, 1, "千克"), rung(1e3, 1e3, "吨"), rung(1e7, 1e7, "万吨"), rung(1e11, 1e11, "亿吨")],
    data,
    data_rate,
    duration: durations("微秒", "毫秒", "秒", "分钟", "小时", "天"),
    hours: [rung(0, 1, "卡时"), rung(1e4, 1e4, "万卡时"), rung(1e8, 1e8, "亿卡时")],
    degrees: [rung(0, 1, "°")],
    price: [rung(0, 1, "元/kWh")],
    number: plain,
};

// The unit for figures as large as `size` (not negative).
export function rungFor(size: number, quantity: Exclude<Quantity, "text">, language: Language): Rung {
    const ladder = (language === "zh" ? chinese : english)[quantity];
    let found = ladder[0] as Rung;
    if (size === 0) return ladder.find((one) => one.times === 1 && one.over === 1) ?? found;
    for (const one of ladder) if (size >= one.from) found = one;
    return found;
}
