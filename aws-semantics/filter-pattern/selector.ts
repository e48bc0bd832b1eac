import { printQuotedText, readQuotedText } from "./quoted-text";
import { type Reader } from "./reader";

/** One step of a path into a JSON event. */
export type SelectorStep =
  | { readonly kind: "key"; readonly key: string }

  /** Index, counted from 0. */
  | { readonly kind: "index"; readonly index: number }

  /** `[*]` and `.*`: all elements or fields. */
  | { readonly kind: "every-element" }
  | { readonly kind: "every-field" };

/** The path to a value in a JSON event. */
export type Selector = readonly SelectorStep[];

/**
 * Parses a selector such as `$.userIdentity.type`, `$.resources[0].ARN`, `$.tags[*]` or `$.['cluster.name']`.
 *
 * A key with characters other than letters, digits, `_` and `-` must be in quotes and brackets. White space in a selector, and a
 * bracket directly after `$`, are rejected, because the examples of AWS do not contain them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export function readSelector(reader: Reader): Selector {
  if (!reader.take("$")) reader.fail("a selector such as `$.eventName`, or `(`");
  if (reader.next !== ".") reader.fail("`.` after `$`");
  const steps: SelectorStep[] = [];
  while (reader.next === "." || reader.next === "[") steps.push(readStep(reader));
  return steps;
}

function readStep(reader: Reader): SelectorStep {
  if (!reader.take(".")) return readBracket(reader);
  if (reader.take("*")) return { kind: "every-field" };
  if (/^\[['"]/.test(reader.text.slice(reader.position, reader.position + 2))) return readBracket(reader);
  const key = reader.match(/[A-Za-z0-9_-]+/y) ?? reader.fail("a name, `*`, or another key as `['a key']`");
  return { kind: "key", key };
}

function readBracket(reader: Reader): SelectorStep {
  reader.take("[");
  const step = readInBracket(reader);
  if (!reader.take("]")) reader.fail("`]`");
  return step;
}

function readInBracket(reader: Reader): SelectorStep {
  if (reader.take("*")) return { kind: "every-element" };
  if (reader.next === "'" || reader.next === '"') return { kind: "key", key: readQuotedText(reader, reader.next) };
  const index = reader.match(/\d{1,9}/y) ?? reader.fail("an index such as 0, `*`, or a key in quotes");
  return { kind: "index", index: Number(index) };
}

/** The text of a selector. {@link readSelector} parses it to the same selector. */
export const printSelector = (selector: Selector): string => `$${selector.map(printStep).join("")}`;

function printStep(step: SelectorStep): string {
  if (step.kind === "every-field") return ".*";
  if (step.kind === "every-element") return "[*]";
  if (step.kind === "index") return `[${step.index}]`;
  return /^[A-Za-z0-9_-]+$/.test(step.key) ? `.${step.key}` : `.[${printQuotedText(step.key, "'")}]`;
}
