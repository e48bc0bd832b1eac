/** A line of a chart: a value for each size of an organization. */
export interface ChartLine {
  readonly name: string;
  readonly values: readonly number[];
}

/** A chart over the number of accounts, with logarithmic axes. */
export interface ScaleChart {
  readonly file: string;
  readonly title: string;

  /** Title of the axis: a name for the values, and their unit. */
  readonly axis: string;

  /** Number of accounts for each value of a line. */
  readonly accounts: readonly number[];
  readonly lines: readonly ChartLine[];

  /**
   * A limit that the chart shows as a horizontal line with its name.
   *
   * @default none
   */
  readonly limit?: { readonly name: string; readonly value: number };
}

const width = 760;
const height = 420;

/** Colours of Okabe and Ito, which people with any colour vision can distinguish. Each line also has its own symbol. */
const palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8c8c8c", "#000000"];
const symbols = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];
const dashes = ["solid", "dashed", "dotted"];
const text = { color: "#333333", fontFamily: "system-ui, -apple-system, 'Segoe UI', sans-serif", fontSize: 13 };

const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** Loads the chart library and returns a function that draws charts as SVG. Loading takes long. */
export async function drawing(): Promise<(chart: ScaleChart) => string> {
  const { newChart } = await import("./line-charts.mts");
  return (scale) => {
    const chart = newChart(null, null, { renderer: "svg", ssr: true, width, height });
    chart.setOption({ animation: false, backgroundColor: "#ffffff", ...optionOf(scale) });
    const svg = chart.renderToSVGString({ useViewBox: true });
    chart.dispose();
    return `${steady(svg).replace("<svg ", `<svg role="img" aria-label="${scale.title}" `)}\n`;
  };
}

/** Removes the parts of the SVG that differ between runs: numbers that the library counts over all charts of a process. */
const steady = (svg: string): string =>
  svg
    .replaceAll(/zr\d+-/g, "zr-")
    .replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, "")
    .replaceAll(/<style ?>[\s\S]*?<\/style>/g, "");

function optionOf({ title, axis, accounts, lines, limit }: ScaleChart): object {
  const legendRows = Math.ceil(lines.length / 5);
  return {
    title: { text: title, left: 16, top: 8, textStyle: { ...text, fontSize: 15 } },
    legend: { left: 16, top: 36, textStyle: text, itemGap: 28, data: lines.map(({ name }) => name) },
    grid: { left: 84, right: 40, top: 60 + 26 * legendRows, bottom: 56 },
    xAxis: {
      type: "log",
      name: "accounts",
      nameLocation: "middle",
      nameGap: 32,
      nameTextStyle: text,
      min: accounts[0],
      max: accounts.at(-1),
      axisLabel: { ...text, formatter: (value: number) => value.toLocaleString("en-US") },
    },
    yAxis: {
      type: "log",
      name: axis,
      nameLocation: "middle",
      nameGap: 60,
      nameTextStyle: text,
      axisLabel: { ...text, formatter: (value: number) => short.format(value) },
    },
    series: lines.map(({ name, values }, i) => ({
      name,
      type: "line",
      data: values.map((value, j) => [accounts[j], value]),
      symbol: symbols[i % symbols.length],
      symbolSize: 9,
      color: palette[i % palette.length],
      lineStyle: { width: 2.5, type: dashes[i % dashes.length] },
      ...(i === 0 &&
        limit !== undefined && {
          markLine: {
            silent: true,
            symbol: "none",
            lineStyle: { color: "#b00020", width: 1.5, type: "dashed" },
            label: { ...text, color: "#b00020", formatter: limit.name, position: "insideStartTop" },
            data: [{ yAxis: limit.value }],
          },
        }),
    })),
  };
}
