// What charts do: labels, axes, outliers, ranks, times, waterfalls, scales over layouts, the map, files.
import assert from "node:assert/strict";
import {after, afterEach, describe} from "node:test";
import {check, closeBrowser, closeReports, documentOf, drawAll, keptReport, openReport} from "./browser.mjs";
import {overlaps, textsOf, ticksOf} from "./chart_texts.mjs";
import {samples} from "./reports.mjs";
import {crowded, layouts, packed} from "./sample/charts.mjs";
import {chance} from "./sample/tables.mjs";
import {moduleOf} from "./source.mjs";

after(closeBrowser);

const desk = {width: 1366, height: 900};
const phone = {width: 390, height: 844};

async function open({width, height}, hash = "#&lang=en") {
    const opened = await openReport(samples().charts, {width, height, hash});
    await drawAll(opened.page);
    return opened;
}
// One page of each size for all that only read it.
const drawn = (size, hash) => keptReport(`${size.width} ${hash}`, () => open(size, hash));
const note = (page, id) => page.locator(`[data-view="${id}"] .unfinished`).textContent();
const legend = (page, id) => page.locator(`[data-view="${id}"] .legend`).textContent();

describe("charts as they are drawn first", () => {
    after(closeReports);

    check("labels overlap neither each other nor other points, and belong to their own", async () => {
        const {placeLabels, distanceTo} = await moduleOf("charts/label_places.ts");
        const room = {x: 0, y: 0, width: 600, height: 300};
        let placed = 0;
        for (let turn = 0; turn < 60; ++turn) {
            const count = 4 + (turn % 20);
            const points = Array.from({length: count}, (_, at) => ({
                x: 20 + 560 * chance(`x${turn}/${at}`) ** 2, y: 20 + 260 * chance(`y${turn}/${at}`), radius: 5, width: 30 + 60 * chance(`w${turn}/${at}`), height: 14,
            }));
            const boxes = placeLabels(points, points, room, true);
            const held = boxes.flatMap((box, at) => (box ? [{...box, own: points[at]}] : []));
            placed += held.length / count / 60;
            held.forEach((one, at) => {
                for (const other of held.slice(at + 1)) {
                    const apart = one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
                    assert.ok(apart, `turn ${turn}: two labels overlap`);
                }
                const own = distanceTo(one, one.own.x, one.own.y);
                for (const other of points) {
                    if (other === one.own) continue;
                    assert.ok(distanceTo(one, other.x, other.y) > other.radius, `turn ${turn}: a label covers a point`);
                    if (!one.leader) assert.ok(distanceTo(one, other.x, other.y) > own, `turn ${turn}: a label is nearer to another point`);
                }
            });
        }
        assert.ok(placed > 0.95, `${placed} of the labels find room`);
    });

    for (const [name, size] of [["desk", desk], ["phone", phone]]) {
        check(`the front names its points, each at its own: ${name}`, async () => {
            const {page} = await drawn(size);
            const texts = await textsOf(page, "front");
            const names = crowded.map((row) => row.alternative);
            const labels = texts.filter((one) => names.includes(one.text));
            assert.deepEqual(labels.map((one) => one.text).sort(), [...names].sort());
            assert.deepEqual(overlaps(labels), []);
            const {x, y} = ticksOf(texts);
            const points = crowded.map((row) => ({name: row.alternative, x: x(row.net_cost_cny_per_year / 1e9), y: y(row.slo_attainment * 100)}));
            const lines = await page.evaluate(() => [...document.querySelectorAll('[data-view="front"] .chart svg path')].flatMap((path) => {
                const numbers = path.getAttribute("d")?.match(/-?[\d.]+/g)?.map(Number) ?? [];
                return path.getAttribute("stroke") && numbers.length === 4 ? [numbers] : [];
            }));
            for (const label of labels) {
                const away = (one) => Math.hypot(Math.max(label.left - one.x, 0, one.x - label.right), Math.max(label.top - one.y, 0, one.y - label.bottom));
                const own = points.find((one) => one.name === label.text);
                const nearest = points.every((one) => one === own || away(one) > away(own));
                const led = lines.some(([ax, ay, bx, by]) => Math.hypot(ax - own.x, ay - own.y) < 9 && away({x: bx, y: by}) < 4);
                assert.ok(led || (nearest && away(own) < 16), `${label.text}: ${away(own)} px from its point`);
            }
        });

        check(`too many points are numbered, with a key: ${name}`, async () => {
            const {page} = await drawn(size);
            const texts = await textsOf(page, "packed");
            const keyed = texts.filter((one) => one.text.startsWith("Layout"));
            assert.ok(keyed.length >= (name === "desk" ? packed.length : 28), `${keyed.length} in the key`);
            const beside = keyed.map((one) => texts.find((other) => /^\d+$/.test(other.text) && Math.abs(other.bottom - one.bottom) < 4 && other.right < one.left && one.left - other.right < 14));
            assert.ok(beside.every((one) => one), "a name without its number");
            assert.deepEqual(beside.map((one) => packed[Number(one.text) - 1].alternative.slice(0, 9)), keyed.map((one) => one.text.slice(0, 9)));
            const plane = texts.filter((one) => /^\d{1,2}$/.test(one.text) && !beside.includes(one) && !one.isTick);
            for (const one of beside) assert.ok(plane.some((other) => other.text === one.text), `${one.text} is not at a point`);
            assert.deepEqual(overlaps(plane), []);
            assert.deepEqual(overlaps(keyed), []);
        });
    }

    check("near-equal figures are dots on an axis that says where it starts", async () => {
        const {dotSpan} = await moduleOf("charts/axis_range.ts");
        assert.deepEqual(dotSpan([122, 126, 124]), {low: 122, high: 126});
        assert.deepEqual(dotSpan([122, 123, 124, 125, 126, 900]), {low: 122, high: 126});
        for (const figures of [[10, 126], [-122, 126], [0, 0, 0], [5, 5, 5], [7]]) assert.equal(dotSpan(figures), null);
        const {page} = await drawn(desk);
        for (const id of ["near", "near_far"]) {
            assert.match(await note(page, id), /does not start at zero/);
            const {values} = ticksOf(await textsOf(page, id));
            assert.ok(Math.min(...values) > 100 && Math.max(...values) < 140, `${id}: ${values}`);
        }
        assert.match(await note(page, "near_far"), /Beyond the axis: H west-heavy 900(\.0)? M CNY/);
        await page.click('[data-view="near_far"] .controls button');
        const {values} = ticksOf(await textsOf(page, "near_far"));
        assert.ok(Math.min(...values) === 0 && Math.max(...values) >= 900, `whole axis: ${values}`);
    });

    check("an outlier is cut off the axis, marked by an arrow and its value", async () => {
        for (const size of [desk, phone]) {
            const {page} = await drawn(size);
            const bars = await textsOf(page, "outlier");
            assert.ok(Math.max(...ticksOf(bars).values) <= 15);
            assert.ok(bars.some((one) => one.text === "→ 7 min"), bars.map((one) => one.text).join());
            assert.match(await note(page, "outlier"), /Beyond the axis: .*7 min/);
            const differences = await textsOf(page, "differences");
            assert.ok(Math.max(...ticksOf(differences).values) < 20);
            assert.ok(differences.some((one) => /^\+900/.test(one.text)));
        }
    });

    check("axes have an arrow to the side where figures are better, if the column says which it is", async () => {
        const {page} = await drawn(desk);
        const texts = async (id) => (await textsOf(page, id)).map((one) => one.text);
        assert.ok((await texts("outlier")).some((text) => /, ← better \(s\)$/.test(text)), await texts("outlier"));
        assert.ok((await texts("near")).some((text) => /, ← better \(M CNY\)$/.test(text)), await texts("near"));
        assert.ok((await texts("front")).some((text) => /, ↑ better \(%\)$/.test(text)), await texts("front"));
        assert.ok(!(await texts("busy")).some((text) => text.includes("better")), await texts("busy"));
    });

    check("links are ranked by their busier direction", async () => {
        const {page} = await drawn(desk);
        const texts = await textsOf(page, "busy");
        assert.deepEqual(texts.filter((one) => one.text.startsWith("link")).sort((a, b) => a.top - b.top).map((one) => one.text), ["link a", "link b", "link d"]);
    });

    check("time axes have weekdays, and ticks at whole days", async () => {
        const {page} = await drawn(desk);
        const days = (await textsOf(page, "fortnight")).filter((one) => /07-/.test(one.text)).sort((a, b) => a.left - b.left);
        assert.deepEqual(days.map((one) => one.text), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"].map((day, at) => `${day} 07-${String(7 + at).padStart(2, "0")}`));
        assert.deepEqual(overlaps(days), []);
        const hours = (await textsOf(page, "one_day")).map((one) => one.text);
        for (const text of ["Mon 07-07", "12:00", "Tue 07-08"]) assert.ok(hours.includes(text), `${text} of ${hours}`);
        for (const id of ["loads", "week"]) {
            const names = (await textsOf(page, id)).filter((one) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/.test(one.text)).sort((a, b) => a.left - b.left);
            assert.deepEqual(names.map((one) => one.text), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
        }
        const narrow = await drawn(phone, "#&lang=zh");
        const few = (await textsOf(narrow.page, "fortnight")).filter((one) => /07-/.test(one.text));
        assert.ok(few.length >= 2 && few.every((one) => /^周一 07-(07|14)$/.test(one.text)), few.map((one) => one.text).join());
    });

    check("a waterfall goes from the baseline to the best, each step where the last one ended", async () => {
        for (const size of [desk, phone]) {
            const {page} = await drawn(size);
            const bars = await page.evaluate(() => [...document.querySelectorAll('[data-view="steps"] .chart svg path')]
                .map((path) => ({fill: path.getAttribute("fill"), box: path.getBBox()}))
                .filter(({fill, box}) => fill !== "none" && Math.abs(box.height - 18) < 0.5).map(({fill, box}) => ({fill, left: box.x, right: box.x + box.width, y: box.y})));
            bars.sort((a, b) => a.y - b.y);
            assert.equal(bars.length, 7);
            assert.deepEqual(bars.map((bar) => [...new Set(bars.map((one) => one.fill))].indexOf(bar.fill)), [0, 1, 1, 2, 2, 1, 0]);
            const changes = [0, -1, -1, 1, 1, -1, 0];
            let level = bars[0].right;
            bars.slice(1, 6).forEach((bar, at) => {
                const [from, to] = changes[at + 1] < 0 ? [bar.right, bar.left] : [bar.left, bar.right];
                assert.ok(Math.abs(from - level) < 1, `step ${at + 1} begins at ${from}, not at ${level}`);
                level = to;
            });
            assert.ok(Math.abs(bars[6].right - level) < 1);
            const texts = await textsOf(page, "steps");
            assert.deepEqual(overlaps(texts), []);
            const all = texts.map((one) => one.text);
            for (const text of ["6.485 bn CNY", "\u221218.2 M CNY", "+12.9 M CNY", "6.449 bn CNY"]) assert.ok(all.includes(text), `${text} of ${all}`);
            assert.ok(all.join(" ").includes("western sites") && !all.some((text) => text.includes("…")), all.join());
            assert.match(await note(page, "steps"), /does not start at zero/);
        }
    });

    check("links show the flow of each direction, as wide as it is used", async () => {
        const {flowSeries} = await moduleOf("map/flows.ts");
        const scene = {width: 1000, colours: {shares: ["#000000", "#000000", "#101010", "#202020", "#303030", "#404040"]}};
        const series = flowSeries(scene, [{from: [0, 0], to: [100, 0], there: {share: 0.4}, back: {share: 0.1}}], 0.4);
        assert.deepEqual(series.data, [[0, 0, 100, 0, 0.4], [100, 0, 0, 0, 0.1]]);
        const [there, back] = series.data.map((item) => series.renderItem(null, {value: (at) => item[at], coord: (point) => point}));
        const sides = (shape) => shape.shape.points.map(([, y]) => y);
        assert.ok(Math.min(...sides(there)) > 0 && Math.max(...sides(back)) < 0, "each on its right-hand side");
        const width = (shape) => Math.abs(shape.shape.points.at(-1)[1] - shape.shape.points[0][1]);
        assert.ok(width(there) > 2 * width(back));
        assert.notEqual(there.style.fill, back.style.fill);
        assert.equal(there.shape.points.length, 7, "an arrow");
        const [idle] = flowSeries(scene, [{from: [0, 0], to: [100, 0], there: {share: 0}, back: {share: 0}}], 0.4).data;
        assert.equal(series.renderItem(null, {value: (at) => idle[at], coord: (point) => point}).shape.points.length, 4, "no arrow without use");
    });

    check("a curve over milliseconds has a logarithmic axis", async () => {
        const {page} = await drawn(desk);
        const texts = await textsOf(page, "circles");
        const bottom = Math.max(...texts.filter((one) => /^\d+$/.test(one.text)).map((one) => one.bottom));
        const at = Object.fromEntries(texts.filter((one) => Math.abs(one.bottom - bottom) < 2).map((one) => [one.text, (one.left + one.right) / 2]));
        assert.deepEqual(Object.keys(at).map(Number).sort((a, b) => a - b), [1, 2, 5, 10, 20, 50]);
        assert.ok(Math.abs((at[10] - at[1]) - (at[50] - at[5])) < 2, JSON.stringify(at));
        assert.match(await legend(page, "circles"), /one way.*round trip/);
    });
});

describe("charts that the reader changes", () => {
    afterEach(closeReports);

    check("scales of colour are the same for every layout", async () => {
        const {page} = await open(desk);
        const darkest = () => page.evaluate(() => {
            const fills = [...document.querySelectorAll('[data-view="loads"] .chart svg path')].map((path) => path.getAttribute("fill")).filter((fill) => fill?.startsWith("rgb"));
            return Math.min(...fills.map((fill) => fill.match(/\d+/g).map(Number).reduce((a, b) => a + b)));
        });
        const before = {loads: await legend(page, "loads"), map: await legend(page, "map"), dark: await darkest()};
        await page.selectOption('[data-pick="alternative"]', layouts[1]);
        await page.evaluate(() => twoFrames());
        assert.equal(await legend(page, "loads"), before.loads);
        const use = (text) => text.match(/Link use.*?%.*?%/)[0];
        assert.equal(use(await legend(page, "map")), use(before.map));
        assert.ok((await darkest()) < before.dark - 100, "the busier layout is darker");
    });

    check("names on the map overlap neither each other nor the frame, the largest site has one", async () => {
        for (const size of [desk, phone]) {
            const {page} = await open(size);
            const report = await documentOf(page);
            const largest = report.names.node.cm_hohhot.en;
            for (const layout of layouts) {
                await page.selectOption('[data-pick="alternative"]', layout);
                for (const step of ["plain", "demand", "zoomed", "back"]) {
                    if (step === "demand" || step === "back") await page.click('[data-view="map"] .demand');
                    if (step === "zoomed") await page.click('[data-view="map"] [aria-label="Zoom in"]');
                    await page.evaluate(() => twoFrames());
                    const names = await textsOf(page, "map");
                    assert.ok(names.length >= 4, `${layout} ${step}: ${names.length} names`);
                    assert.ok(names.some((one) => one.text === largest), `${layout} ${step}: ${largest} has no name`);
                    assert.deepEqual(overlaps(names), [], `${layout} ${step}`);
                }
                await page.click('[data-view="map"] [aria-label="Whole map"]');
            }
        }
    });

    check("demand is a layer that can be switched on", async () => {
        const {page} = await open(desk);
        const shapes = () => page.evaluate(() => document.querySelectorAll('[data-view="map"] .chart svg path').length);
        const before = await shapes();
        await page.click('[data-view="map"] .demand');
        const report = await documentOf(page);
        const column = report.tables.nodes.columns.findIndex((one) => one.key === "demand_share");
        assert.equal((await shapes()) - before, report.tables.nodes.rows.filter((row) => row[column] > 0).length);
        assert.match(await legend(page, "map"), /share of demand/);
        await page.click('[data-view="map"] .demand');
        assert.equal(await shapes(), before);
    });

    check("the panel of a site follows the slider, and shows means of the window otherwise", async () => {
        const {page} = await open(desk);
        const report = await documentOf(page);
        const panel = () => page.locator('[data-view="map"] .map-panel').textContent();
        const {columns, rows, texts} = report.tables.hourly_profile;
        const at = (key) => columns.findIndex((one) => one.key === key);
        await page.selectOption('[data-pick="alternative"]', layouts[1]);
        const allocation = (hour) => texts[at("allocation")].en[rows.findIndex((row) => row[at("alternative")] === layouts[1] && row[at("site")] === "cm_harbin" && row[at("hours")] === "day" && row[at("hour")] === hour)];
        await page.selectOption('[data-view="map"] .picker select', "cm_harbin");
        assert.match(await panel(), /mean of the measured window/);
        await page.click('[data-view="map"] [data-mode="day"]');
        await page.focus('[data-view="map"] input[type="range"]');
        for (let k = 0; k < 6; ++k) await page.keyboard.press("ArrowRight");
        const six = await panel();
        assert.ok(six.includes("06:00") && six.includes(`allocation${allocation(6)}`), six);
        assert.notEqual(allocation(6), allocation(14));
        for (let k = 0; k < 8; ++k) await page.keyboard.press("ArrowRight");
        assert.ok((await panel()).includes(`allocation${allocation(14)}`));
    });

    check("every chart can be saved as SVG and PNG, its rows as CSV, and print shows no buttons", async () => {
        const {page, said, asked} = await open(desk);
        const views = await page.evaluate(() => [...document.querySelectorAll("article.view")].map((view) => view.dataset.view));
        // What the page hands to the browser to be saved: the browser's own downloads stall on a busy machine.
        await page.evaluate(() => {
            window.saved = [];
            const blobs = new Map();
            const made = URL.createObjectURL.bind(URL);
            URL.createObjectURL = (blob) => { const address = made(blob); blobs.set(address, blob); return address; };
            HTMLAnchorElement.prototype.click = function () {
                const blob = blobs.get(this.href);
                if (!blob || !this.download) throw new Error("a link that saves nothing");
                const reader = new FileReader();
                reader.onload = () => window.saved.push({name: this.download, bytes: reader.result.split(",")[1]});
                reader.readAsDataURL(blob);
            };
        });
        const save = async (id, what) => {
            await page.click(`[data-view="${id}"] [data-save="${what}"]`);
            await page.waitForFunction(() => window.saved.length > 0);
            const {name, bytes} = await page.evaluate(() => window.saved.shift());
            return {name, bytes: Buffer.from(bytes, "base64")};
        };
        const report = await documentOf(page);
        for (const id of views) {
            const drawn = await save(id, "save_svg");
            assert.equal(drawn.name, `${id}.svg`);
            const found = await page.evaluate((text) => {
                const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
                return {error: parsed.querySelector("parsererror")?.textContent ?? "", text: parsed.documentElement.textContent, shapes: parsed.querySelectorAll("path").length,
                    width: Number(parsed.documentElement.getAttribute("width")), height: Number(parsed.documentElement.getAttribute("height"))};
            }, drawn.bytes.toString("utf8"));
            const {title} = report.sections.flatMap((section) => section.blocks).find((block) => block.id === id);
            assert.equal(found.error, "");
            assert.ok(found.text.includes(title.en) && found.shapes > 3, id);
            const picture = await save(id, "save_png");
            assert.equal(picture.name, `${id}.png`);
            assert.equal(picture.bytes.subarray(1, 4).toString("latin1"), "PNG");
            assert.deepEqual([picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20)], [2 * found.width, 2 * found.height]);
        }
        const rows = await save("near", "save_rows");
        assert.equal(rows.name, "near.csv");
        const {columns, rows: cells} = report.tables.near;
        assert.equal(rows.bytes.toString("utf8"), `${[columns.map((one) => one.key), ...cells].map((row) => row.join(",")).join("\n")}\n`);
        assert.deepEqual([said, asked], [[], []]);
        const printed = await openReport(samples().charts, {query: "?print"});
        assert.equal(await printed.page.evaluate(() => [...document.querySelectorAll(".chart-files")].filter((one) => one.getClientRects().length > 0).length), 0);
    });
});
