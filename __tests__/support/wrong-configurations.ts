import { type Node, type Pair, type Scalar, isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import type { Dice } from "./dice";

/** A problem that must be reported: the beginning of its path, and the lines of which one must be printed. */
export interface ExpectedProblem {
  /** Empty if the file, and not a setting, is invalid. */
  readonly path: string;

  /** Empty if the file is invalid as a whole. */
  readonly lines: readonly number[];
}

/** A valid configuration with one mistake in it. */
export interface WrongConfiguration {
  readonly mistake: string;
  readonly bytes: Buffer;
  readonly problems: readonly ExpectedProblem[];
}

/** A setting in its file. Offsets are positions in the file. */
interface WrittenSetting {
  readonly path: string;
  readonly key: string;
  readonly line: number;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueEnd: number;

  /** Its value in the file, on one line or several. */
  readonly value: string;
  readonly isScalar: boolean;
}

/** Returns the settings of a configuration. Settings in a section in braces are part of that section. */
export function settingsOf(text: string): WrittenSetting[] {
  const found: WrittenSetting[] = [];
  visit(parseDocument(text), {
    Pair: (_, pair, ancestors) => {
      const { key, value } = pair as Pair<Scalar, Node>;
      const map = ancestors.at(-1);
      if (!isMap(map) || map.flow === true || !value?.range || !key.range) return;
      const [keyStart, keyEnd] = key.range;
      const [valueStart, valueEnd] = value.range;
      found.push({
        path: pathOf([...ancestors, pair]),
        key: String(key.value),
        line: lineAt(text, keyStart),
        keyStart,
        keyEnd,
        valueEnd,
        value: text.slice(valueStart, valueEnd),
        isScalar: isScalar(value),
      });
    },
  });
  return found;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

function pathOf(nodes: readonly unknown[]): string {
  const parts = nodes.map((node, i) => {
    const parent = nodes[i - 1];
    if (isSeq(parent)) return `[${parent.items.indexOf(node)}]`;
    return isMap(parent) ? `.${String(((node as Pair).key as Scalar).value)}` : "";
  });
  return parts.join("").replace(/^\./, "");
}

/** Changes one setting of a file to an invalid one. Undefined if this change does not apply to the setting. */
type Mistake = (text: string, setting: WrittenSetting) => WrongText | undefined;

interface WrongText {
  readonly text: string;
  readonly problem: ExpectedProblem;
}

const valueReplaced = (text: string, { keyEnd, valueEnd }: WrittenSetting, value: string): string =>
  `${text.slice(0, keyEnd)}: ${value}${text[valueEnd - 1] === "\n" ? "\n" : ""}${text.slice(valueEnd)}`;

/** Replaces the value of a setting. */
const value =
  (wrong: string, applies: (setting: WrittenSetting) => boolean = () => true): Mistake =>
  (text, setting) =>
    applies(setting)
      ? { text: valueReplaced(text, setting, wrong), problem: { path: setting.path, lines: [setting.line] } }
      : undefined;

/** Inserts a string after a key. The problem is then reported for the whole file, and not for the setting. */
const inserted =
  (wrong: string): Mistake =>
  (text, { keyEnd, line }) => ({
    text: text.slice(0, keyEnd) + wrong + text.slice(keyEnd),
    problem: { path: "", lines: [line] },
  });

/** Settings that may be null. */
const isNullable = ({ path }: WrittenSetting) =>
  /\.(maxDurationMinutes|defaultUser)$|lifecycle\.\w+Days$|securityHubFindings\.region$/.test(path);

/** Sections whose keys the author chooses. */
const hasFreeKeys = /(^|\.)(tags|logSources\.awsConfig\.recorderByAccount|detections\.\w+)\.[^.]+$/;

/** Settings whose value may be any string. */
const isFreeText = ({ path }: WrittenSetting) =>
  /(^|\.)tags\.|[rR]eason$|^detections\.overrides\..*\.off$|\.(name|title|why|value|defaultUser)$/.test(path);

const isId = ({ value: written }: WrittenSetting) => /^"\d{12}"$/.test(written);

/** Every change that results in an invalid setting. */
const mistakes: Readonly<Record<string, Mistake>> = {
  "a section in the place of its value": value("{ unknownSetting: { deeper: 1 } }"),
  "a list in the place of its value": value("[[[]]]"),
  "no value": value("", (setting) => !isNullable(setting)),
  "true in the place of its value": value("true", (setting) => !/^(true|false)$|^- /.test(setting.value)),
  "a negative number in the place of its value": value("-12"),
  "an unknown word in the place of its value": value(
    "Neither One Nor Another!",
    (setting) => setting.isScalar && !isFreeText(setting),
  ),
  "an id without quotes": (text, setting) => value(setting.value.slice(1, -1), isId)(text, setting),
  "an id of 11 digits": (text, setting) => value(`"${setting.value.slice(2)}`, isId)(text, setting),
  "an id of 13 digits": (text, setting) => value(`"0${setting.value.slice(1)}`, isId)(text, setting),
  "an ARN of another kind": (text, setting) =>
    value(setting.value.replace(/[^:]+$/, "*"), ({ value: written }) => written.startsWith("arn:"))(text, setting),
  "an alias without an anchor": value("*nowhere"),
  "an alias of itself": value("&it [*it]"),
  "an unknown key before it": (text, { path, key, keyStart, line }) => {
    const unknown = "unknownSetting: { deeper: 1 }\n";
    const indentation = " ".repeat(keyStart - text.lastIndexOf("\n", keyStart - 1) - 1);
    return {
      text: text.slice(0, keyStart) + unknown + indentation + text.slice(keyStart),
      problem: { path: `${path.slice(0, -key.length)}unknownSetting`, lines: [line] },
    };
  },
  "a misspelt key": (text, { path, key, keyStart, keyEnd, line }) => {
    if (hasFreeKeys.test(path)) return undefined;
    // The type of a backend selects its settings. Without it, only the type is reported
    if (path === "backend.type") return undefined;
    const misspelt = `${key[0]}zq${key.slice(1)}`;
    return {
      text: text.slice(0, keyStart) + misspelt + text.slice(keyEnd),
      problem: { path: `${path.slice(0, -key.length)}${misspelt}`, lines: [line] },
    };
  },
  "its key again": (text, { path, key, keyStart, valueEnd, line }) => {
    const end = text[valueEnd - 1] === "\n" ? valueEnd : text.indexOf("\n", valueEnd) + 1;
    const indentation = " ".repeat(keyStart - text.lastIndexOf("\n", keyStart - 1) - 1);
    return {
      text: `${text.slice(0, end)}${indentation}${key}: again\n${text.slice(end)}`,
      problem: { path, lines: [lineAt(text, end), line] },
    };
  },
  "a tab as indentation": (text, { keyStart, line }) => {
    const lineStart = text.lastIndexOf("\n", keyStart - 1) + 1;
    const indentation = text.slice(lineStart, keyStart);
    if (!/^ +$/.test(indentation)) return undefined;
    return {
      text: `${text.slice(0, lineStart)}\t${text.slice(keyStart)}`,
      problem: { path: "", lines: [line - 1, line, line + 1] },
    };
  },
  "a quote that is not closed": (text, setting) => ({
    text: valueReplaced(text, setting, '"'),
    problem: { path: "", lines: Array.from({ length: 500 }, (_, i) => setting.line + i) },
  }),
  "a character that hides text": inserted("\u202E"),
  "a character without a form": inserted("\0"),
};

/** Mistakes of one value. If a file contains two of them, both are reported. */
const mistakesOfValues = Object.keys(mistakes).filter((name) => /value|id of|ARN|misspelt/.test(name));

/** Returns a configuration with one mistake in one of its settings, both chosen by the dice. */
export function wrongConfiguration(text: string, dice: Dice): WrongConfiguration {
  const setting = dice.pick(settingsOf(text));
  const [name, mistake] = dice.pick(Object.entries(mistakes));
  const wrong = mistake(text, setting);
  if (wrong === undefined) return wrongConfiguration(text, dice);
  return { mistake: `${setting.path}: ${name}`, bytes: Buffer.from(wrong.text), problems: [wrong.problem] };
}

/** Returns a configuration with a mistake in each of two sections. */
export function twiceWrongConfiguration(text: string, dice: Dice): WrongConfiguration {
  const onOneLine = settingsOf(text).filter(({ isScalar: is }) => is);
  const section = ({ path }: WrittenSetting) => path.split(/[.[]/)[0];
  const [first, second] = [dice.pick(onOneLine), dice.pick(onOneLine)].toSorted((a, b) => b.keyStart - a.keyStart);
  if (first === undefined || second === undefined || section(first) === section(second))
    return twiceWrongConfiguration(text, dice);
  const names = [dice.pick(mistakesOfValues), dice.pick(mistakesOfValues)] as const;
  const one = mistakes[names[0]]?.(text, first);
  // The first mistake is in a later line, so the position of the second stays the same
  const both = one && mistakes[names[1]]?.(one.text, second);
  if (both === undefined) return twiceWrongConfiguration(text, dice);
  return {
    mistake: `${first.path}: ${names[0]}, and ${second.path}: ${names[1]}`,
    bytes: Buffer.from(both.text),
    problems: [one?.problem, both.problem].filter((problem) => problem !== undefined),
  };
}

/** Returns a configuration in another encoding, or with a byte that is not UTF-8. */
export function wronglyEncoded(text: string, dice: Dice): WrongConfiguration {
  const whole = { path: "", lines: [] };
  const utf16 = Buffer.from(text, "utf16le");
  const { keyStart, line } = dice.pick(settingsOf(text));
  return dice.pick<WrongConfiguration>([
    { mistake: "UTF-16", bytes: utf16, problems: [whole] },
    { mistake: "UTF-16 with a mark", bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), problems: [whole] },
    { mistake: "UTF-16, the other way", bytes: Buffer.from(utf16).swap16(), problems: [whole] },
    { mistake: "carriage returns only", bytes: Buffer.from(text.replaceAll("\n", "\r")), problems: [whole] },
    {
      mistake: "a byte of Latin-1",
      bytes: Buffer.concat([
        Buffer.from(text.slice(0, keyStart)),
        Buffer.from([0xe9]),
        Buffer.from(text.slice(keyStart)),
      ]),
      problems: [{ path: "", lines: [line] }],
    },
    {
      mistake: "cut in the middle of a character",
      bytes: Buffer.concat([Buffer.from(`${text}# caf`), Buffer.from([0xc3])]),
      problems: [{ path: "", lines: [text.split("\n").length] }],
    },
  ]);
}
