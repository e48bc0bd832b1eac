import { LineChart } from "echarts/charts";
import { MarkLineComponent, TitleComponent } from "echarts/components";
import { use } from "echarts/core";
import { newChart } from "../report/chart-library.mts";

// Apart from the library of the report, so that the package has only the parts that its pages use
use([LineChart, MarkLineComponent, TitleComponent]);

export { newChart };
