// Chromium, and pages of reports in it that report what they asked for and what they complained of.
import {existsSync} from "node:fs";
import {pathToFileURL} from "node:url";
import {test} from "node:test";
import {chromium} from "playwright-core";
import {unpacked} from "./unpack.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const chromiumFlags = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
];

// A test that ends, whatever hangs. About one page in a hundred of Chromium 156 stops to draw frames, for good,
// while its scripts and timers go on: with and without a GPU, in its headless shell, under Playwright 1.56 and
// 1.65. A failure beside such a page says nothing of the report: the test begins anew, and fails for good after
// three turns.
export function check(name, body) {
    return test(name, {timeout: 500_000}, async (context) => {
        for (let turn = 1; ; ++turn) {
            try {
                return await within(150_000, body());
            } catch (error) {
                if (turn === 3 || !(/no frames in/.test(error.message) || await someDrawNoFrames())) throw error;
                context.diagnostic(`${name}: Chromium stopped to draw: begun anew (${error.message})`);
                await closeReports();
            }
        }
    });
}

function within(most_ms, work) {
    let clock;
    const end = new Promise((_, refuse) => {
        clock = setTimeout(() => refuse(new Error(`not done in ${most_ms} ms`)), most_ms);
    });
    return Promise.race([work, end]).finally(() => clearTimeout(clock));
}

// In the page: two frames are drawn.
function defineFrames() {
    globalThis.twoFrames = (most_ms = 10_000) => new Promise((done, refuse) => {
        const clock = setTimeout(() => refuse(new Error(`no frames in ${most_ms} ms`)), most_ms);
        requestAnimationFrame(() => requestAnimationFrame(() => done(clearTimeout(clock))));
    });
    // Folds are filled by an event, which may come after any number of frames.
    globalThis.foldsFilled = async () => {
        const empty = () => [...document.querySelectorAll("details[open] > .fold-body")].some((body) => body.childElementCount === 0);
        while (empty()) await new Promise((done) => setTimeout(done, 10));
    };
}

async function someDrawNoFrames() {
    const pages = [...contexts].flatMap((context) => context.pages());
    const draw = await Promise.all(pages.map((page) => within(15_000, page.evaluate(() => twoFrames())).then(() => true, () => false)));
    return draw.includes(false);
}

let running;
const contexts = new Set();
const kept = new Map();
export async function browser() {
    if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}\nfix: install it, or set CHROMIUM`);
    running ??= chromium.launch({executablePath, args: chromiumFlags});
    return running;
}
// After each test, or each group of tests that read one page, whether they passed or not.
export async function closeReports() {
    for (const context of contexts) await context.close();
    contexts.clear();
    kept.clear();
}
// One page for several tests, until pages are closed: `open` is called where there is none of this name.
export function keptReport(name, open) {
    if (!kept.has(name)) kept.set(name, open());
    return kept.get(name);
}
export async function closeBrowser() {
    await (await running)?.close();
    running = undefined;
}

// `worked_ms`: what the page's thread computed until its first frames; others at work on the machine do not count.
// `said`: errors and warnings of the console and of scripts; `asked`: addresses other than the file's own.
export async function openReport(file, {width = 1366, height = 768, hash = "", query = "", ...context} = {}) {
    const own = await (await browser()).newContext({viewport: {width, height}, ...context});
    contexts.add(own);
    await own.addInitScript(defineFrames);
    const page = await own.newPage();
    const address = pathToFileURL(file).href;
    const said = [];
    const asked = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) said.push(message.text());
    });
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("dialog", (dialog) => {
        said.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
    });
    page.on("request", (request) => {
        if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) asked.push(request.url());
    });
    const session = await own.newCDPSession(page);
    await session.send("Performance.enable", {timeDomain: "threadTicks"});
    await page.goto(address + query + hash, {waitUntil: "load"});
    await page.evaluate(() => twoFrames());
    const {metrics} = await session.send("Performance.getMetrics");
    const worked_ms = 1000 * metrics.find((one) => one.name === "TaskDuration").value;
    return {page, said, asked, worked_ms};
}

// Brings every chart near the window, so that all are drawn.
export async function drawAll(page) {
    await page.evaluate(async () => {
        for (const view of document.querySelectorAll("article.view")) {
            view.scrollIntoView({behavior: "instant", block: "center"});
            const chart = view.querySelector(".chart");
            for (let turn = 0; turn < 100 && chart?.isConnected && !chart.dataset.drawn && !view.querySelector(".said"); ++turn) await twoFrames();
            await twoFrames();
        }
        scrollTo({top: 0, behavior: "instant"});
        await twoFrames();
    });
}

export async function documentOf(page) {
    return unpacked(JSON.parse(await page.evaluate(() => document.getElementById("document").textContent)));
}
