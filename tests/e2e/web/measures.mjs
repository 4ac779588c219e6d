// What a person would see, as figures: run inside the page.

// Charts that were asked for and what is in them.
export function chartsDrawn() {
    return [...document.querySelectorAll("article.view")].filter((view) => view.querySelector(".chart")).map((view) => {
        const chart = view.querySelector(".chart");
        const shapes = [...chart.querySelectorAll("svg path, svg rect, svg circle, svg line, svg polyline, svg polygon")];
        const seen = shapes.filter((shape) => {
            const box = shape.getBBox();
            const paint = (name) => shape.getAttribute(name) ?? getComputedStyle(shape)[name];
            const inked = [paint("fill"), paint("stroke")].some((one) => one && one !== "none" && one !== "transparent");
            return inked && box.width + box.height > 1;
        });
        return {
            id: view.dataset.view, kind: view.dataset.chart, shapes: seen.length, texts: chart.querySelectorAll("svg text").length,
            said: view.querySelector(".said")?.textContent ?? "", label: chart.getAttribute("aria-label") ?? "",
            role: chart.getAttribute("role"),
        };
    });
}

// Texts whose contrast with what lies behind them is too low (WCAG AA).
export function lowContrast() {
    const parse = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
    const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
            if (a > 0.99) return [r, g, b];
        }
        return [255, 255, 255];
    };
    const low = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.textContent.trim() || element.closest("script, style, template, noscript, .unseen, .skip")) continue;
        if (element.closest("option") || element.getClientRects().length === 0) continue;
        const style = getComputedStyle(element);
        if (style.visibility === "hidden" || Number(style.opacity) === 0 || parseFloat(style.fontSize) === 0) continue;
        const chart = element.closest("svg");
        const [r, g, b, a = 1] = parse(chart ? style.fill : style.color);
        const ground = behind(chart ? chart.parentElement : element);
        const mixed = [r, g, b].map((value, k) => value * a + ground[k] * (1 - a));
        const [x, y] = [light(mixed), light(ground)].sort((p, q) => q - p);
        const ratio = (x + 0.05) / (y + 0.05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) low.push(`${ratio.toFixed(2)} "${node.textContent.trim().slice(0, 40)}" ${element.tagName} ${element.getAttribute("class") ?? ""}`);
    }
    return low;
}

// How far the page, or something on it outside of scrolling boxes, is wider than the window.
export function overflow() {
    const beyond = [...document.querySelectorAll("body *")].filter((element) => {
        if (element.closest(".table-box, .rail nav, .command pre, svg, .skip, .unseen, .foot pre, template, script, style")) return false;
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.right > innerWidth + 1;
    });
    return {
        page: document.documentElement.scrollWidth - innerWidth,
        elements: beyond.slice(0, 5).map((element) => `${element.tagName}.${element.className}`),
    };
}

// Texts of one chart that stand on each other; those that are turned are left out.
export function overlappingLabels() {
    const found = [];
    for (const chart of document.querySelectorAll(".chart svg")) {
        const upright = [...chart.querySelectorAll("text")].filter((text) => {
            const {a, b} = text.getScreenCTM();
            return text.textContent.trim() !== "" && Math.abs(b) < 0.01 && a > 0;
        });
        const boxes = upright.map((text) => ({text: text.textContent, box: text.getBoundingClientRect()}));
        boxes.forEach(({text, box}, at) => {
            for (const other of boxes.slice(at + 1)) {
                const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
                const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
                if (wide > 2 && high > 4) found.push(`${chart.closest("article").dataset.view}: "${text}" and "${other.text}"`);
            }
        });
    }
    return found.slice(0, 8);
}

// What axe-core, whose source is in the page, calls serious or critical. Charts are images with a label.
export async function seriousFindings(options) {
    const {violations} = await axe.run({exclude: [[".chart svg"]]}, {resultTypes: ["violations"], ...options});
    return violations.filter((one) => ["serious", "critical"].includes(one.impact))
        .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

// Every table that is open: names of columns and, per row, data-value and text.
export function tablesShown() {
    return [...document.querySelectorAll("article.view")].flatMap((view) => {
        const table = view.querySelector("table");
        if (!table) return [];
        const heads = [...table.querySelectorAll("thead th")];
        return [{
            id: view.dataset.view,
            // An end of an interval stands in the cell of its figure.
            columns: [...(table.querySelector("tbody tr")?.querySelectorAll("[data-column]") ?? [])].map((cell) => cell.dataset.column),
            scopes: heads.every((head) => head.scope === "col"),
            rows: [...table.querySelectorAll("tbody tr")].map((row) => Object.fromEntries(
                [...row.querySelectorAll("[data-column]")].map((cell) => [cell.dataset.column, {
                    value: cell.dataset.value, text: (cell.querySelector(".own") ?? cell).textContent,
                }]))),
        }];
    });
}
