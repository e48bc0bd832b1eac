import { usd } from "../../config/schema/prices";
import { type Drawing, newTable } from "../../shared/terminal";
import type { Estimate } from "./estimate";
import type { LakehouseComparison } from "./lakehouse";

const rounded = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const precise = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** An estimate as text for people. */
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
        `saves ${usd(Math.round(amount))}: ${setting}: ${change}. You lose ${loses}.`,
    ),
    comparison(lakehouse),
    ...(assumed.length > 0
      ? [`assumed: ${assumed.map((field) => `${field} ${precise.format(usage[field] ?? 0)}`).join(", ")}`]
      : []),
    ...(missing.length > 0
      ? [`missing from the total, because the usage form has no volume: ${missing.join(", ")}`]
      : []),
  ].join("\n");
}

/** The savings and the cost of the lakehouse, and the volume from which it saves money. */
function comparison(lakehouse: LakehouseComparison): string {
  const { queries, runs, loads, storage, paysFromTerabytes, paysFromGigabytes } = lakehouse;
  const cost = `it costs ${usd(dollars(runs + loads + storage))} (${usd(dollars(runs))} for runs, ${usd(dollars(loads))} for loading, ${usd(dollars(storage))} for storage)`;
  const read =
    queries === undefined
      ? "the usage form has no queriedTerabytes"
      : `the same queries cost ${usd(dollars(queries.json))} on JSON and ${usd(dollars(queries.columns))} on columns`;
  const fromTerabytes =
    paysFromTerabytes === undefined
      ? "It never saves money, because queries read as much from columns as from JSON."
      : `It saves money if queries read more than ${rounded.format(paysFromTerabytes)} TB of JSON in a month.`;
  const fromGigabytes =
    queries === undefined
      ? ""
      : paysFromGigabytes === undefined
        ? " If queries grow with the logs, it never saves money."
        : ` If queries grow with the logs, it saves money from ${rounded.format(paysFromGigabytes)} GB of logs in a month.`;
  return `lakehouse: ${read}; ${cost}. ${fromTerabytes}${fromGigabytes}`;
}

/** Rounds an amount to cents. */
const dollars = (amount: number): number => Math.round(amount * 100) / 100;
