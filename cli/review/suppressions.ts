import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { errorCode, toError } from "../../shared/thrown";
import type { Finding } from "./finding";
import type { Report, SuppressedFinding, Suppression } from "./report";
import { ReviewError } from "./review-error";
import { rules } from "./rules";

const text = (what: string) => z.string(`expected ${what}`).trim().min(1, `expected ${what}`);

const isDate = (date: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(date) && new Date(date).toJSON()?.startsWith(date) === true;

const schema = z.strictObject({
  suppressions: z.array(
    z.strictObject({
      rule: z.string().refine((id) => rules.some((rule) => rule.id === id), {
        error: ({ input }) => `unknown rule ${JSON.stringify(input)}; docs/review.md lists the rules`,
      }),
      address: text("an address of a resource, in which * matches any text"),
      root: text("a name of a root, in which * matches any text").default("*"),
      reason: text("the reason why the change is intended"),
      expires: z.string("expected a date, such as 2027-06-30").refine(isDate, "expected a date, such as 2027-06-30"),
    }),
  ),
});

/**
 * Reads a file of suppressions.
 *
 * @throws ReviewError that lists all problems of the file
 */
export function readSuppressions(path: string): Suppression[] {
  const { success, data, error } = schema.safeParse(load(path));
  if (success) return data.suppressions;
  const problems = error.issues.map((issue) => `  ${issue.path.join(".") || "(file)"}: ${issue.message}`);
  throw new ReviewError([`${path} has invalid suppressions:`, ...problems].join("\n"));
}

function load(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    const isMissing = errorCode(error) === "ENOENT";
    const reason = isMissing ? "file not found; create it, or omit --suppressions" : toError(error).message;
    throw new ReviewError(`cannot read ${path}: ${reason}`);
  }
}

/** Removes suppressed findings from the findings of a report. A suppression applies until the end of its last day, in UTC. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
): Pick<Report, "findings" | "suppressed" | "notices"> {
  const isExpired = ({ expires }: Suppression) => expires < today;
  const valid = suppressions.filter((one) => !isExpired(one));
  const suppressed: SuppressedFinding[] = [];
  const left = findings.filter((finding) => {
    const suppression = valid.find((one) => isMeant(one, finding));
    if (suppression !== undefined) suppressed.push({ finding, suppression });
    return suppression === undefined;
  });
  const used = new Set(suppressed.map(({ suppression }) => suppression));
  const notices = [
    ...suppressions.filter(isExpired).map((one) => `expired on ${one.expires} and has no effect: ${nameOf(one)}`),
    ...valid
      .filter((one) => !used.has(one))
      .map((one) => `matches no finding; remove this suppression: ${nameOf(one)}`),
    ...[...used].map((one) => `suppressed until ${one.expires}: ${nameOf(one)}`),
  ];
  return { findings: left, suppressed, notices };
}

const nameOf = ({ rule, address, root, reason }: Suppression): string =>
  `${rule} at ${address}${root === "*" ? "" : ` in ${root}`} (${reason})`;

const isMeant = ({ rule, address, root }: Suppression, finding: Finding): boolean =>
  rule === finding.rule.id && matches(address, finding.address) && matches(root, finding.root);

/** Whether a pattern matches. Only a star is a wildcard, because addresses contain brackets and dots. */
function matches(pattern: string, value: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join("[^]*")}$`).test(value);
}
