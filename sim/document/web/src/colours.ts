// Colours of the theme in force, as style/colours.css has them.
export interface Colours {
    readonly ink: string;
    readonly soft: string;
    readonly rule: string;
    readonly strong: string;
    readonly sheet: string;
    readonly raised: string;
    readonly accent: string;
    readonly good: string;
    readonly bad: string;
    readonly even: string;
    readonly land: string;
    readonly coast: string;
    readonly series: readonly string[];
    readonly shares: readonly string[];  // of a heat map, from none to all
    readonly loads: readonly string[];   // of sites and links, from idle to full
    readonly font: string;
}

const known = new Map<string, Colours>();  // per theme: to read styles makes the browser lay out the page

export function coloursNow(): Colours {
    const theme = document.documentElement.dataset["theme"] ?? "";
    const found = known.get(theme) ?? read();
    known.set(theme, found);
    return found;
}

function read(): Colours {
    const style = getComputedStyle(document.documentElement);
    const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
    const several = (letter: string, from: number, to: number) =>
        Array.from({length: to - from + 1}, (_, at) => of(letter + (from + at)));
    return {
        ink: of("ink"), soft: of("soft"), rule: of("rule"), strong: of("rule-strong"), sheet: of("sheet"),
        raised: of("raised"), accent: of("accent"), good: of("good"), bad: of("bad"), even: of("even"),
        land: of("land"), coast: of("coast"),
        series: several("s", 1, 10), shares: several("q", 0, 5), loads: several("h", 0, 4),
        font: getComputedStyle(document.body).fontFamily,
    };
}

// Between neighbours of a ramp; `share` from 0 to 1, nothing: none.
export function along(ramp: readonly string[], share: number): string {
    const place = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
    const at = Math.min(ramp.length - 2, Math.floor(place));
    const mix = place - at;
    const from = parts(ramp[at] ?? "#000000");
    const to = parts(ramp[at + 1] ?? "#000000");
    return `rgb(${from.map((value, k) => Math.round(value + ((to[k] ?? 0) - value) * mix)).join(",")})`;
}

function parts(hex: string): number[] {
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
