import { columns, nonAscii } from "../filter-pattern/regex/character-set";
import { readRegex, type Regex, type Repetition } from "../filter-pattern/regex/regex";
import { Reader } from "../filter-pattern/reader";
import { regexMachine } from "./regex-machine";
import { textLiteral } from "./sql-literal";

/** Maximum number of `*`, `+` and `{m,}` in an alternative for `regexp_like`. Each more multiplies its time by the length. */
const mostUnbounded = 1;

/**
 * Whether a regular expression matches anywhere in a text. Null if the text is null.
 *
 * `regexp_like` backtracks. A text that a caller chose could keep it busy for hours, so an alternative with several unlimited
 * repetitions becomes an automaton, which takes one step for each character.
 *
 * @throws NotExactError when an automaton is too large
 */
export function regexSql(text: string, source: string): string {
  const { alternatives } = parse(source);
  const isSlow = (items: Alternative) => items.filter(isUnbounded).length > mostUnbounded;
  const fast = alternatives.filter((items) => !isSlow(items));
  const tests = [
    ...(fast.length > 0 ? [`regexp_like(${text}, ${textLiteral(fast.map(syntaxOf).join("|"))})`] : []),
    // Each by itself, because together they would have many times as many states
    ...alternatives.filter(isSlow).map((items) => machineSql(text, { source, alternatives: [items] })),
  ];
  return tests.length === 1 ? tests.join() : `(${tests.join(" OR ")})`;
}

/** Whether the expression may match the text of a number. True in doubt. */
export function mayMatchNumber(source: string): boolean {
  return parse(source).alternatives.some((items) =>
    items.every(
      (item) => item.kind !== "characters" || item.least === 0 || numberCharacters.some((c) => item.set.has(c)),
    ),
  );
}

/** Characters that a number can have in JavaScript or in the engine. */
const numberCharacters = Array.from("0123456789+-.eEInfity", (character) => character.charCodeAt(0));

/** Whether a text may be a part of the text of a number. True in doubt. */
export const mayBeInNumber = (text: string): boolean => /^[\d.eE+-]*$/.test(text) || "-Infinity".includes(text);

const parse = (source: string): Regex => readRegex(new Reader(`%${source}%`));

type Alternative = Regex["alternatives"][number];
type Item = Alternative[number];

const isUnbounded = (item: Item): boolean => item.kind === "characters" && item.most === Infinity;

/** An alternative in the engine's syntax. Classes are of code points, so that none of the engine's means anything else. */
const syntaxOf = (items: Alternative): string => items.map(itemSyntax).join("");

function itemSyntax(item: Item): string {
  if (item.kind === "characters") return `${classSyntax(item)}${timesSyntax(item)}`;
  return item.kind === "start" ? String.raw`\A` : String.raw`\z`;
}

function classSyntax({ set }: Repetition): string {
  const inAscii = Array.from({ length: columns - 1 }, (_, code) => code);
  if (!set.has(nonAscii))
    return `[${inAscii
      .filter((code) => set.has(code))
      .map(codeSyntax)
      .join("")}]`;
  const others = inAscii.filter((code) => !set.has(code));
  return others.length === 0 ? anyCharacter : `[^${others.map(codeSyntax).join("")}]`;
}

const anyCharacter = String.raw`[\s\S]`;
const codeSyntax = (code: number): string => String.raw`\x${code.toString(16).padStart(2, "0")}`;

function timesSyntax({ least, most }: Repetition): string {
  if (least === 1 && most === 1) return "";
  return `{${least},${most === Infinity ? "" : most}}`;
}

/** The steps of an automaton over the characters of a text. */
function machineSql(text: string, regex: Regex): string {
  const { classes, classCount, next, found } = regexMachine(regex);
  const character = `element_at(ARRAY[${classes.join(", ")}], least(codepoint(CAST(c AS varchar(1))), ${nonAscii}) + 1)`;
  const step = `element_at(ARRAY[${next.flat().join(", ")}], s * ${classCount} + ${character} + 1)`;
  return `reduce(regexp_extract_all(${text}, '${anyCharacter}'), 0, (s, c) -> ${step}, s -> s IN (${found.join(", ")}))`;
}
