import { Token } from "cdktf";
import type { Construct } from "constructs";
import { type Form, logRetentionPeriods } from "../../aws-semantics/values/forms";

/** The problem of a property. Undefined if the property is valid. */
export type InputProblem = string | undefined;

/**
 * Reports all problems of the properties of a construct at once.
 *
 * @throws Error with the path of the construct, and each invalid property with its value
 */
export function checkInput({ constructor, node }: Construct, problems: readonly InputProblem[]): void {
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length === 0) return;
  const count = found.length === 1 ? "1 problem" : `${found.length} problems`;
  throw new Error([`${constructor.name} ${node.path} has ${count}:`, ...found].join("\n  "));
}

/** Whether a value is a token. Terraform resolves tokens later, so they cannot be checked here. */
const isLater = (value: unknown): boolean => Token.isUnresolved(value);

const problem = (property: string, expected: string, value: unknown): string =>
  `${property}: ${expected}, got ${typeof value === "string" ? JSON.stringify(value) : String(value)}`;

/** The value must match a form. Undefined is valid, because the property is optional then. */
export function checkForm(property: string, value: string | undefined, { pattern, expected }: Form): InputProblem {
  return value === undefined || isLater(value) || pattern.test(value) ? undefined : problem(property, expected, value);
}

/** Each value of a list must match a form. */
export const eachFormed = (property: string, values: readonly string[] = [], form: Form): InputProblem[] =>
  values.map((value, i) => checkForm(`${property}[${i}]`, value, form));

/** The value must be one of the values that AWS accepts. */
export function checkKnown<T>(property: string, value: T, all: readonly T[]): InputProblem {
  return all.includes(value) ? undefined : problem(property, `expected one of ${all.join(", ")}`, value);
}

/** Each value of a list must be one of the values that AWS accepts, and must occur once. */
export function eachKnown<T>(property: string, values: readonly T[], all: readonly T[]): InputProblem[] {
  return values.flatMap((value, i) => [
    checkKnown(`${property}[${i}]`, value, all),
    values.indexOf(value) === i ? undefined : problem(`${property}[${i}]`, "expected each value once", value),
  ]);
}

/** The list must have a value. */
export const notEmpty = (property: string, { length }: readonly unknown[], what: string): InputProblem =>
  length > 0 ? undefined : `${property}: expected at least one ${what}, got none`;

/** The value must agree with other properties, such as an ARN with a name. */
export function checkAgreement(property: string, value: string, pattern: RegExp, from: string): InputProblem {
  return isLater(value) || pattern.test(value)
    ? undefined
    : problem(property, `expected a value that matches ${from}`, value);
}

/** The number must be whole, and not less than a minimum. */
export function wholeNumber(property: string, value: number | null | undefined, least = 1): InputProblem {
  if (value === undefined || value === null || isLater(value)) return undefined;
  return Number.isInteger(value) && value >= least
    ? undefined
    : problem(property, `expected a whole number, ${least} or more`, value);
}

/** The days must be a retention period that CloudWatch Logs accepts. */
export const logRetention = (property: string, days: number): InputProblem =>
  isLater(days) ? undefined : checkKnown<number>(property, days, logRetentionPeriods);

/** Escapes a string, so that a regular expression matches it literally. */
export const exactly = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** The ARN must be the ARN of the bucket. */
export function arnOfBucket(property: string, arn: string, bucketName: string): InputProblem {
  if (isLater(bucketName)) return undefined;
  return checkAgreement(
    property,
    arn,
    new RegExp(`^arn:aws[a-z-]*:s3:::${exactly(bucketName)}$`),
    `bucket ${bucketName}`,
  );
}
