// The kinds of charts, one line each.
import {lossMap} from "../map/loss_map.js";
import {map} from "../map/map.js";
import {bars} from "./bars.js";
import type {ChartKind} from "./chart.js";
import {curve} from "./curve.js";
import {differences} from "./differences.js";
import {dumbbell} from "./dumbbell.js";
import {front} from "./front.js";
import {grouped} from "./grouped.js";
import {heat} from "./heat.js";
import {lines} from "./lines.js";
import {tornado} from "./tornado.js";
import {waterfall} from "./waterfall.js";

export const kinds: ReadonlyMap<string, ChartKind> = new Map<string, ChartKind>([
    ["map", map],
    ["loss_map", lossMap],
    ["differences", differences],
    ["bars", bars],
    ["grouped", grouped],
    ["lines", lines],
    ["curve", curve],
    ["heat", heat],
    ["front", front],
    ["dumbbell", dumbbell],
    ["tornado", tornado],
    ["waterfall", waterfall],
]);
