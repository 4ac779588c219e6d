// Shapes at pixels of the chart, for what no axis places: labels with leader lines, keys, arrows.
import type {Scene} from "./chart.js";
import type {Box} from "./label_places.js";

export type Shape = Readonly<Record<string, unknown>>;

export function drawing(shapes: readonly Shape[], z = 6): object {
    return {
        type: "custom", coordinateSystem: "none", silent: true, z, data: [0],
        renderItem: () => ({type: "group", children: shapes.map((shape) => ({...shape, silent: true}))}),
    };
}

export interface TextAs {
    readonly size?: number;
    readonly colour?: string;
    readonly align?: "left" | "center" | "right";
    readonly width?: number;   // cut off beyond it
    readonly halo?: boolean;   // stands out from what lies under it
    readonly bold?: boolean;
}
// `y` is the middle of the line.
export function textShape(scene: Scene, text: string, x: number, y: number, as: TextAs = {}): Shape {
    const {colours} = scene;
    return {
        type: "text", x, y,
        style: {
            text, fontSize: as.size ?? 12, fill: as.colour ?? colours.ink, fontFamily: colours.font, verticalAlign: "middle",
            align: as.align ?? "left", ...(as.width === undefined ? {} : {width: as.width, overflow: "truncate"}),
            ...(as.halo ? {stroke: colours.sheet, lineWidth: 3} : {}), ...(as.bold ? {fontWeight: 600} : {}),
        },
    };
}

// A label in its box, at the side of the box that faces its point.
export function labelShape(scene: Scene, text: string, box: Box, point: number, as: TextAs): Shape {
    const align = box.x >= point ? "left" : box.x + box.width <= point ? "right" : "center";
    const x = align === "left" ? box.x + 1 : align === "right" ? box.x + box.width - 1 : box.x + box.width / 2;
    return textShape(scene, text, x, box.y + box.height / 2, {...as, align, halo: true});
}

export function lineShape(x1: number, y1: number, x2: number, y2: number, stroke: string, lineWidth = 1, dash?: readonly number[]): Shape {
    return {type: "line", shape: {x1, y1, x2, y2}, style: {stroke, lineWidth, ...(dash ? {lineDash: [...dash]} : {})}};
}

export function polygonShape(points: readonly (readonly [number, number])[], fill: string): Shape {
    return {type: "polygon", shape: {points: points.map((point) => [...point])}, style: {fill}};
}

// A small arrow head that points to a side at (x, y).
export function arrowShape(x: number, y: number, to: "left" | "right" | "up" | "down", fill: string, size = 5): Shape {
    const [dx, dy] = {left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1]}[to] as [number, number];
    return polygonShape([
        [x + dx * size, y + dy * size], [x - dx * size + dy * size, y - dy * size + dx * size], [x - dx * size - dy * size, y - dy * size - dx * size],
    ], fill);
}
