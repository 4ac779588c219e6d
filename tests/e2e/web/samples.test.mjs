// What only sample documents can show: the map's slider, picks, names of all sorts, two hundred alternatives.
import assert from "node:assert/strict";
import {after, afterEach} from "node:test";
import {check, closeBrowser, closeReports, documentOf, drawAll, openReport} from "./browser.mjs";
import {chartsDrawn} from "./measures.mjs";
import {samples} from "./reports.mjs";
import {hostileNames} from "./sample/others.mjs";

afterEach(closeReports);
after(closeBrowser);

const picture = (page, id) => page.evaluate((view) => document.querySelector(`[data-view="${view}"] .chart svg`)?.outerHTML ?? "", id);

check("the map follows the slider, and Play moves it", async () => {
    const {page, said} = await openReport(samples().national);
    await drawAll(page);
    const map = '[data-view="map"]';
    const mean = await picture(page, "map");
    await page.click(`${map} [data-mode="day"]`);
    const midnight = await picture(page, "map");
    assert.notEqual(midnight, mean);
    await page.focus(`${map} input[type="range"]`);
    for (let k = 0; k < 6; ++k) await page.keyboard.press("ArrowRight");
    assert.match(await page.textContent(`${map} .clock`), /06:00/);
    assert.notEqual(await picture(page, "map"), midnight);
    await page.click(`${map} .play`);
    await page.waitForFunction(() => !document.querySelector('[data-view="map"] .clock').textContent.startsWith("06:00"), null, {timeout: 4000});
    await page.click(`${map} .play`);
    const stopped = await page.textContent(`${map} .clock`);
    await page.waitForTimeout(1500);
    assert.equal(await page.textContent(`${map} .clock`), stopped);
    await page.click(`${map} [data-mode="week"]`);
    assert.equal(await page.getAttribute(`${map} input[type="range"]`, "max"), "167");
    assert.deepEqual(said, []);
});

check("an address that is asked for counts, even if scrolling changes it at once", async () => {
    const {page} = await openReport(samples().national, {hash: "#&lang=en"});
    await page.evaluate(() => {
        location.hash = "#map&lang=zh";
        history.replaceState(history.state, "", "#&lang=en");  // before the page is informed of the other
    });
    await page.waitForFunction(() => document.documentElement.lang.startsWith("zh"), null, {timeout: 5000});
    assert.match(page.url(), /#map&lang=zh$/);
});

check("the map reports the four resources and the limit of a chosen site", async () => {
    const {page} = await openReport(samples().national, {hash: "#map&lang=zh"});
    await drawAll(page);
    await page.selectOption('[data-view="map"] .picker select', "lhasa");
    const reported = await page.textContent('[data-view="map"] .map-panel');
    for (const word of ["拉萨", "算力", "存力", "运力", "能力", "首要瓶颈"]) assert.ok(reported.includes(word), word);
});

check("a pick changes the views that follow it, and no others", async () => {
    const {page} = await openReport(samples().national);
    await drawAll(page);
    const before = {map: await picture(page, "map"), cost: await picture(page, "cost"), curve: await picture(page, "x_share")};
    await page.selectOption('[data-pick="alternative"]', "g_31");
    assert.notEqual(await picture(page, "map"), before.map);
    assert.equal(await picture(page, "cost"), before.cost);
    await page.selectOption('[data-pick="future"]', "50/30");
    assert.notEqual(await picture(page, "cost"), before.cost);
    assert.equal(await picture(page, "x_share"), before.curve);
    assert.match(page.url(), /future=50%2F30/);
    assert.match(page.url(), /alternative=g_31/);
});

check("the front is drawn in the metrics that are chosen", async () => {
    const {page} = await openReport(samples().national);
    await drawAll(page);
    const before = await picture(page, "front");
    await page.locator('[data-view="front"] .picker select').nth(1).selectOption("carbon_kg_location");
    assert.notEqual(await picture(page, "front"), before);
});

check("names show as text, whatever they hold", async () => {
    const {page, said} = await openReport(samples().hostile);
    await drawAll(page);
    await page.evaluate(() => {
        for (const button of document.querySelectorAll('.table-button[aria-expanded="false"]')) button.click();
    });
    assert.deepEqual(said, []);
    assert.equal(await page.evaluate(() => document.querySelectorAll("main script, main img, main b:not(.name):not(.resource b)").length), 0);
    const cells = await page.evaluate(() => [...document.querySelectorAll("tbody .own")].map((cell) => cell.textContent));
    const labels = await page.evaluate(() => [...document.querySelectorAll(".chart svg text")].map((text) => text.textContent));
    const options = await page.evaluate(() => [...document.querySelectorAll("option")].map((one) => one.textContent));
    for (const name of hostileNames.slice(0, 10)) {
        assert.ok(cells.includes(name) || options.includes(name), name);
    }
    for (const name of ["{a|rich} {b} {c0}", "__proto__", "constructor"]) assert.ok(labels.includes(name), `label ${name}`);
});

check("tooltips show names as text", async () => {
    const {page, said} = await openReport(samples().hostile);
    await drawAll(page);
    const chart = page.locator('[data-view="differences"] .chart');
    await chart.scrollIntoViewIfNeeded();
    const spots = await page.evaluate(() => [...document.querySelectorAll('[data-view="differences"] .chart svg path')]
        .map((path) => path.getBoundingClientRect()).filter((box) => box.width > 5 && box.width < 14 && Math.abs(box.width - box.height) < 3)
        .map((box) => [box.x + box.width / 2, box.y + box.height / 2]));
    const reported = [];
    for (const [x, y] of spots) {
        if (y < 0 || y > 760) continue;
        await page.mouse.move(x, y);
        await page.waitForTimeout(60);
        reported.push(...(await page.locator(".tip b").allTextContents()));
    }
    assert.ok(reported.some((text) => hostileNames.includes(text)), JSON.stringify(reported));
    assert.equal(await page.evaluate(() => document.querySelectorAll(".tip script, .tip img").length), 0);
    assert.deepEqual(said, []);
});

check("two hundred alternatives are all drawn, and scroll in their box", async () => {
    const {page, said} = await openReport(samples().large);
    await drawAll(page);
    const charts = await page.evaluate(chartsDrawn);
    const differences = charts.find((chart) => chart.id === "differences");
    assert.ok(differences.texts >= 400, `${differences.texts} texts`);
    assert.ok(charts.find((chart) => chart.id === "heat").shapes >= 4800);
    const box = await page.evaluate(() => {
        const found = document.querySelector('[data-view="differences"] .chart-box');
        return {inner: found.scrollHeight, outer: found.clientHeight};
    });
    assert.ok(box.inner > 3000 && box.outer <= 640, JSON.stringify(box));
    assert.deepEqual(said, []);
});

check("CSV that is copied holds the cells as they are", async () => {
    const {page} = await openReport(samples().hostile, {permissions: ["clipboard-read", "clipboard-write"]});
    await page.click('[data-view="front"] .table-button');
    const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-view="front"] .save-button')]);
    assert.equal(download.suggestedFilename(), "front.csv");
    await page.click('[data-view="front"] .copy-button');
    await page.waitForFunction(() => document.querySelector('[data-view="front"] .copy-button').textContent === "Copied");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(text.startsWith("future,alternative,"));
    assert.ok(text.includes('"""quotes"" & \'apostrophes\' &amp; <b>bold</b>"'));
});
