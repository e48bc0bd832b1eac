import { LineChart } from "echarts/charts";
import { MarkLineComponent, TitleComponent } from "echarts/components";
import { use } from "echarts/core";
import { newChart } from "../../cli/report/chart-library.mts";

// Separate from the chart library of the report, so that the package contains only the parts that its pages use
use([LineChart, MarkLineComponent, TitleComponent]);

export { newChart };
