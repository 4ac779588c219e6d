// Elements out of plain text: data never becomes markup.
export type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

function fill(element: Element, attributes: Attributes, children: readonly Child[]): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
        else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children) if (child) element.append(child);
}

export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    fill(element, attributes, children);
    return element;
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    fill(element, attributes, children);
    return element;
}

// `choices` as a native list; `chosen` is called with the value picked.
export function select(
    label: string, choices: readonly (readonly [string, string])[], value: string, chosen: (value: string) => void,
): HTMLLabelElement {
    const list = h("select", {onchange: () => chosen(list.value)});
    for (const [key, text] of choices) list.append(h("option", {value: key, selected: key === value}, text));
    list.value = value;
    return h("label", {class: "picker"}, h("span", {}, label), list);
}
