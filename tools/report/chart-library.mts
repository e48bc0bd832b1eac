import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

// A module of ECMAScript with static imports, so that the package has only these parts of the library
use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** Makes a chart of the library. */
export const newChart = init;
