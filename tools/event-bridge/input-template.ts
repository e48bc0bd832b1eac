import { valueAt } from "./json-path";

/** How a target makes its input of an event. */
export interface InputTransformer {
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** What EventBridge made of a template, and whether it is JSON: what is not goes to the dead-letter queue. */
export interface Transformed {
  readonly body: string;
  readonly isDelivered: boolean;
}

/**
 * The input that a target gets for an event, as AWS is recorded to make it (`__tests__/contracts/recorded/eventbridge`).
 *
 * In a template that is a JSON object, a value is written as JSON, and in a text of it escaped. In any other template it
 * is written as it is: a quotation mark in it, and the result is no JSON.
 *
 * @param reserved values of the names that begin with `aws.events.`
 */
export function transform(
  { inputPaths, inputTemplate }: InputTransformer,
  event: unknown,
  reserved: Readonly<Record<string, unknown>> = {},
): Transformed {
  const isObject = inputTemplate.trimStart().startsWith("{");
  const body = inputTemplate.replaceAll(/<([\w.-]+)>/g, (placeholder: string, name: string, offset: number) => {
    const path = inputPaths[name];
    if (path === undefined && !Object.hasOwn(reserved, name)) return placeholder;
    const value = path === undefined ? reserved[name] : valueAt(event, path);
    if (!isObject) return asText(value);
    return isInText(inputTemplate, offset)
      ? asPartOfText(value)
      : JSON.stringify(value ?? (value === null ? null : ""));
  });
  return { body, isDelivered: isJson(body) };
}

/** Whether a place of a template is in the quotation marks of a text. */
function isInText(template: string, offset: number): boolean {
  const before = template.slice(0, offset).replaceAll(/\\./gs, "");
  return before.split('"').length % 2 === 0;
}

const asPartOfText = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value).slice(1, -1) : (JSON.stringify(value) ?? "");

/** As in a template that is no object: a text as it is, all else as JSON without quotation marks. */
const asText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "").replaceAll('"', "");

/** Whether a body is JSON: one value, or one in each line. */
export function isJson(body: string): boolean {
  return isOneValue(body) || body.split("\n").every(isOneValue);
}

function isOneValue(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
