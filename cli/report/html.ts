import { printable } from "../../shared/printable";

/** Text that is already HTML. */
export class Html {
  public constructor(public readonly text: string) {}
}

type Part = string | number | Html | readonly Part[];

/**
 * A template that escapes its values. Callers of AWS choose names, user agents and error messages, so values from logs must never
 * become HTML elements or attributes. Invisible characters are shown as escapes.
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.reduce((all, text, i) => all + escapePart(parts[i - 1] ?? "") + text));
}

function escapePart(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  return part.map(escapePart).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Escapes text for an HTML element, or for a quoted attribute. */
export const escapeText = (text: string): string =>
  printable(text).replaceAll(/[&<>"'`]/g, (character) => entities[character] ?? "");
