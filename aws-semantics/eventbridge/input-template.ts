import { valueAt } from "./json-path";

/** Settings that define how a target builds its input from an event. */
export interface InputTransformer {
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Result of a template, and whether it is JSON. EventBridge sends a result that is not JSON to the dead-letter queue. */
export interface Transformed {
  readonly body: string;
  readonly isDelivered: boolean;
}

/**
 * The input that a target receives for an event, as recorded from AWS (`__tests__/contracts/recorded/eventbridge`).
 *
 * If the template is a JSON object, a value is inserted as JSON, or escaped if it is within a string. In any other template, a
 * value is inserted unchanged, so a quotation mark in the value makes the result invalid JSON.
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

/** Whether an offset of a template is within a quoted string. */
function isInText(template: string, offset: number): boolean {
  const before = template.slice(0, offset).replaceAll(/\\./gs, "");
  return before.split('"').length % 2 === 0;
}

const asPartOfText = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value).slice(1, -1) : (JSON.stringify(value) ?? "");

/** The text of a value in a template that is not an object. Strings are unchanged. Other values become JSON without quotation marks. */
const asText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "").replaceAll('"', "");

/** Whether a body is JSON: one value, or one on each line. */
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
