// Horizontal or vertical intervals with caps, as a series of their own under points or over bars.
interface Api {
    value(dimension: number): number;
    coord(point: readonly number[]): number[];
}

// `data`: [category, low, high] per row, in units of the axis.
export function intervalSeries(
    data: readonly (readonly [number, number, number])[], colours: readonly string[], sideways: boolean, cap = 4,
    width = 1.5,
): object {
    return {
        type: "custom",
        silent: true,
        z: 3,
        data: data.map((one) => [...one]),
        encode: sideways ? {x: [1, 2], y: 0} : {x: 0, y: [1, 2]},
        renderItem: (at: {dataIndex: number}, api: Api) => {
            const category = api.value(0);
            const point = (value: number) => api.coord(sideways ? [value, category] : [category, value]);
            const [ax = 0, ay = 0] = point(api.value(1));
            const [bx = 0, by = 0] = point(api.value(2));
            const style = {stroke: colours[at.dataIndex] ?? colours[0], lineWidth: width};
            const line = (x1: number, y1: number, x2: number, y2: number) =>
                ({type: "line", shape: {x1, y1, x2, y2}, style});
            const caps = sideways
                ? [line(ax, ay - cap, ax, ay + cap), line(bx, by - cap, bx, by + cap)]
                : [line(ax - cap, ay, ax + cap, ay), line(bx - cap, by, bx + cap, by)];
            return {type: "group", children: [line(ax, ay, bx, by), ...caps]};
        },
    };
}
