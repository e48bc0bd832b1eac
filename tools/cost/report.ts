import { usd } from "../../config/schema/prices";
import { type Drawing, newTable } from "../shared/terminal";
import type { Estimate } from "./estimate";
import type { LakehouseComparison } from "./lakehouse";

const rounded = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const precise = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** An estimate for people. */
export function report(
  { total, lines, savings, lakehouse, usage, assumed, missing }: Estimate,
  drawing: Drawing,
): string {
  const table = newTable(["what", "setting", "quantity", "unit", "US dollars"], drawing, {
    colAligns: ["left", "left", "right", "left", "right"],
  });
  for (const { item, setting, quantity, unit, amount } of lines)
    table.push([item, setting, rounded.format(quantity), unit, usd(dollars(amount))]);
  return [
    table.toString(),
    `month ${usage.month}: ${usd(Math.round(total))}`,
    ...savings.map(
      ({ setting, change, amount, loses }) =>
        `saves ${usd(Math.round(amount))}: ${setting}: ${change}. It loses ${loses}.`,
    ),
    comparison(lakehouse),
    ...(assumed.length > 0
      ? [`assumed: ${assumed.map((field) => `${field} ${precise.format(usage[field] ?? 0)}`).join(", ")}`]
      : []),
    ...(missing.length > 0 ? [`missing from the total, because nobody gave the volume: ${missing.join(", ")}`] : []),
  ].join("\n");
}

/** What the lakehouse saves, what it costs, and from which size it pays. */
function comparison(lakehouse: LakehouseComparison): string {
  const { queries, runs, loads, storage, paysFromTerabytes, paysFromGigabytes } = lakehouse;
  const cost = `it costs ${usd(dollars(runs + loads + storage))} (${usd(dollars(runs))} for runs, ${usd(dollars(loads))} for loading, ${usd(dollars(storage))} for storage)`;
  const read =
    queries === undefined
      ? "nobody gave what queries read"
      : `the same queries cost ${usd(dollars(queries.json))} on JSON and ${usd(dollars(queries.columns))} on columns`;
  const fromTerabytes =
    paysFromTerabytes === undefined
      ? "It never pays, because queries read as much of columns."
      : `It pays from ${rounded.format(paysFromTerabytes)} TB of JSON that queries read in a month.`;
  const fromGigabytes =
    queries === undefined
      ? ""
      : paysFromGigabytes === undefined
        ? " If queries grow with the logs, it pays at no size."
        : ` If queries grow with the logs, it pays from ${rounded.format(paysFromGigabytes)} GB of logs in a month.`;
  return `lakehouse: ${read}; ${cost}. ${fromTerabytes}${fromGigabytes}`;
}

/** An amount in whole cents. */
const dollars = (amount: number): number => Math.round(amount * 100) / 100;
