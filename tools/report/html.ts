import { printable } from "../../config/printable";

/** Text that is HTML already. */
export class Html {
  public constructor(public readonly text: string) {}
}

type Part = string | number | Html | readonly Part[];

/**
 * A template whose values are escaped. Callers of AWS choose names, user agents and error messages, so nothing of a log may
 * become HTML: neither an element nor an attribute. Characters that cannot be seen are shown as an escape.
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.reduce((all, text, i) => all + escaped(parts[i - 1] ?? "") + text));
}

function escaped(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  return part.map(escaped).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Text as HTML, in an element or in an attribute with quotes. */
export const escapeText = (text: string): string =>
  printable(text).replaceAll(/[&<>"'`]/g, (character) => entities[character] ?? "");
