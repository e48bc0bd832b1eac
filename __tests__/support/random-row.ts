import type { LogTable } from "../../tables/log-table";
import type { Dice } from "./dice";
import type { InlineRow } from "./inline-table";

/** Returns a random row of a table. Any column and any field may be null, but partitions are never null. */
export function randomRow(
  dice: Dice,
  { columns }: LogTable,
  partitions: InlineRow,
  texts: readonly string[],
): InlineRow {
  const values = columns.map(({ name, type }) => [name, randomValue(dice, type, texts)]);
  return { ...Object.fromEntries(values), ...partitions };
}

/** Returns a row of a table in which every string is its own path, such as `<useridentity.type>`, and these strings. */
export function markedRow({ columns }: LogTable): { readonly row: InlineRow; readonly marks: readonly string[] } {
  const marks: string[] = [];
  const valueOf = (type: string, path: string): unknown => {
    if (type !== "string")
      return composed(type, (inner, name) => valueOf(inner, name === "" ? path : `${path}.${name}`));
    marks.push(`<${path}>`);
    return `<${path}>`;
  };
  const row = Object.fromEntries(columns.map(({ name, type }) => [name, valueOf(type, name)]));
  return { row, marks };
}

/** Returns a value of a type that is not a string, with one element for each list. Numbers are 1. */
function composed(type: string, valueOf: (type: string, name: string) => unknown): unknown {
  const [, kind = type, inner = ""] = /^(\w+)<(.*)>$/.exec(type) ?? [];
  if (kind === "array") return [valueOf(inner, "")];
  if (kind === "map") return { key: valueOf("string", "") };
  if (kind !== "struct") return 1;
  return Object.fromEntries(
    partsOf(inner)
      .map((field) => fieldOf(field))
      .map(([name, one]) => [name, valueOf(one, name)]),
  );
}

function fieldOf(field: string): [name: string, type: string] {
  const [, name = "", type = ""] = /^(\w+):(.*)$/.exec(field) ?? [];
  return [name, type];
}

function randomValue(dice: Dice, type: string, texts: readonly string[]): unknown {
  if (dice.below(4) === 0) return null;
  const [, kind = type, inner = ""] = /^(\w+)<(.*)>$/.exec(type) ?? [];
  switch (kind) {
    case "struct":
      return Object.fromEntries(
        partsOf(inner).map((field) => {
          const [name, fieldType] = fieldOf(field);
          return [name, randomValue(dice, fieldType, texts)];
        }),
      );
    case "array":
      return Array.from({ length: dice.below(3) }, () => randomValue(dice, inner, texts));
    case "map":
      return Object.fromEntries([[dice.pick(texts), randomValue(dice, "string", texts)]]);
    case "int":
      return dice.pick([0, 1, 5, 8, 99, 65_535]);
    case "bigint":
      return dice.pick([0, 6, 1_700_000_000, 4_000_000_000]);
    case "string":
      return dice.pick(texts);
    default:
      throw new Error(`no random value is known for the type ${type}`);
  }
}

/** Returns the parts of a list that are not within angle brackets. */
function partsOf(list: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of list) {
    depth += Number(letter === "<") - Number(letter === ">");
    if (letter === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
