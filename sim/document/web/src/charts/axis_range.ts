// Where axes begin and end: round bounds, figures far beyond the rest, figures too alike for bars from zero.

interface RoundRange {
    readonly min: number;
    readonly max: number;
    readonly step: number;
}

export interface Span {
    readonly low: number;
    readonly high: number;
}

const exact = (value: number) => Number(value.toPrecision(12));

// Round bounds around [low, high] with about `parts` steps.
function roundRange(low: number, high: number, parts: number): RoundRange {
    const span = high > low ? high - low : Math.abs(high) * 0.02 || 1;
    const middle = (low + high) / 2;
    const [from, until] = high > low ? [low, high] : [middle - span, middle + span];
    const rough = (until - from) / Math.max(1, parts);
    const unit = 10 ** Math.floor(Math.log10(rough));
    const step = exact(([1, 2, 2.5, 5, 10].find((one) => one * unit >= rough * 0.999) ?? 10) * unit);
    return {min: exact(Math.floor(from / step + 1e-9) * step), max: exact(Math.ceil(until / step - 1e-9) * step), step};
}

export interface TickedRange extends Span {
    readonly ticks: readonly number[];
}
// Just around [low, high], with round ticks between: for points, which need no round ends.
export function closeRange(low: number, high: number, parts: number): TickedRange {
    const {min, max, step} = roundRange(low, high, parts);
    const pad = high > low ? 0.05 * (high - low) : step;
    const [from, until] = [low >= 0 ? Math.max(0, low - pad) : low - pad, high <= 0 ? Math.min(0, high + pad) : high + pad];
    const ticks = Array.from({length: Math.round((max - min) / step) + 1}, (_, at) => exact(min + at * step));
    return {low: from, high: until, ticks: ticks.filter((tick) => tick >= from && tick <= until)};
}

// Up to a figure that people read at the end of an axis.
export function roundUp(end: number): number {
    const unit = 10 ** Math.floor(Math.log10(end));
    return exact(([1, 1.5, 2, 3, 4, 5, 6, 8].find((one) => one * unit >= end) ?? 10) * unit);
}

// The size up to which most of them can be distinguished, where a few lie far beyond; else infinite.
export function outlierBound(sizes: readonly number[]): number {
    const sorted = [...sizes].sort((a, b) => a - b);
    const most = sorted[sorted.length - 1] ?? 0;
    const end = 1.6 * (sorted[Math.floor((sorted.length - 1) * 0.75)] ?? 0);
    return sorted.length > 3 && end > 0 && most > 3 * end ? roundUp(end) : Infinity;
}

const alike = 0.15;  // of the largest: figures that differ by less are drawn as dots

// The span of an axis for dots, where bars from zero would all look the same; nothing where bars do.
export function dotSpan(figures: readonly number[]): Span | null {
    const bound = outlierBound(figures.map(Math.abs));
    let inner = figures.filter((figure) => Math.abs(figure) <= bound).sort((a, b) => a - b);
    const [least, most] = [inner[0] ?? 0, inner[inner.length - 1] ?? 0];
    if (inner.length < 2 || least * most <= 0 || least === most) return null;
    if (most - least > alike * Math.max(Math.abs(least), Math.abs(most))) return null;
    const median = inner[Math.floor(inner.length / 2)] ?? 0;
    const near = outlierBound(inner.map((figure) => Math.abs(figure - median)));
    inner = inner.filter((figure) => Math.abs(figure - median) <= near);
    return {low: inner[0] ?? least, high: inner[inner.length - 1] ?? most};
}
