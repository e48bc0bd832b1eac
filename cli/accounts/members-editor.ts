import { isDeepStrictEqual } from "node:util";
import {
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  Scalar,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
} from "yaml";
import { toError } from "../../shared/thrown";
import { parseConfig } from "../../config/load";
import { UserError } from "../../shared/user-error";
import { YamlFile } from "../../config/yaml-file";
import type { MemberSettings } from "./comparison";
import { type TextRange, commentsIn } from "./yaml-comments";

/** Changes of `accounts.members`. */
export interface MemberEdits {
  /** Settings by the position of the member. */
  readonly changed: ReadonlyMap<number, MemberSettings>;
  readonly added: readonly MemberSettings[];
}

/** A replacement of a part of the file content. */
interface TextEdit extends TextRange {
  readonly text: string;
}

/**
 * Changes the members in the content of a configuration file. All other characters stay the same: comments, order, quotes, anchors.
 *
 * @param source name of the file in messages
 * @throws UserError when the edited file does not parse to exactly the expected values, or is not a valid configuration
 */
export function editMembers(text: string, source: string, edits: MemberEdits): string {
  const before = new YamlFile(text);
  const replacements = new MembersText(text, before).edits(edits);
  const comment = commentsIn(text).find(({ from, to }) => replacements.some((one) => one.from < to && from < one.to));
  if (comment !== undefined)
    throw cannotEdit(`line ${before.lineAt(comment.from)} has a comment inside a value that changes`);
  const edited = applyEdits(text, replacements);
  if (!isDeepStrictEqual(valueOf(edited), expectedValue(before, edits)))
    throw cannotEdit("this command does not support the YAML syntax of its accounts");
  try {
    parseConfig(edited, source, () => {});
  } catch (error) {
    throw new UserError(`with these changes, ${toError(error).message}\nnothing was written`, { cause: error });
  }
  return edited;
}

/** The parsed value of a YAML document. Undefined if it is not valid YAML, for example because an edit replaced an anchor. */
function valueOf(text: string): unknown {
  const file = new YamlFile(text);
  if (file.mistakes().length > 0) return undefined;
  try {
    return plain(file.value());
  } catch {
    return undefined;
  }
}

/** The parsed value that the file must have after the changes. */
function expectedValue(file: YamlFile, { changed, added }: MemberEdits): unknown {
  const value = plain(file.value()) as { accounts: { members?: object[] } };
  const members = (value.accounts.members ??= []);
  for (const [i, settings] of changed) members[i] = { ...members[i], ...settings };
  members.push(...added);
  return plain(value);
}

/** A deep copy in which no two aliases share an object. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const cannotEdit = (reason: string): UserError =>
  new UserError(`cannot edit the file: ${reason}; apply the listed changes by hand\nnothing was written`);

/** The members in the content of a configuration file. */
class MembersText {
  constructor(
    private readonly text: string,
    private readonly file: YamlFile,
  ) {}

  edits({ changed, added }: MemberEdits): TextEdit[] {
    const accounts = this.resolveAlias(this.file.document.get("accounts", true));
    if (!isMap(accounts)) throw cannotEdit("it has no section accounts");
    const members = this.resolveAlias(pairOf(accounts, "members")?.value);
    const changes = [...changed].flatMap(([i, settings]) => {
      const member = isSeq(members) ? this.resolveAlias(members.items[i]) : undefined;
      if (!isMap(member)) throw cannotEdit(`accounts.members[${i}] is not written as a mapping`);
      return this.changesOf(member, settings);
    });
    if (added.length === 0) return changes;
    return [...changes, isSeq(members) ? this.appendMembers(members, added, accounts) : this.newList(accounts, added)];
  }

  private changesOf(member: YAMLMap, settings: MemberSettings): TextEdit[] {
    return Object.entries(settings).flatMap(([key, value]) => {
      const pair = pairOf(member, key);
      if (pair === undefined) return this.newPair(member, key, value);
      const tags = typeof value === "object" ? value : {};
      const written = this.tagPairs(pair.value);
      if (written.length > 0 && Object.keys(tags).length > 0) return this.changedTags(written, tags);
      return this.changedValue(pair as Setting, this.valueText(value, member));
    });
  }

  /** Replaces a value. A comment, an anchor or a tag between the key and a value that is not a block stays. */
  private changedValue({ key, value }: Setting, text: string): TextEdit {
    const to = this.endOf(value);
    const [from] = rangeOf(value);
    if (from < to && !isBlock(value)) return { from, to, text };
    return { from: this.text.indexOf(":", rangeOf(key)[1]) + 1, to, text: ` ${text}` };
  }

  /** The tags in a block, each on its own lines. Empty if the tags are not written so. */
  private tagPairs(map: unknown): Tag[] {
    if (!isMap(map) || map.flow) return [];
    const pairs = map.items.filter(
      (pair): pair is Pair<Scalar<string>, Node> & Tag =>
        isScalar(pair.key) && pair.key.value !== "<<" && isNode(pair.value) && this.beginsLine(pair.key),
    );
    return pairs.length === map.items.length ? pairs : [];
  }

  /** Replaces, deletes and adds tags in a block. The other lines stay. */
  private changedTags(pairs: readonly Tag[], tags: Tags): TextEdit[] {
    const changed = pairs.flatMap((pair) => {
      const wanted = Object.hasOwn(tags, pair.key.value) ? tags[pair.key.value] : undefined;
      if (wanted === undefined) return this.deletedPair(pair);
      const value = this.resolveAlias(pair.value);
      return isScalar(value) && value.value === wanted ? [] : this.changedValue(pair, blockText(wanted));
    });
    const present = new Set(pairs.map(({ key }) => key.value));
    const added = Object.entries(tags).filter(([key]) => !present.has(key));
    return [...changed, ...pairs.slice(-1).map((last) => this.addedTags(last, added))];
  }

  /** Inserts tags after the last tag. */
  private addedTags({ key, value }: Tag, added: readonly (readonly [string, string])[]): TextEdit {
    const at = this.lineEndAfter(this.endOf(value));
    const start = `${this.lineBreakAt(at)}${" ".repeat(this.columnOf(key))}`;
    return insertText(at, added.map(([name, tag]) => `${start}${blockText(name)}: ${blockText(tag)}`).join(""));
  }

  /** Deletes the lines of a setting. A comment after its value stays, on a line of its own. */
  private deletedPair({ key, value }: Setting): TextEdit {
    const [start] = rangeOf(key);
    const end = this.endOf(value);
    const rest = /^[ \t]*/.exec(this.text.slice(end))?.[0].length ?? 0;
    if (this.text[end + rest] === "#") return { from: start, to: end + rest, text: "" };
    return { from: this.beforeLineBreak(start - this.columnOf(key)), to: this.lineEndAfter(end), text: "" };
  }

  /** Whether only spaces are before a node in its line. */
  private beginsLine(node: Node): boolean {
    const [start] = rangeOf(node);
    return this.text.slice(start - this.columnOf(node), start).trim() === "";
  }

  /** Inserts a new setting of a member, after its id. */
  private newPair(member: YAMLMap, key: string, value: unknown): TextEdit {
    const last = pairOf(member, "id") ?? pairOf(member, "name");
    if (last === undefined || !isScalar(last.key)) throw cannotEdit("a member has neither an id nor a name of its own");
    const pair = `${this.keyText(key, member)}: ${this.valueText(value, member)}`;
    const end = this.endOf(last.value as Node);
    if (member.flow) return insertText(end, `, ${pair}`);
    const at = this.lineEndAfter(end);
    return insertText(at, `${this.lineBreakAt(at)}${" ".repeat(this.columnOf(last.key))}${pair}`);
  }

  /** Inserts new members at the end of the list. */
  private appendMembers(list: YAMLSeq, added: readonly MemberSettings[], accounts: YAMLMap): TextEdit {
    const last = list.items.at(-1) as Node | undefined;
    if (list.flow) {
      if (last === undefined && !accounts.flow) return this.replacedEmptyList(list, added, accounts);
      const items = added.map((member) => this.flowItem(member, hasQuotedKeys(this.resolveAlias(last) ?? accounts)));
      return insertText(
        last === undefined ? rangeOf(list)[0] + 1 : this.endOf(last),
        `${last ? ", " : ""}${items.join(", ")}`,
      );
    }
    if (last === undefined) throw cannotEdit("the list of members is empty");
    const dash = this.dashIndent(list, last);
    const item = this.resolveAlias(last);
    const flow = isMap(item) && item.flow === true;
    const at = this.lineEndAfter(this.endOf(last));
    return insertText(at, this.items(added, dash, flow, at));
  }

  /** The spaces before the dash of an item. There can be an anchor between the dash and the item. */
  private dashIndent(list: YAMLSeq, item: Node): string {
    const [listStart] = rangeOf(list);
    for (let at = rangeOf(item)[0]; at >= listStart;) {
      const lineStart = this.text.lastIndexOf("\n", at - 1) + 1;
      const dash = /^ *(?=-\s)/.exec(this.text.slice(lineStart))?.[0];
      if (dash !== undefined) return dash;
      at = lineStart - 1;
    }
    throw cannotEdit("the last member does not begin after a dash");
  }

  private replacedEmptyList(list: YAMLSeq, added: readonly MemberSettings[], accounts: YAMLMap): TextEdit {
    const [start, end] = rangeOf(list);
    let from = start;
    while (this.text[from - 1] === " ") from--;
    return { from, to: end, text: this.items(added, this.itemIndent(accounts), false, end) };
  }

  private newList(accounts: YAMLMap, added: readonly MemberSettings[]): TextEdit {
    const last = accounts.items.at(-1);
    if (last === undefined) throw cannotEdit("the section accounts is empty");
    const end = this.endOf(last.value as Node);
    if (accounts.flow) {
      const quotes = hasQuotedKeys(accounts);
      const items = added.map((member) => this.flowItem(member, quotes)).join(", ");
      return insertText(end, `, ${quotes ? '"members"' : "members"}: [${items}]`);
    }
    const indent = " ".repeat(this.columnOf(last.key as Node));
    const at = this.lineEndAfter(end);
    return insertText(at, `${this.lineBreakAt(at)}${indent}members:${this.items(added, `${indent}  `, false, at)}`);
  }

  private itemIndent(accounts: YAMLMap): string {
    return " ".repeat(this.columnOf(accounts.items[0]?.key as Node) + 2);
  }

  /** Items of a list at an offset, each on its own lines. `flow` writes each item in flow style. */
  private items(added: readonly MemberSettings[], indent: string, flow: boolean, at: number): string {
    const lines = added.flatMap((member) => {
      if (flow) return [`${indent}- ${this.flowItem(member, false)}`];
      return Object.entries(member).map(
        ([key, value], i) => `${indent}${i === 0 ? "- " : "  "}${key}: ${blockText(value)}`,
      );
    });
    return lines.map((line) => `${this.lineBreakAt(at)}${line}`).join("");
  }

  private flowItem(member: MemberSettings, quotesKeys: boolean): string {
    const pairs = Object.entries(member).map(
      ([key, value]) => `${quotesKeys ? JSON.stringify(key) : key}: ${flowText(value)}`,
    );
    return `{ ${pairs.join(", ")} }`;
  }

  private keyText(key: string, member: YAMLMap): string {
    return hasQuotedKeys(member) ? JSON.stringify(key) : key;
  }

  private valueText(value: unknown, member: YAMLMap): string {
    return member.flow ? flowText(value) : blockText(value);
  }

  private resolveAlias(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.file.document) : node;
  }

  /** The end of a node, without the line break and the comment after it. */
  private endOf(node: Node): number {
    if (isMap(node) && !node.flow && node.items.length > 0) {
      const { key, value } = node.items.at(-1) as Pair<Node, Node | null>;
      return this.endOf(value ?? key);
    }
    if (isSeq(node) && !node.flow && node.items.length > 0) return this.endOf(node.items.at(-1) as Node);
    const [, end] = rangeOf(node);
    return this.beforeLineBreak(end);
  }

  /** The offset without the line break that ends there, if there is one. */
  private beforeLineBreak(offset: number): number {
    if (this.text[offset - 1] !== "\n") return offset;
    return this.text[offset - 2] === "\r" ? offset - 2 : offset - 1;
  }

  private lineEndAfter(offset: number): number {
    const end = this.text.slice(offset).search(/\r?\n/);
    return end === -1 ? this.text.length : offset + end;
  }

  /** The line break of the line that contains an offset. The last line of a file may have the line break of the line before it. */
  private lineBreakAt(offset: number): string {
    const next = this.text.indexOf("\n", offset);
    const at = next === -1 ? this.text.lastIndexOf("\n") : next;
    return this.text[at - 1] === "\r" ? "\r\n" : "\n";
  }

  private columnOf(node: Node): number {
    const [start] = rangeOf(node);
    return start - (this.text.lastIndexOf("\n", start - 1) + 1);
  }
}

type Tags = NonNullable<MemberSettings["tags"]>;

/** A key with its value. */
interface Setting<K extends Node = Node> {
  readonly key: K;
  readonly value: Node;
}

type Tag = Setting<Scalar<string>>;

/** Whether a value is a list or a mapping in block style. */
const isBlock = (node: Node): boolean => (isMap(node) || isSeq(node)) && node.flow !== true;

const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

const hasQuotedKeys = (map: unknown): boolean =>
  isMap(map) && map.items.some(({ key }) => isScalar(key) && key.type === Scalar.QUOTE_DOUBLE);

function rangeOf(node: Node): readonly [number, number, number] {
  if (!node.range) throw new Error("a YAML node has no range");
  return node.range;
}

const insertText = (at: number, text: string): TextEdit => ({ from: at, to: at, text });

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let done = 0;
  for (const edit of edits.toSorted((one, other) => one.from - other.from)) {
    result += text.slice(done, edit.from) + edit.text;
    done = edit.to;
  }
  return result + text.slice(done);
}

/** A value in block style. Names are unquoted if YAML parses them as strings. Ids are always quoted. */
function blockText(value: unknown): string {
  return typeof value === "string" && /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][a-z0-9-]*$/.test(value)
    ? value
    : flowText(value);
}

/** A value in flow style: JSON without invisible characters. */
function flowText(value: unknown): string {
  if (typeof value !== "object" || value === null) return visible(JSON.stringify(value));
  const pairs = Object.entries(value).map(([key, part]) => `${visible(JSON.stringify(key))}: ${flowText(part)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** Escapes all control characters. JSON escapes only some of them, and a configuration must not contain any. */
function visible(json: string): string {
  return json.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
