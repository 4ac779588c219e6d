// What marks and colours of a chart mean, as text beside small drawings.
import type {LegendEntry} from "./charts/chart.js";
import {h, svg} from "./dom.js";

function drawing(entry: LegendEntry): Element {
    if (entry.mark === "ramp") {
        return h("span", {class: "ramp", style: `background: linear-gradient(to right, ${(entry.ramp ?? []).join(", ")})`});
    }
    const fill = {fill: entry.colour};
    const shape = {
        box: () => svg("rect", {x: 2, y: 2, width: 10, height: 10, ...fill}),
        square: () => svg("rect", {x: 2.5, y: 2.5, width: 9, height: 9, ...fill}),
        circle: () => svg("circle", {cx: 7, cy: 7, r: 5, ...fill}),
        ring: () => svg("circle", {cx: 7, cy: 7, r: 4.2, fill: "none", stroke: entry.colour, "stroke-width": 1.8}),
        diamond: () => svg("path", {d: "M7 1 L13 7 L7 13 L1 7 Z", ...fill}),
        triangle: () => svg("path", {d: "M7 1.5 L13 12.5 L1 12.5 Z", ...fill}),
        line: () => svg("path", {d: "M0 7 H14", stroke: entry.colour, "stroke-width": 2.4}),
        dashes: () => svg("path", {d: "M0 7 H14", stroke: entry.colour, "stroke-width": 2.4, "stroke-dasharray": "4 2"}),
    }[entry.mark]();
    return svg("svg", {width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true"}, shape);
}

export function legendOf(entries: readonly LegendEntry[]): HTMLElement {
    return h("ul", {class: "legend"}, ...entries.map((entry) => h("li", {}, drawing(entry), h("span", {}, entry.text))));
}
