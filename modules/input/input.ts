import { Token } from "cdktf";
import type { Construct } from "constructs";
import { type Form, logRetentionPeriods } from "../../aws/forms";

/** What is wrong with a property. Undefined if nothing is. */
export type InputProblem = string | undefined;

/**
 * Stops with everything that is wrong with the properties of a construct.
 *
 * @throws Error that names the construct, and each property with its value
 */
export function checkInput({ constructor, node }: Construct, problems: readonly InputProblem[]): void {
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length === 0) return;
  const count = found.length === 1 ? "1 problem" : `${found.length} problems`;
  throw new Error([`${constructor.name} ${node.path} has ${count}:`, ...found].join("\n  "));
}

/** Whether a value is a token, which only Terraform resolves. It cannot be checked here. */
const isLater = (value: unknown): boolean => Token.isUnresolved(value);

const problem = (property: string, expected: string, value: unknown): string =>
  `${property}: ${expected}, got ${typeof value === "string" ? JSON.stringify(value) : String(value)}`;

/** The value must have a form. An undefined value is a property that was left out. */
export function formed(property: string, value: string | undefined, { pattern, expected }: Form): InputProblem {
  return value === undefined || isLater(value) || pattern.test(value) ? undefined : problem(property, expected, value);
}

/** Each value of a list must have a form. */
export const eachFormed = (property: string, values: readonly string[] = [], form: Form): InputProblem[] =>
  values.map((value, i) => formed(`${property}[${i}]`, value, form));

/** The value must be one that AWS accepts. */
export function known<T>(property: string, value: T, all: readonly T[]): InputProblem {
  return all.includes(value) ? undefined : problem(property, `expected one of ${all.join(", ")}`, value);
}

/** Each value of a list must be one that AWS accepts, and occur once. */
export function eachKnown<T>(property: string, values: readonly T[], all: readonly T[]): InputProblem[] {
  return values.flatMap((value, i) => [
    known(`${property}[${i}]`, value, all),
    values.indexOf(value) === i ? undefined : problem(`${property}[${i}]`, "expected each value once", value),
  ]);
}

/** The list must have a value. */
export const notEmpty = (property: string, { length }: readonly unknown[], what: string): InputProblem =>
  length > 0 ? undefined : `${property}: expected at least one ${what}, got none`;

/** The value follows from other properties, such as an ARN from a name. */
export function following(property: string, value: string, pattern: RegExp, from: string): InputProblem {
  return isLater(value) || pattern.test(value) ? undefined : problem(property, `expected the one of ${from}`, value);
}

/** The number must be whole, and not less than a least one. */
export function wholeNumber(property: string, value: number | null | undefined, least = 1): InputProblem {
  if (value === undefined || value === null || isLater(value)) return undefined;
  return Number.isInteger(value) && value >= least
    ? undefined
    : problem(property, `expected a whole number, ${least} or more`, value);
}

/** The days must be a retention of CloudWatch Logs. */
export const logRetention = (property: string, days: number): InputProblem =>
  isLater(days) ? undefined : known<number>(property, days, logRetentionPeriods);

/** Text that a regular expression matches literally. */
export const exactly = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** The ARN must be that of the bucket. */
export function arnOfBucket(property: string, arn: string, bucketName: string): InputProblem {
  if (isLater(bucketName)) return undefined;
  return following(property, arn, new RegExp(`^arn:aws[a-z-]*:s3:::${exactly(bucketName)}$`), `bucket ${bucketName}`);
}
