import { printable } from "../../shared/printable";
import { Html, escapeText } from "./html";

/** A named amount. */
export interface Amount {
  readonly name: string;
  readonly value: number;
}

/** Amounts of a series, such as an account. All series of a chart have amounts for the same names, such as days. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** Draws charts as SVG. */
export interface Charts {
  /** Draws horizontal bars. The longest bar is first. */
  readonly bars: (title: string, amounts: readonly Amount[]) => Html;

  /** Draws stacked columns of several series. */
  readonly columns: (title: string, names: readonly string[], series: readonly Series[]) => Html;
}

type Draw = (title: string, height: number, option: object) => Html;

/** Loads the chart library. It is loaded only for pages, because loading takes long. */
export async function loadCharts(): Promise<Charts> {
  const { newChart } = await import("./chart-library.mts");
  const draw: Draw = (title, height, option) => {
    const chart = newChart(null, null, { renderer: "svg", ssr: true, width, height });
    chart.setOption({ animation: false, backgroundColor: "transparent", ...option });
    const drawn = chart.renderToSVGString({ useViewBox: true });
    chart.dispose();
    return pictureOf(title, drawn);
  };
  return {
    bars: (title, amounts) => draw(title, ...bars(amounts)),
    columns: (title, names, series) => draw(title, ...columns(names, series)),
  };
}

const width = 760;
const font = "system-ui, -apple-system, 'Segoe UI', sans-serif";

/** Colours of Okabe and Ito, which people with any colour vision can distinguish. Each colour also has its own pattern. */
const palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8c8c8c"];

/** Placeholder colours of text and lines. The style sheet replaces them with the colours of the light or dark mode. */
const ink = "#010203";
const line = "#010204";
const edge = "#010205";

/** Maximum length of a label beside a bar, in characters. The table has the whole label. */
const longestLabel = 44;

/** Maximum length of the name of a series, in characters. */
const longestSeriesName = 22;

/** Settings with which the grid leaves room for the labels of the axes. */
const contained = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

/** Maximum number of bars. The table has all amounts. */
export const mostBars = 12;

/** Horizontal bars. The longest bar is first. Each bar shows its number, so there is no axis with values. */
function bars(amounts: readonly Amount[]): [height: number, option: object] {
  const shown = amounts.toSorted((a, b) => b.value - a.value).slice(0, mostBars);
  const option = {
    grid: { left: 32, right: 90, top: 8, bottom: 8, ...contained },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: shown.map(({ name }) => shortenLabel(name)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: ink, fontFamily: font, fontSize: 13 },
    },
    series: [
      {
        type: "bar",
        data: shown.map(({ value }) => value),
        barMaxWidth: 18,
        itemStyle: { color: palette[0] },
        label: { show: true, position: "right", color: ink, fontFamily: font, fontSize: 13, formatter: labelOf },
      },
    ],
  };
  return [shown.length * 30 + 20, option];
}

/** Draws stacked columns of several series. */
function columns(names: readonly string[], series: readonly Series[]): [height: number, option: object] {
  const option = {
    aria: { enabled: true, decal: { show: true, decals: patterns } },
    legend: {
      orient: "vertical",
      left: 556,
      top: 16,
      itemGap: 12,
      textStyle: { color: ink, fontFamily: font, fontSize: 13 },
      itemWidth: 28,
      itemHeight: 16,
      // The last series is at the top of the columns, so the legend is reversed
      data: series.map(({ name }) => shortenLabel(name, longestSeriesName)).toReversed(),
    },
    grid: { left: 8, right: 220, top: 16, bottom: 8, ...contained },
    xAxis: {
      type: "category",
      data: names.map(printable),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: ink, fontFamily: font, fontSize: 13 },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: ink, fontFamily: font, fontSize: 13, formatter: shortNumber },
      splitLine: { lineStyle: { color: line, opacity: 0.25 } },
    },
    series: series.map(({ name, values }, i) => ({
      type: "bar",
      stack: "all",
      name: shortenLabel(name, longestSeriesName),
      data: [...values],
      barMaxWidth: 48,
      itemStyle: { color: palette[i % palette.length], borderColor: edge, borderWidth: 1 },
    })),
  };
  return [300, option];
}

/** A pattern for each colour, so that a chart is readable without colours. */
const patterns = [
  { symbol: "none" },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  {
    symbol: "circle",
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.8,
  },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 6], rotation: 0 },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  {
    symbol: "triangle",
    dashArrayX: [
      [9, 9],
      [0, 9, 9, 0],
    ],
    dashArrayY: [7, 2],
    symbolSize: 0.75,
  },
].map((decal) => Object.assign(decal, { color: "rgba(0, 0, 0, 0.4)" }));

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** A number with separators, such as 1,234,567. */
export const numberText = (value: number): string => whole.format(value);
const shortNumber = (value: number): string => short.format(value);
const labelOf = ({ value }: { readonly value: unknown }): string => numberText(Number(value));

/** A label without invisible characters and with a limited length, because callers of AWS choose names. */
function shortenLabel(name: string, longest = longestLabel): string {
  const text = printable(name);
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}

/** The SVG of a chart, with a label for screen readers. A table on the page has the numbers. */
function pictureOf(title: string, drawn: string): Html {
  return new Html(
    drawn
      .replace("<svg ", `<svg role="img" aria-label="${escapeText(title)}" `)
      // The policy of the page forbids inline styles. The pattern is safe, because escaped text contains no quotation marks
      .replaceAll(/ (?:style|class|ecmeta_\w+|baseProfile|version)="[^"]*"/g, "")
      .replaceAll(/<style ?>[\s\S]*?<\/style>/g, "")
      .replaceAll(ink, "var(--ink)")
      .replaceAll(line, "var(--line)")
      .replaceAll(edge, "var(--page)"),
  );
}
