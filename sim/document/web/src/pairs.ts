// Half-wide views beside each other.
import type {ViewBox} from "./view_box.js";

// Half-wide views that stand alone, or beside one of quite another height, take the whole width.
export function pair(blocks: HTMLElement, views: readonly ViewBox[]): void {
    const all = [...blocks.children];
    const heights = new Map<Element, number>(views.map((view) => [view.element, view.chartHeight]));
    const alike = (one: Element, next: Element) => {
        const [a, b] = [heights.get(one) ?? 0, heights.get(next) ?? 0];
        return Math.max(a, b) - Math.min(a, b) < 240;
    };
    for (let at = 0; at < all.length; ++at) {
        const [one, next] = [all[at], all[at + 1]];
        if (!one?.classList.contains("half")) continue;
        if (next?.classList.contains("half") && alike(one, next)) ++at;
        else one.classList.remove("half");
    }
}
