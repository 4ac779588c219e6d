// Texts of a chart with their places, in pixels of the chart.
export async function textsOf(page, id) {
    const texts = await page.evaluate((view) => {
        const svg = document.querySelector(`[data-view="${view}"] .chart svg`);
        const origin = svg.getBoundingClientRect();
        return [...svg.querySelectorAll("text")].map((text) => {
            const box = text.getBoundingClientRect();
            return {text: text.textContent, left: box.left - origin.left, right: box.right - origin.left, top: box.top - origin.top, bottom: box.bottom - origin.top};
        });
    }, id);
    const {isTick} = numbersOf(texts);
    return texts.filter((one) => one.text.trim() !== "").map((one) => ({...one, isTick: isTick(one)}));
}

const numeric = /^[\u2212-]?[\d,]+(\.\d+)?$/;
const valueOf = (text) => Number(text.replace("\u2212", "-").replaceAll(",", ""));

// Ticks of an axis stand in one line: numbers of the most common bottom, and of the most common right end.
function numbersOf(texts) {
    const numbers = texts.filter((one) => numeric.test(one.text));
    const common = (end) => {
        const counts = new Map();
        for (const one of numbers) counts.set(Math.round(one[end]), (counts.get(Math.round(one[end])) ?? 0) + 1);
        return counts;
    };
    const bottoms = [...common("bottom")].filter(([, count]) => count > 1).sort((a, b) => b[0] - a[0]);
    const across = numbers.filter((one) => Math.abs(one.bottom - (bottoms.find(([bottom]) => bottom > 150)?.[0] ?? -1)) < 1.5);
    const left = Math.min(...numbers.map((one) => one.right));
    const up = numbers.filter((one) => Math.abs(one.right - left) < 1.5 && !across.includes(one));
    return {across, up, isTick: (one) => across.some((tick) => tick.text === one.text && tick.left === one.left) || up.some((tick) => tick.text === one.text && tick.top === one.top)};
}

// Where a figure lies, by two ticks of each axis; the values of the ticks across.
export function ticksOf(texts) {
    const {across, up} = numbersOf(texts);
    const line = (ticks, middle) => {
        const sorted = [...ticks].sort((a, b) => valueOf(a.text) - valueOf(b.text));
        const [a, b] = [sorted[0], sorted.at(-1)];
        return (figure) => middle(a) + ((figure - valueOf(a.text)) / (valueOf(b.text) - valueOf(a.text))) * (middle(b) - middle(a));
    };
    return {
        values: across.map((one) => valueOf(one.text)),
        x: across.length > 1 ? line(across, (one) => (one.left + one.right) / 2) : null,
        y: up.length > 1 ? line(up, (one) => (one.top + one.bottom) / 2) : null,
    };
}

// Pairs of texts that cover each other by more than a pixel.
export function overlaps(texts) {
    const found = [];
    texts.forEach((a, at) => {
        for (const b of texts.slice(at + 1)) {
            const [width, height] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
            if (width > 1 && height > 2) found.push(`"${a.text}" and "${b.text}"`);
        }
    });
    return found;
}
