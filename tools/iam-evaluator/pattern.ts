import type { RequestContext } from "./request";
import { PolicyError } from "./policy-error";

/** A part of a pattern: text to be found as it is, or a wildcard. */
export type Piece = { readonly text: string } | { readonly wildcard: "*" | "?" };

/** Variables that stand for the characters that would be wildcards. */
const characters = new Set(["*", "?", "$"]);

/**
 * Reads a value of a policy: its variables become what the request says, and are never wildcards themselves.
 *
 * @returns undefined when a variable has neither a value nor a default: then nothing matches
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function piecesOf(value: string, context: RequestContext): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const [part] of value.matchAll(/\$\{[^}]*\}|[*?]|[^*?$]+|\$/g)) {
    if (part === "*" || part === "?") pieces.push({ wildcard: part });
    else {
      const text = part.startsWith("${") ? resolve(part.slice(2, -1), context) : part;
      if (text === undefined) return undefined;
      pieces.push({ text });
    }
  }
  return pieces;
}

/** Whether a value of a policy has a variable that the request says nothing of, and that has no default. */
export function lacksVariable(value: string, context: RequestContext): boolean {
  const variables = [...value.matchAll(/\$\{([^}]*)\}/g)].map(([, variable = ""]) => variable);
  return variables.some((variable) => {
    const { key, fallback } = readVariable(variable);
    return !characters.has(variable) && fallback === undefined && !context.has(key);
  });
}

function readVariable(variable: string): { readonly key: string; readonly fallback: string | undefined } {
  const [, key = variable, fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(variable) ?? [];
  return { key: key.toLowerCase(), fallback };
}

function resolve(variable: string, context: RequestContext): string | undefined {
  if (characters.has(variable)) return variable;
  const { key, fallback } = readVariable(variable);
  const value = context.get(key);
  // A key of several values replaces nothing, and its default neither
  return Array.isArray(value) ? undefined : ((value as string | undefined) ?? fallback);
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Whether a value is what the pieces say, wildcards standing for any characters. */
export function like(pieces: readonly Piece[], value: string): boolean {
  return expression(pieces.map((piece) => ("text" in piece ? escaped(piece.text) : anyOf[piece.wildcard]))).test(value);
}

/** The text of the pieces, wildcards standing for themselves. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ("text" in piece ? piece.text : piece.wildcard)).join("");
}

const anyOf = { "*": ".*", "?": "." } as const;
const withinSegment = { "*": "[^:]*", "?": "[^:]" } as const;

/** Without the flag `u`: AWS counts units of UTF-16, so that `?` is half of a letter beyond the first 65,536. */
const expression = (parts: readonly string[]): RegExp => new RegExp(`^${parts.join("")}$`, "s");

/**
 * Whether a resource is one that a policy names.
 *
 * A wildcard within one of the first five parts of an ARN stays there; only `*` at the end of a part goes beyond
 * colons.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function isResource(value: string, resource: string, context: RequestContext): boolean {
  const parts = value.split(":");
  const head = parts.slice(0, 5);
  if (head.some((part) => part.includes("${"))) {
    throw new PolicyError(`${value}: a variable stands behind the fifth colon of a resource only`);
  }
  const tail = parts.length > 5 ? piecesOf(parts.slice(5).join(":"), context) : [];
  if (tail === undefined) return false;
  const last = tail.map((piece) => ("text" in piece ? escaped(piece.text) : anyOf[piece.wildcard])).join("");
  return expression([[...head.map(segment), ...(parts.length > 5 ? [last] : [])].join(":")]).test(resource);
}

function segment(part: string): string {
  return [...part]
    .map((character, i) => {
      if (character === "*" && i === part.length - 1) return anyOf["*"];
      return character === "*" || character === "?" ? withinSegment[character] : escaped(character);
    })
    .join("");
}
