// What marks and colours of a chart mean, as text beside small drawings.
import type {LegendEntry} from "./charts/chart.js";
import {h, svg} from "./dom.js";

// A drawing 14 px high; a ramp, whose colours are defined under `id`, is 120 px wide.
export function legendMark(entry: LegendEntry, id: string): SVGElement {
    if (entry.mark === "ramp") {
        const colours = entry.ramp ?? [];
        const stops = colours.map((colour, at) => svg("stop", {offset: at / Math.max(1, colours.length - 1), "stop-color": colour}));
        return svg("g", {}, svg("linearGradient", {id}, ...stops), svg("rect", {x: 0.5, y: 2, width: 119, height: 10, fill: `url(#${id})`}));
    }
    const fill = {fill: entry.colour};
    return {
        box: () => svg("rect", {x: 2, y: 2, width: 10, height: 10, ...fill}),
        square: () => svg("rect", {x: 2.5, y: 2.5, width: 9, height: 9, ...fill}),
        circle: () => svg("circle", {cx: 7, cy: 7, r: 5, ...fill}),
        ring: () => svg("circle", {cx: 7, cy: 7, r: 4.2, fill: "none", stroke: entry.colour, "stroke-width": 1.8}),
        diamond: () => svg("path", {d: "M7 1 L13 7 L7 13 L1 7 Z", ...fill}),
        triangle: () => svg("path", {d: "M7 1.5 L13 12.5 L1 12.5 Z", ...fill}),
        line: () => svg("path", {d: "M0 7 H14", stroke: entry.colour, "stroke-width": 2.4}),
        dashes: () => svg("path", {d: "M0 7 H14", stroke: entry.colour, "stroke-width": 2.4, "stroke-dasharray": "4 2"}),
    }[entry.mark]();
}

// `name` is that of the chart.
export function legendOf(entries: readonly LegendEntry[], name: string): HTMLElement {
    const drawing = (entry: LegendEntry, at: number) => {
        const width = entry.mark === "ramp" ? 120 : 14;
        return svg("svg", {width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true"}, legendMark(entry, `ramp-${name}-${at}`));
    };
    return h("ul", {class: "legend"}, ...entries.map((entry, at) => h("li", {}, drawing(entry, at), h("span", {}, entry.text))));
}
