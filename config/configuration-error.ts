import { printable } from "./printable";
import { UserError } from "./user-error";

/** A configuration that cannot be used: everything that is wrong with it, ready to be printed. */
export class ConfigurationError extends UserError {
  /** @param problems each on one line */
  constructor(
    readonly source: string,
    readonly problems: readonly string[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([`${source} has ${count}:`, ...summary(problems).map((problem) => `  ${printable(problem)}`)].join("\n"));
  }
}

/** Maximum number of problems of one kind that are printed before the rest of them is counted. */
const printedOfAKind = 10;

/** The problems, but of a mistake that a file repeats in thousands of entries only the first ones and a count. */
function summary(problems: readonly string[]): string[] {
  const counts = new Map<string, number>();
  const printed: string[] = [];
  for (const problem of problems) {
    const kind = kindOf(problem);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count <= printedOfAKind) printed.push(problem);
  }
  const rest = [...counts].filter(([, count]) => count > printedOfAKind);
  return printed.concat(rest.map(([kind, count]) => `${count - printedOfAKind} more of this kind: ${kind}`));
}

/** What two problems have in common when only the place and the value differ. */
const kindOf = (problem: string): string =>
  problem
    .replace(/; got .*$/s, "")
    .replaceAll(/ \(line \d+\)/g, "")
    .replaceAll(/\d+/g, "#");
