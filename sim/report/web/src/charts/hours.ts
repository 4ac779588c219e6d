// Hours of a day or a week on an axis: "Mon 08:00", with marks where a day begins.
import type {Language} from "../document.js";
import type {Frame} from "../frame.js";
import {weekday} from "../words.js";

export interface HourAxis {
    readonly name: (place: string) => string;  // of the hour in a cell
    readonly label: object;                    // what the axis says of some of them
}

// Nothing where the column holds no hours.
export function hourAxis(rows: Frame, x: string, language: Language): HourAxis | null {
    if (x !== "hour" || !rows.has("hours")) return null;
    const places = rows.distinct(x).map(Number).sort((a, b) => a - b);
    const week = rows.rows.some((row) => rows.text(row, "hours") === "week");
    const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;
    const name = (place: string) => {
        const hour = Number(place);
        return week ? `${weekday(Math.floor(hour / 24), language)} ${clock(hour)}` : clock(hour);
    };
    const label = week ? {
        interval: (at: number) => (places[at] ?? 1) % 24 === 0,
        formatter: (text: string) => text.split(" ")[0] ?? "",
        align: "left",
    } : {};
    return {name, label};
}
