import type { RequestContext } from "./request";
import { PolicyError } from "./policy-error";

/** A part of a pattern: literal text, or a wildcard. */
export type Piece = { readonly text: string } | { readonly wildcard: "*" | "?" };

/** Names of the policy variables for literal characters, such as `${*}`. */
const characters = new Set(["*", "?", "$"]);

/** A part of a value before its variables are replaced. */
type Part = Piece | { readonly variable: string };

/** A parsed value. Without variables, its pieces are the same for every request. */
interface Template {
  readonly parts: readonly Part[];
  readonly pieces: readonly Piece[] | undefined;
}

/** Cache of parsed values, because an evaluation reads few values many times. */
const templates = new Map<string, Template>();

function templateOf(value: string): Template {
  const known = templates.get(value);
  if (known) return known;
  const parts = Array.from(value.matchAll(/\$\{[^}]*\}|[*?]|[^*?$]+|\$/g), ([part]): Part => {
    if (part === "*" || part === "?") return { wildcard: part };
    return part.startsWith("${") ? { variable: part.slice(2, -1) } : { text: part };
  });
  const isConstant = (part: Part): part is Piece => !("variable" in part);
  const template = { parts, pieces: parts.every(isConstant) ? parts : undefined };
  templates.set(value, template);
  return template;
}

/**
 * Parses a value of a policy. Values of the request replace its variables. Characters of these values never act as wildcards.
 *
 * @returns undefined when a variable has no value and no default, because no value then matches
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function piecesOf(value: string, context: RequestContext): readonly Piece[] | undefined {
  const template = templateOf(value);
  if (template.pieces) return template.pieces;
  const pieces: Piece[] = [];
  for (const part of template.parts) {
    if ("variable" in part) {
      const text = resolve(part.variable, context);
      if (text === undefined) return undefined;
      pieces.push({ text });
    } else pieces.push(part);
  }
  return pieces;
}

/** Whether a value of a policy contains a variable that has no default and no value in the request. */
export function lacksVariable(value: string, context: RequestContext): boolean {
  if (!value.includes("${")) return false;
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
  // A key with several values cannot replace a variable. The default is not used either
  return Array.isArray(value) ? undefined : ((value as string | undefined) ?? fallback);
}

const escapeRegex = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Whether a value matches the pieces of a pattern. */
export function like(pieces: readonly Piece[], value: string): boolean {
  if (pieces.every((piece) => "text" in piece)) return textOf(pieces) === value;
  const found = expressions.get(pieces) ?? expression(pieces.map(source));
  expressions.set(pieces, found);
  return found.test(value);
}

/** Joins pieces to a string. Wildcards become characters. */
export function textOf(pieces: readonly Piece[]): string {
  const [only] = pieces;
  if (pieces.length === 1 && only && "text" in only) return only.text;
  return pieces.map((piece) => ("text" in piece ? piece.text : piece.wildcard)).join("");
}

const expressions = new WeakMap<readonly Piece[], RegExp>();

const anyOf = { "*": ".*", "?": "." } as const;
const source = (piece: Piece): string => ("text" in piece ? escapeRegex(piece.text) : anyOf[piece.wildcard]);
const withinSegment = { "*": "[^:]*", "?": "[^:]" } as const;

const compiled = new Map<string, RegExp>();

/**
 * The regular expression of a pattern. It is compiled once, because an evaluation matches few patterns with many requests.
 *
 * The expression does not have the flag `u`, because AWS counts UTF-16 code units: `?` matches one half of a character above U+FFFF.
 */
function expression(parts: readonly string[]): RegExp {
  const text = `^${parts.join("")}$`;
  const found = compiled.get(text) ?? new RegExp(text, "s");
  compiled.set(text, found);
  return found;
}

/** Cache of the regular expressions of resource patterns without variables. */
const resources = new Map<string, RegExp>();

/**
 * Whether a resource matches a resource pattern of a policy.
 *
 * A wildcard in one of the first five parts of an ARN matches only within its part. Only a `*` at the end of a part also matches
 * colons.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function isResource(value: string, resource: string, context: RequestContext): boolean {
  const known = resources.get(value);
  if (known) return known.test(resource);
  const { head, tail } = halvesOf(value);
  const pieces = piecesOf(tail, context);
  if (pieces === undefined) return false;
  const found = expression([head, ...pieces.map(source)]);
  if (!value.includes("$")) resources.set(value, found);
  return found.test(resource);
}

/** A resource pattern: the regular expression of its first five parts, and the rest. */
interface Halves {
  readonly head: string;
  readonly tail: string;
}

const halves = new Map<string, Halves>();

function halvesOf(value: string): Halves {
  const known = halves.get(value);
  if (known) return known;
  const parts = value.split(":");
  const head = parts.slice(0, 5);
  if (head.some((part) => part.includes("${"))) {
    throw new PolicyError(`${value}: a policy variable is only valid after the fifth colon of a resource ARN`);
  }
  const made = {
    head: head.map(segment).join(":") + (parts.length > 5 ? ":" : ""),
    tail: parts.slice(5).join(":"),
  };
  halves.set(value, made);
  return made;
}

function segment(part: string): string {
  return [...part]
    .map((character, i) => {
      if (character === "*" && i === part.length - 1) return anyOf["*"];
      return character === "*" || character === "?" ? withinSegment[character] : escapeRegex(character);
    })
    .join("");
}
