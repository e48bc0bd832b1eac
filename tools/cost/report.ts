import { usd } from "../../config/schema/prices";
import { type Drawing, newTable } from "../shared/terminal";
import type { Estimate } from "./estimate";

const rounded = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** An estimate for people. */
export function report({ total, lines, savings, usage, assumed, missing }: Estimate, drawing: Drawing): string {
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
    ...(assumed.length > 0
      ? [`assumed: ${assumed.map((field) => `${field} ${rounded.format(usage[field] ?? 0)}`).join(", ")}`]
      : []),
    ...(missing.length > 0 ? [`missing from the total, because nobody gave the volume: ${missing.join(", ")}`] : []),
  ].join("\n");
}

/** An amount in whole cents. */
const dollars = (amount: number): number => Math.round(amount * 100) / 100;
