// Ladders of units, and texts of cells as the C++ side would send them: rounded to three digits, for looks only.
const alike = (ladder) => ({en: ladder, zh: ladder});
export const units = {
    count: {en: [[0, 1, 1, ""], [1e7, 1, 1e6, "million"]], zh: [[0, 1, 1, ""], [1e7, 1, 1e4, "万"]]},
    share: alike([[0, 100, 1, "%"]]),
    money: {en: [[0, 1, 1, "CNY"], [1e6, 1, 1e6, "M CNY"], [1e9, 1, 1e9, "bn CNY"]], zh: [[0, 1, 1, "元"], [1e4, 1, 1e4, "万元"], [1e8, 1, 1e8, "亿元"]]},
    money_per_h: {en: [[0, 1, 1, "CNY/acc-h"]], zh: [[0, 1, 1, "元/卡时"]]},
    energy: alike([[0, 1, 1, "kWh"], [1e3, 1, 1e3, "MWh"], [1e6, 1, 1e6, "GWh"]]),
    power: alike([[0, 1, 1, "kW"], [1e3, 1, 1e3, "MW"]]),
    carbon: {en: [[0, 1, 1, "kg"], [1e3, 1, 1e3, "t"], [1e6, 1, 1e6, "kt"]], zh: [[0, 1, 1, "千克"], [1e3, 1, 1e3, "吨"], [1e7, 1, 1e7, "万吨"]]},
    data: alike([[0, 1, 1, "B"], [1e9, 1, 1e9, "GB"], [1e12, 1, 1e12, "TB"], [1e15, 1, 1e15, "PB"]]),
    data_rate: alike([[0, 1000, 1, "Mbit/s"], [1, 1, 1, "Gbit/s"], [1e3, 1, 1e3, "Tbit/s"]]),
    duration: {en: [[0, 1, 1, "s"], [120, 1, 60, "min"], [7200, 1, 3600, "h"]], zh: [[0, 1, 1, "秒"], [120, 1, 60, "分钟"], [7200, 1, 3600, "小时"]]},
    degrees: alike([[0, 1, 1, "°"]]),
};

// Formatters are slow to make.
const rounded = [3, 12].map((digits) => new Intl.NumberFormat("en", {maximumSignificantDigits: digits, maximumFractionDigits: 2}));

export function textOf(value, quantity, language) {
    if (typeof value !== "number") return "–";
    const ladder = units[quantity]?.[language] ?? [[0, 1, 1, ""]];
    const [, times, over, unit] = ladder.filter(([from]) => Math.abs(value) >= from).pop() ?? ladder[0];
    const digits = rounded[Math.abs(value * times / over) < 1000 ? 0 : 1].format((value * times) / over).replace("-", "\u2212");
    return unit === "" ? digits : unit === "%" && language === "zh" ? `${digits}%` : `${digits} ${unit}`;
}
