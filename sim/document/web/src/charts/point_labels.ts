// Names at the points of a plane; numbers with a key beside or under the plane where names find no room.
import {say} from "../words.js";
import type {Scene} from "./chart.js";
import {labelShape, lineShape, textShape, type Shape} from "./drawing.js";
import {byCrowding, placeLabels, type Box, type LabelPlace} from "./label_places.js";
import {textWidth} from "./style.js";

export interface Size {
    readonly width: number;
    readonly height: number;
}
export interface Mark {
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly radius: number;
    readonly first: boolean;  // named before others, where not all can be
}
export interface PointLabels {
    readonly plot: Size;      // what is left for the plane and its axes
    readonly height: number;  // of the whole picture
    readonly shapes: readonly Shape[];
    readonly note?: string;
}
// The marks and the room for labels, of a plane of a size.
export type PlaneAt = (size: Size) => {readonly marks: readonly Mark[]; readonly room: Box};

export const mostNamed = 40;  // beyond these, only the first are labelled
const size = 11.5;
const line = 17;      // px of the key
const widestKey = 320;

interface Label {
    readonly mark: Mark;
    readonly text: string;
    readonly place: LabelPlace | null;
}

function place(labelled: readonly Mark[], texts: readonly string[], all: readonly Mark[], room: Box): Label[] {
    const boxed = (mark: Mark, text: string) =>
        ({x: mark.x, y: mark.y, radius: mark.radius, width: textWidth(text, size) + 2, height: size + 3});
    const boxes = labelled.map((mark, at) => boxed(mark, texts[at] ?? ""));
    const marks = all.map((mark) => boxes[labelled.indexOf(mark)] ?? boxed(mark, ""));
    const order = byCrowding(boxes);
    const places = placeLabels(order.map((at) => boxes[at]!), marks, room, true);
    return order.map((at, turn) => ({mark: labelled[at]!, text: texts[at] ?? "", place: places[turn] ?? null}));
}

function shapesOf(scene: Scene, labels: readonly Label[]): Shape[] {
    const lines: Shape[] = [];
    const texts: Shape[] = [];
    for (const {text, mark, place: box} of labels) {
        if (!box) continue;
        if (box.leader) lines.push(lineShape(...box.leader, scene.colours.strong, 0.8));
        texts.push(labelShape(scene, text, box, mark.x, {size}));
    }
    return [...lines, ...texts];
}

interface Key {
    readonly plot: Size;
    readonly height: number;  // of the whole picture
    readonly room: number;    // px, of a name
    readonly at: (entry: number) => [number, number];
}
// Beside the plane where it is wide enough, else under it, in as many columns as there is width for.
function keyOf(whole: Size, names: readonly string[]): Key {
    const {width} = whole;
    const widest = Math.max(...names.map((name) => textWidth(name))) + 8;
    if (width >= 620) {
        const room = Math.min(widestKey, widest + 52);
        const height = Math.max(whole.height, names.length * line + 30);
        return {plot: {width: width - room, height}, height, room: room - 42, at: (entry) => [width - room + 14, 20 + entry * line]};
    }
    const across = widest + 34 < width / 2 ? 2 : 1;
    const down = Math.ceil(names.length / across);
    return {
        plot: whole, height: whole.height + down * line + 12, room: width / across - 36,
        at: (entry) => [8 + Math.floor(entry / down) * (width / across), whole.height + 8 + (entry % down) * line],
    };
}

function numbered(scene: Scene, whole: Size, planeAt: PlaneAt, among: (mark: Mark) => boolean): PointLabels {
    const key = keyOf(whole, planeAt(whole).marks.filter(among).map((mark) => mark.name));
    const {marks, room} = planeAt(key.plot);
    const labelled = marks.filter(among);
    const labels = place(labelled, labelled.map((_, at) => String(at + 1)), marks, room);
    const found = new Set(labels.flatMap((label) => (label.place ? [label.mark] : [])));
    let listed = 0;
    const entries = labelled.flatMap((mark, at): Shape[] => {
        if (!found.has(mark)) return [];
        const [x, y] = key.at(listed++);
        return [
            textShape(scene, String(at + 1), x + 16, y, {size: 12, align: "right", bold: true}),
            textShape(scene, mark.name, x + 24, y, {size: 12, width: key.room}),
        ];
    });
    return {plot: key.plot, height: key.height, shapes: [...shapesOf(scene, labels), ...entries], note: leftOut(scene, found.size, marks.length)};
}

function leftOut(scene: Scene, named: number, all: number): string | undefined {
    if (named >= all) return undefined;
    return say("points_named", scene.language).replace("{n}", String(named)).replace("{all}", String(all));
}

export function labelPoints(scene: Scene, whole: Size, planeAt: PlaneAt): PointLabels {
    const {marks, room} = planeAt(whole);
    if (marks.length > mostNamed) {
        const names = new Set(marks.filter((mark) => mark.first).slice(0, mostNamed).map((mark) => mark.name));
        return numbered(scene, whole, planeAt, (mark) => mark.first && names.has(mark.name));
    }
    const labels = place(marks, marks.map((mark) => mark.name), marks, room);
    if (labels.every((label) => label.place !== null)) return {plot: whole, height: whole.height, shapes: shapesOf(scene, labels)};
    return numbered(scene, whole, planeAt, () => true);
}
