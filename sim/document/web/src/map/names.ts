// Names of places on the map: the largest first, as many as find room over no other name and no site.
import type {Scene} from "../charts/chart.js";
import {placeLabels, type Labelled} from "../charts/label_places.js";
import {labelShape} from "../charts/drawing.js";
import {textWidth} from "../charts/style.js";

export interface NamedPlace {
    readonly name: string;
    readonly at: readonly [number, number];
    readonly radius: number;  // px
    readonly soft: boolean;
}

interface Api {
    coord(point: readonly number[]): number[];
    getWidth(): number;
    getHeight(): number;
}

// `places` are in the order of their importance.
export function namesSeries(scene: Scene, places: readonly NamedPlace[]): object {
    const size = scene.width < 500 ? 10.5 : 11.5;
    return {
        type: "custom",
        coordinateSystem: "geo",
        silent: true,
        z: 5,
        data: places.length > 0 ? [[...places[0]!.at]] : [],
        renderItem: (_: unknown, api: Api) => {
            const points = places.map((place): Labelled => {
                const [x = 0, y = 0] = api.coord(place.at);
                return {x, y, radius: place.radius, width: textWidth(place.name, size) + 2, height: size + 2};
            });
            const room = {x: 0, y: 0, width: api.getWidth(), height: api.getHeight()};
            const boxes = placeLabels(points, points, room, false);
            return {
                type: "group",
                children: boxes.flatMap((box, at) => {
                    const place = places[at];
                    if (!box || !place) return [];
                    const colour = place.soft ? scene.colours.soft : scene.colours.ink;
                    return [{...labelShape(scene, place.name, box, points[at]!.x, {size, colour}), silent: true}];
                }),
            };
        },
    };
}
