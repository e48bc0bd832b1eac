import { type Statement, listOf } from "../iam/document";
import { instanceOf, sample } from "./samples";

/** Condition keys of a request, in lower case. A key with the value undefined is absent. */
export type Keys = Readonly<Record<string, string | undefined>>;

/** Keys that the evaluator derives from the caller. */
const ofCaller: readonly string[] = [
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principalorgid",
  "aws:principalservicename",
];

interface Choice {
  readonly key: string;

  /** Values that satisfy one condition. Undefined means that the key is absent. */
  readonly values: readonly (string | undefined)[];
}

/**
 * Condition keys of requests that satisfy a changed statement: the statement alone, the statement together with each other
 * statement, and the statement with each value that any statement names.
 */
export function* contextsOf(changed: readonly Statement[], statements: readonly Statement[]): Generator<Keys> {
  const firstOf = (statement: Statement): Keys =>
    Object.fromEntries(choicesOf(statement).map(({ key, values }) => [key, values[0]]));
  const others = statements.map(firstOf);
  const variations = statements.flatMap(choicesOf).flatMap(variationsOf);
  const known = new Set<string>();
  for (const base of changed.map(firstOf)) {
    for (const other of [{}, ...others, ...variations]) {
      for (const keys of [Object.assign({}, other, base), Object.assign({}, base, other)]) {
        const present = Object.entries(keys).filter(([, value]) => value !== undefined);
        const text = JSON.stringify(present.toSorted(([a], [b]) => (a < b ? -1 : 1)));
        if (known.has(text)) continue;
        known.add(text);
        yield Object.fromEntries(present);
      }
    }
  }
}

const variationsOf = ({ key, values }: Choice): Keys[] =>
  [...values, undefined, otherValue(key)].map((value) => ({ [key]: value }));

function choicesOf({ Condition }: Statement): Choice[] {
  return Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys)
      .map(([key, values]) => ({ key: key.toLowerCase(), values: valuesFor(operator, listOf(values)) }))
      .filter(({ key }) => !ofCaller.includes(key)),
  );
}

/** Values that satisfy an operator. The simplest value is first. */
function valuesFor(name: string, wanted: readonly string[]): (string | undefined)[] {
  const [, set, operator = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name) ?? [];
  if (operator === "Null") return wanted.map((value) => (value.toLowerCase() === "true" ? undefined : sample.name));
  const absent = ifExists !== undefined || set === "ForAllValues" || isNegated(operator) ? [undefined] : [];
  return [...satisfyingValues(operator, wanted), ...absent];
}

const isNegated = (operator: string): boolean => /Not/.test(operator);

function satisfyingValues(operator: string, wanted: readonly string[]): string[] {
  const number = (difference: number) => wanted.map((value) => String(Number((Number(value) + difference).toFixed(6))));
  if (/^Numeric(Not|GreaterThan$)/.test(operator)) return number(1);
  if (operator === "NumericLessThan") return number(-1);
  if (operator.startsWith("Date")) return dates(operator, wanted);
  if (operator === "IpAddress") return wanted.map((value) => value.split("/")[0] ?? value);
  if (operator === "NotIpAddress") return [...sample.addresses];
  if (operator.startsWith("ArnNot")) return [sample.arn];
  return isNegated(operator) ? [sample.name] : wanted.map(instanceOf);
}

function dates(operator: string, wanted: readonly string[]): string[] {
  if (operator.includes("LessThan")) return ["1970-01-01T00:00:00Z"];
  return operator.includes("GreaterThan") || isNegated(operator) ? ["2999-01-01T00:00:00Z"] : [...wanted];
}

/** A value that no statement names, in the format that the operators of the key need. */
function otherValue(key: string): string {
  if (key.endsWith("arn")) return sample.arn;
  return key === "aws:sourceip" ? (sample.addresses[0] ?? "") : sample.name;
}
