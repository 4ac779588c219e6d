// In which unit a figure is written, by its size: the ladders of the page's document.
import type {Language} from "./document.js";

export type Quantity = string;  // "text", "number", or a key of the document's `units`

// [from, times, over, unit]: a figure of at least `from` is written as figure * times / over, then the unit.
export type Rung = readonly [number, number, number, string];
export type Ladders = Readonly<Record<Quantity, Readonly<Record<Language, readonly Rung[]>>>>;

const plain: Rung = [0, 1, 1, ""];
let ladders = new Map<Quantity, Ladders[Quantity]>();

export function useLadders(given: Ladders): void {
    ladders = new Map(Object.entries(given));
}

// The unit for figures as large as `size` (not negative). Zero is written in the quantity's own unit.
export function rungFor(size: number, quantity: Quantity, language: Language): Rung {
    const ladder = ladders.get(quantity)?.[language] ?? [plain];
    const own = ladder.find(([, times, over]) => times === 1 && over === 1);
    if (size === 0 && own) return own;
    return ladder.filter(([from]) => size >= from).pop() ?? ladder[0] ?? plain;
}
