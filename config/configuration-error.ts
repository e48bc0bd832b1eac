import { printable } from "../shared/printable";
import { UserError } from "../shared/user-error";

/** An invalid configuration. The message contains all its problems. */
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

/** Maximum number of problems of one kind that are printed. Further problems of that kind are only counted. */
const printedOfAKind = 10;

/** The problems to print. A file can repeat one mistake in thousands of entries, so further problems of a kind are only counted. */
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

/** The problem without its line, its value and its numbers. The result is equal for problems of one kind. */
const kindOf = (problem: string): string =>
  problem
    .replace(/; got .*$/s, "")
    .replaceAll(/ \(line \d+\)/g, "")
    .replaceAll(/\d+/g, "#");
