// What a case of loss marks on the map.
import type {Scene} from "../charts/chart.js";
import type {Layout} from "./places.js";

export interface Marks {
    readonly sites: ReadonlySet<string>;  // lost
    readonly links: ReadonlySet<string>;  // lost, by name
    readonly helper: string;              // the site that takes over most; "": none
}

interface Api {
    value(dimension: number): number;
    coord(point: readonly number[]): number[];
}

// Dashes over the links that are lost, with a cross halfway.
export function lostLinkSeries(scene: Scene, layout: Layout, marks: Marks): object {
    const lost = layout.corridors.filter((one) => marks.links.has(one.name));
    return {
        type: "custom", coordinateSystem: "geo", z: 4, silent: true,
        data: lost.map((one) => [...one.from, ...one.to]),
        renderItem: (_: unknown, api: Api) => {
            const [ax = 0, ay = 0] = api.coord([api.value(0), api.value(1)]);
            const [bx = 0, by = 0] = api.coord([api.value(2), api.value(3)]);
            const [x, y, arm] = [(ax + bx) / 2, (ay + by) / 2, 6];
            const line = (x1: number, y1: number, x2: number, y2: number, dash: readonly number[] | null) =>
                ({type: "line", shape: {x1, y1, x2, y2}, style: {stroke: scene.colours.bad, lineWidth: 3, lineDash: dash}});
            return {type: "group", children: [
                line(ax, ay, bx, by, [6, 4]),
                line(x - arm, y - arm, x + arm, y + arm, null), line(x - arm, y + arm, x + arm, y - arm, null),
            ]};
        },
    };
}
