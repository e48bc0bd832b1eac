import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

// An ECMAScript module with static imports, so that the package contains only these parts of the library
use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** Creates a chart of the library. */
export const newChart = init;
