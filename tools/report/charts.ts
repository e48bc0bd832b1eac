import { printable } from "../../config/printable";
import { Html, escapeText } from "./html";

/** A named amount. */
export interface Amount {
  readonly name: string;
  readonly value: number;
}

/** Amounts of several series, such as accounts, for each of the same names, such as days. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** Draws charts as SVG. */
export interface Charts {
  /** Horizontal bars, the longest first. */
  readonly bars: (title: string, amounts: readonly Amount[]) => Html;

  /** Columns of several series on top of each other. */
  readonly columns: (title: string, names: readonly string[], series: readonly Series[]) => Html;
}

type Draw = (title: string, height: number, option: object) => Html;

/** Loads the library of charts. It takes long to load, and only pages need it. */
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

/** Colours of Okabe and Ito, which people with any colour vision tell apart. Each also has a pattern of its own. */
const palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8c8c8c"];

/** Text and lines have marks instead of colours: the style sheet gives them those of light and dark. */
const ink = "#010203";
const line = "#010204";
const edge = "#010205";

/** Longest label beside a bar. The table has the whole. */
const longestLabel = 44;

/** Longest name of a series beside the columns. */
const longestSeriesName = 22;

/** The grid leaves room for its labels. */
const contained = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

/** Largest number of bars. The table has all of them. */
export const mostBars = 12;

/** Horizontal bars, the longest first. Each has its number, so that nobody has to read it off an axis. */
function bars(amounts: readonly Amount[]): [height: number, option: object] {
  const shown = amounts.toSorted((a, b) => b.value - a.value).slice(0, mostBars);
  const option = {
    grid: { left: 32, right: 90, top: 8, bottom: 8, ...contained },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: shown.map(({ name }) => shortened(name)),
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

/** Columns of several series on top of each other. */
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
      // The last series is on top of the columns
      data: series.map(({ name }) => shortened(name, longestSeriesName)).toReversed(),
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
      name: shortened(name, longestSeriesName),
      data: [...values],
      barMaxWidth: 48,
      itemStyle: { color: palette[i % palette.length], borderColor: edge, borderWidth: 1 },
    })),
  };
  return [300, option];
}

/** A pattern for each colour, so that a page is read without colour. */
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

/** A number as people read it: 1,234,567. */
export const numberText = (value: number): string => whole.format(value);
const shortNumber = (value: number): string => short.format(value);
const labelOf = ({ value }: { readonly value: unknown }): string => numberText(Number(value));

/** A caller chooses names, so a label is short and has no characters that cannot be seen. */
function shortened(name: string, longest = longestLabel): string {
  const text = printable(name);
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}

/** The picture has a name for readers of screens; the numbers are in a table beside it. */
function pictureOf(title: string, drawn: string): Html {
  return new Html(
    drawn
      .replace("<svg ", `<svg role="img" aria-label="${escapeText(title)}" `)
      // The policy of the page allows no styles of elements. No text has a quotation mark, because all texts are escaped
      .replaceAll(/ (?:style|class|ecmeta_\w+|baseProfile|version)="[^"]*"/g, "")
      .replaceAll(/<style ?>[\s\S]*?<\/style>/g, "")
      .replaceAll(ink, "var(--ink)")
      .replaceAll(line, "var(--line)")
      .replaceAll(edge, "var(--page)"),
  );
}
