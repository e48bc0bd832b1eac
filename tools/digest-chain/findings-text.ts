import { printable } from "../../config/printable";
import { type Finding, findingKinds } from "./kinds";

/**
 * Findings as lines: account, region, time and kind, and below it the object, the fact and what to do. Keys are too long for the
 * columns of a table, and are copied whole. They are chosen by others, so they are printed safely.
 */
export const findingsText = (findings: readonly Finding[]): string =>
  findings.flatMap(linesOf).map(printable).join("\n");

function linesOf({ account, region, from = "", to = "", kind, object, problem }: Finding): string[] {
  const time = from === "" ? "" : `  ${from} to ${to}`;
  return [
    `${account} ${region}${time}  ${kind}`,
    ...(object === undefined ? [] : [`  ${object}`]),
    `  ${problem}; ${findingKinds[kind].fix}`,
  ];
}
