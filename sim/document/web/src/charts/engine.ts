// The parts of ECharts that are carried.
import {BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart} from "echarts/charts";
import {GeoComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent} from "echarts/components";
import {init, registerMap, use} from "echarts/core";
import {SVGRenderer} from "echarts/renderers";
import china from "echarts-4/map/json/china.json";

use([
    BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart,
    GeoComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, SVGRenderer,
]);
// Under this name ECharts adds the islands of the South China Sea to the outlines.
registerMap("china", china as unknown as Parameters<typeof registerMap>[1]);

export {init};
