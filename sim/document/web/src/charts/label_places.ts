// Where the labels of points stand: over no other label and no other point, nearer to their own point than to any
// other, or joined to it by a leader line.

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}
// A point in pixels with the half size of its mark, and the size of its label.
export interface Labelled {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
    readonly width: number;
    readonly height: number;
}
export interface LabelPlace extends Box {
    readonly leader: readonly [number, number, number, number] | null;  // from the mark to the box
}

const between = 2;  // px that stay free between labels
const near = 3;     // px between a mark and its label
const rings = [12, 20, 30, 42, 56, 72, 90, 110, 135, 160];

function overlap(a: Box, b: Box, gap: number): boolean {
    return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}
function nearestIn(box: Box, x: number, y: number): [number, number] {
    return [Math.min(Math.max(x, box.x), box.x + box.width), Math.min(Math.max(y, box.y), box.y + box.height)];
}
export function distanceTo(box: Box, x: number, y: number): number {
    const [a, b] = nearestIn(box, x, y);
    return Math.hypot(a - x, b - y);
}

type Segment = readonly [number, number, number, number];

function crosses([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
    const side = (x1: number, y1: number, x2: number, y2: number, x: number, y: number) => (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
    return side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0
        && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;
}
function enters(line: Segment, box: Box): boolean {
    const [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height];
    const inside = (x: number, y: number) => x > left && x < right && y > top && y < bottom;
    return inside(line[0], line[1]) || inside(line[2], line[3])
        || crosses(line, [left, top, right, bottom]) || crosses(line, [left, bottom, right, top]);
}

function beside(one: Labelled): Box[] {
    const {x, y, width, height} = one;
    const gap = one.radius + near;
    const at = (left: number, top: number): Box => ({x: left, y: top, width, height});
    const slant = gap * 0.7;
    return [
        at(x + gap, y - height / 2), at(x - gap - width, y - height / 2),
        at(x - width / 2, y - gap - height), at(x - width / 2, y + gap),
        at(x + slant, y - slant - height), at(x + slant, y + slant),
        at(x - slant - width, y - slant - height), at(x - slant - width, y + slant),
    ];
}
function around(one: Labelled, ring: number): Box[] {
    return Array.from({length: 16}, (_, turn): Box => {
        const angle = (turn * Math.PI) / 8;
        const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
        const [x, y] = [one.x + dx * (one.radius + ring), one.y + dy * (one.radius + ring)];
        return {
            x: x - (1 - dx) * 0.5 * one.width, y: y - (1 - dy) * 0.5 * one.height, width: one.width, height: one.height,
        };
    });
}

class Places {
    private readonly taken: LabelPlace[] = [];
    constructor(private readonly points: readonly Labelled[], private readonly room: Box) {}

    find(one: Labelled, leaders: boolean): LabelPlace | null {
        const close = beside(one).find((box) => this.isFree(one, box) && this.isNearest(one, box, leaders));
        if (close) return this.take({...close, leader: null});
        if (!leaders) return null;
        const far = rings.flatMap((ring) => around(one, ring)).filter((box) => this.isFree(one, box))
            .map((box): LabelPlace => ({...box, leader: this.leaderOf(one, box)})).filter((place) => this.isClear(place.leader!));
        const best = far.find((place) => this.missesMarks(one, place.leader!)) ?? far[0];
        return best ? this.take(best) : null;
    }

    private take(place: LabelPlace): LabelPlace {
        this.taken.push(place);
        return place;
    }
    private isFree(one: Labelled, box: Box): boolean {
        const {room} = this;
        return box.x >= room.x && box.y >= room.y && box.x + box.width <= room.x + room.width && box.y + box.height <= room.y + room.height
            && this.taken.every((other) => !overlap(box, other, between) && (other.leader === null || !enters(other.leader, box)))
            && this.points.every((other) => other === one || distanceTo(box, other.x, other.y) > other.radius + 1);
    }
    // Without leaders, what lies under the mark of a point shares its label.
    private isNearest(one: Labelled, box: Box, leaders: boolean): boolean {
        const own = distanceTo(box, one.x, one.y);
        const hidden = (other: Labelled) => !leaders && Math.hypot(other.x - one.x, other.y - one.y) < one.radius;
        return this.points.every((other) => other === one || hidden(other) || distanceTo(box, other.x, other.y) > own + 1);
    }
    private leaderOf(one: Labelled, box: Box): Segment {
        const [x, y] = nearestIn(box, one.x, one.y);
        const length = Math.hypot(x - one.x, y - one.y) || 1;
        const out = one.radius / length;
        return [one.x + (x - one.x) * out, one.y + (y - one.y) * out, x, y];
    }
    private isClear(leader: Segment): boolean {
        return this.taken.every((other) => !enters(leader, other) && (other.leader === null || !crosses(leader, other.leader)));
    }
    private missesMarks(one: Labelled, leader: Segment): boolean {
        const mark = (other: Labelled): Box =>
            ({x: other.x - other.radius, y: other.y - other.radius, width: 2 * other.radius, height: 2 * other.radius});
        return this.points.every((other) => other === one || Math.hypot(other.x - one.x, other.y - one.y) < other.radius + one.radius
                || !enters(leader, mark(other)));
    }
}

// In the order given, which is the order of importance. `points` are all marks, `labelled` those that get a label;
// null: there is no room for it.
export function placeLabels(
    labelled: readonly Labelled[], points: readonly Labelled[], room: Box, leaders: boolean,
): (LabelPlace | null)[] {
    const places = new Places(points, room);
    return labelled.map((one) => places.find(one, leaders));
}

// The most crowded first: they have the least choice.
export function byCrowding(points: readonly Labelled[]): number[] {
    const crowd = points.map((one) => points.reduce((sum, other) => sum + 1 / (20 + Math.hypot(one.x - other.x, one.y - other.y)), 0));
    return points.map((_, at) => at).sort((a, b) => (crowd[b] ?? 0) - (crowd[a] ?? 0));
}
