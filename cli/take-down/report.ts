import { printable } from "../../shared/printable";
import { type Drawing, newTable } from "../../shared/terminal";
import { holdsLogsText } from "./kept";
import type { RootPlan } from "./root-plan";
import type { TakenDown } from "./take-down";

/** The report on a root. */
export interface RootReport {
  readonly root: string;
  readonly account: string;

  /** Number of resources to destroy. */
  readonly destroys: number;

  /** Addresses of buckets that are emptied and destroyed. */
  readonly emptied: readonly string[];
  readonly keeps: RootPlan["kept"];

  /** Result of the take-down. Undefined without --confirm. */
  readonly result?: TakenDown["result"];
  readonly errors?: readonly string[];
}

export function reportOf(plans: readonly RootPlan[], outcomes: readonly TakenDown[]): RootReport[] {
  return plans.map(({ root, stack, destroyed, kept }) => {
    const outcome = outcomes.find((one) => one.root === root.name);
    return {
      root: root.name,
      account: stack.accountId,
      destroys: destroyed.length,
      emptied: destroyed.filter((address) => address.startsWith("aws_s3_bucket.")),
      keeps: kept,
      ...(outcome && { result: outcome.result, errors: outcome.errors }),
    };
  });
}

/** A table with the order and the number of destroyed resources, and a table of the kept logs. */
export function reportText(reports: readonly RootReport[], drawing: Drawing): string {
  const order = newTable(["", "root", "account", "destroyed", "kept", "result"], drawing);
  for (const [index, { root, account, destroys, keeps, result }] of reports.entries())
    order.push([index + 1, printable(root), account, destroys, keeps.length, result ?? "planned"]);
  const kept = newTable(["kept", "root", "locked until", "last log expires"], drawing);
  for (const { root, keeps } of reports) {
    const logs = keeps.filter(({ why }) => why === holdsLogsText);
    for (const { address, lockedUntil = "no lock", expiresOn = "never" } of logs)
      kept.push([printable(address), printable(root), lockedUntil, expiresOn]);
  }
  const emptied = reports.flatMap(({ root, emptied: buckets }) => buckets.map((address) => `${root}: ${address}`));
  const errors = reports.flatMap(({ root, errors: all = [] }) =>
    all.map((error) => `${printable(root)}: ${error.split("\n").map(printable).join("\n  ")}`),
  );
  return [
    order.toString(),
    ...(kept.length > 0 ? [kept.toString()] : []),
    ...(emptied.length > 0 ? [`emptied and destroyed: ${emptied.map(printable).join(", ")}`] : []),
    ...errors,
  ].join("\n");
}
