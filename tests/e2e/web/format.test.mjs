// The formatter says what the cases say; C++ is held to the same file.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {moduleOf} from "./source.mjs";

const cases = JSON.parse(readFileSync(new URL("format_cases.json", import.meta.url), "utf8"));

test("figures are written as the cases say", async () => {
    const {formatFigure} = await moduleOf("format.ts");
    assert.ok(cases.length > 300);
    for (const {value, text, ...as} of cases) assert.equal(formatFigure(value, as), text, JSON.stringify({value, ...as}));
});

test("an interval decides the digits, derived by hand", async () => {
    const {formatFigure} = await moduleOf("format.ts");
    const en = {quantity: "energy", language: "en"};
    // 108.1 GWh +- 0.225 GWh: two digits of 0.225 are two decimals.
    assert.equal(formatFigure(108123456, {...en, low: 107900000, high: 108350000}), "108.12 GWh");
    // +- 12 GWh: none.
    assert.equal(formatFigure(108123456, {...en, low: 96e6, high: 120e6}), "108 GWh");
});
