import { printable } from "../../shared/printable";
import { type Finding, findingKinds } from "./kinds";

/**
 * Findings as lines: account, region, time and kind, and below them the object, the problem and the fix. Keys are too long for
 * columns of a table, and users copy whole keys. Control characters are removed, because anyone who can write can choose a key.
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
