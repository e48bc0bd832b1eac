import { columns, nonAscii } from "../filter-pattern/regex/character-set";
import { readRegex, type Regex, type Repetition } from "../filter-pattern/regex/regex";
import { Reader } from "../filter-pattern/reader";
import { regexMachine } from "./regex-machine";
import { textLiteral } from "./sql-literal";

/** Maximum number of `*`, `+` and `{m,}` in an alternative for `regexp_like`. Each further one multiplies the time by the length. */
const mostUnbounded = 1;

/**
 * SQL condition that is true if a regular expression matches anywhere in a string. Null if the string is null.
 *
 * `regexp_like` backtracks, so it could run for hours on a string that a caller chose. So an alternative with several unlimited
 * repetitions is converted to an automaton, which takes one step for each character.
 *
 * @throws NotExactError when an automaton is too large
 */
export function regexSql(text: string, source: string): string {
  const { alternatives } = parse(source);
  const isSlow = (items: Alternative) => items.filter(isUnbounded).length > mostUnbounded;
  const fast = alternatives.filter((items) => !isSlow(items));
  const tests = [
    ...(fast.length > 0 ? [`regexp_like(${text}, ${textLiteral(fast.map(syntaxOf).join("|"))})`] : []),
    // One automaton for each alternative, because a common automaton would have many times as many states
    ...alternatives.filter(isSlow).map((items) => machineSql(text, { source, alternatives: [items] })),
  ];
  return tests.length === 1 ? tests.join() : `(${tests.join(" OR ")})`;
}

/** Whether the expression can match the text of a number. True if this is not certain. */
export function mayMatchNumber(source: string): boolean {
  return parse(source).alternatives.some((items) =>
    items.every(
      (item) => item.kind !== "characters" || item.least === 0 || numberCharacters.some((c) => item.set.has(c)),
    ),
  );
}

/** Characters that a number can have in JavaScript or in the query engine. */
const numberCharacters = Array.from("0123456789+-.eEInfity", (character) => character.charCodeAt(0));

/** Whether a string can be a part of the text of a number. True if this is not certain. */
export const mayBeInNumber = (text: string): boolean => /^[\d.eE+-]*$/.test(text) || "-Infinity".includes(text);

const parse = (source: string): Regex => readRegex(new Reader(`%${source}%`));

type Alternative = Regex["alternatives"][number];
type Item = Alternative[number];

const isUnbounded = (item: Item): boolean => item.kind === "characters" && item.most === Infinity;

/** An alternative in the syntax of the query engine. Classes consist of code points, because the engine's own classes may differ. */
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

/** SQL that runs an automaton over the characters of a string. */
function machineSql(text: string, regex: Regex): string {
  const { classes, classCount, next, found } = regexMachine(regex);
  const character = `element_at(ARRAY[${classes.join(", ")}], least(codepoint(CAST(c AS varchar(1))), ${nonAscii}) + 1)`;
  const step = `element_at(ARRAY[${next.flat().join(", ")}], s * ${classCount} + ${character} + 1)`;
  return `reduce(regexp_extract_all(${text}, '${anyCharacter}'), 0, (s, c) -> ${step}, s -> s IN (${found.join(", ")}))`;
}
