// The section on losses of a real study, the file in MERIDIAN_LOSSES: the map follows the case that the reader chooses.
import assert from "node:assert/strict";
import {after, afterEach, test} from "node:test";
import {check, closeBrowser, closeReports, drawAll, openReport} from "./browser.mjs";

afterEach(closeReports);
after(closeBrowser);

const file = process.env.MERIDIAN_LOSSES ?? "";
const map = '[data-view="loss_map"]';
const picture = (page) => page.evaluate((view) => document.querySelector(`${view} .chart svg`)?.outerHTML ?? "", map);

if (file === "") {
    test("the map of losses", {skip: "MERIDIAN_LOSSES names no report"}, () => {});
} else {
    check("the map marks the case that is chosen, and reports its figures", async () => {
        const {page, said} = await openReport(file, {hash: "#losses&lang=en"});
        await drawAll(page);
        assert.match(await page.textContent("#section-losses h2"), /Loss of Existing hall costs/);
        assert.match(await page.textContent(`${map} .map-panel`), /Existing hall.*240 CNY/s);
        const worst = await picture(page);
        await page.selectOption(`${map} .picker select`, "there");
        assert.notEqual(await picture(page), worst);
        assert.match(await page.textContent(`${map} .map-panel`), /Committed hall.*0 CNY/s);
        assert.deepEqual(said, []);
    });

    check("the section fits a narrow window in both languages", async () => {
        for (const language of ["en", "zh"]) {
            const {page} = await openReport(file, {width: 390, hash: `#losses&lang=${language}`});
            await drawAll(page);
            const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(beyond, 0, language);
        }
    });
}
