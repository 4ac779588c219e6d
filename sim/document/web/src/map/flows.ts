// Links as two half-lines, one per direction on its right-hand side: as wide and dark as its use, with an arrow.
import type {Scene} from "../charts/chart.js";
import {along} from "../colours.js";
import type {Corridor} from "./places.js";

interface Api {
    value(dimension: number): number;
    coord(point: readonly number[]): number[];
}

export const linkRamp = (scene: Scene) => scene.colours.shares.slice(2);

function directions(corridors: readonly Corridor[]): number[][] {
    return corridors.flatMap((one) => [[...one.from, ...one.to, one.there.share ?? 0], [...one.to, ...one.from, one.back.share ?? 0]]);
}

// The body of the half-line and, where it is long enough to be seen, an arrow on its outer side.
function outline(ax: number, ay: number, bx: number, by: number, width: number, withArrow: boolean): number[][] {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    const [nx, ny] = [-uy, ux];
    const at = (run: number, side: number) => [ax + ux * run + nx * side, ay + uy * run + ny * side];
    const inner = 0.5;
    const head = Math.max(6, width * 2);
    const tip = Math.min(length, length * 0.62 + head / 2);
    const arrow = withArrow && length > 3 * head ? [at(tip, inner + width), at(tip - head, inner + width + head * 0.6), at(tip - head, inner + width)] : [];
    return [at(0, inner), at(length, inner), at(length, inner + width), ...arrow, at(0, inner + width)];
}

// Items in pairs: of link k, 2 k is from a to b, 2 k + 1 from b to a.
export function flowSeries(scene: Scene, corridors: readonly Corridor[], most: number): object {
    const ramp = linkRamp(scene);
    const widest = scene.width < 500 ? 3 : 5;  // px
    return {
        type: "custom",
        coordinateSystem: "geo",
        z: 2,
        data: directions(corridors),
        renderItem: (_: unknown, api: Api) => {
            const [ax = 0, ay = 0] = api.coord([api.value(0), api.value(1)]);
            const [bx = 0, by = 0] = api.coord([api.value(2), api.value(3)]);
            const share = most > 0 ? api.value(4) / most : 0;
            const width = 0.7 + (widest - 0.7) * share;
            return {
                type: "polygon",
                shape: {points: outline(ax, ay, bx, by, width, share > 0.02)},
                style: {fill: along(ramp, share), opacity: 0.9},
            };
        },
    };
}
