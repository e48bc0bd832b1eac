import {
  type Alias,
  type Document,
  LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
} from "yaml";
import { toError } from "../shared/thrown";

/** Path of a setting in the file. */
export type Path = readonly PropertyKey[];

/** A problem of a file, with its path and line. */
export interface LocatedProblem {
  readonly path: Path;
  readonly text: string;
  readonly line: number | undefined;
}

/** Nodes from the document to the parent of a node. */
type Ancestors = readonly (Document | Node | Pair)[];

/** A configuration file as YAML: its value, and the line of each setting. */
export class YamlFile {
  readonly document: Document.Parsed;

  private readonly lines = new LineCounter();

  constructor(text: string) {
    this.document = parseDocument(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      stringKeys: true,
      merge: true,
      // `repeatedKeys` reports repeated keys, with the key and both lines
      uniqueKeys: false,
    });
  }

  /** The reasons why the file is not valid YAML, in the order of the lines. The values of such a file must not be read. */
  mistakes(): string[] {
    return [...this.document.errors, ...this.document.warnings]
      .map(({ pos, code, message }) => ({
        line: this.lineAt(pos[0]),
        message: yamlMessages[code] ?? uncapitalize(message),
      }))
      .toSorted((one, other) => one.line - other.line)
      .map(({ line, message }) => `invalid YAML (line ${line}): ${message}`);
  }

  /** Duplicate keys of a section. */
  repeatedKeys(): LocatedProblem[] {
    const found: LocatedProblem[] = [];
    visit(this.document, {
      Map: (_, map, ancestors) => {
        found.push(...this.repeatedKeysOf(map, pathTo(map, ancestors)));
      },
    });
    return found;
  }

  /** Aliases without a value: the anchor is missing or contains the alias, or `<<` is not followed by an alias of a section. */
  brokenAliases(): LocatedProblem[] {
    const found: LocatedProblem[] = [];
    visit(this.document, {
      Alias: (_, alias, ancestors) => {
        const text = this.aliasProblem(alias, ancestors);
        if (text !== undefined)
          found.push({ path: pathTo(alias, ancestors), text, line: this.lineAt(alias.range?.[0] ?? 0) });
      },
      Pair: (_, { key, value }, ancestors) => {
        if (!isScalar(key) || key.value !== mergeKey || this.isMergeable(value)) return;
        found.push({
          path: [...pathTo(key, ancestors), mergeKey],
          text: "<< must be followed by an alias of a section, such as <<: *defaults",
          line: this.lineAt(key.range?.[0] ?? 0),
        });
      },
    });
    return found;
  }

  /**
   * The settings as plain values.
   *
   * @throws Error when the file has too many nested aliases
   */
  value(): unknown {
    try {
      return this.document.toJS() ?? {};
    } catch (error) {
      throw new Error(`${uncapitalize(toError(error).message)}; write the values without the alias`, {
        cause: error,
      });
    }
  }

  /** Line of the setting, or of the last part of its path that the file contains. The line of a section is the line of its key. */
  lineOf(path: Path): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const node = this.keyAt(path.slice(0, length)) ?? this.nodeAt(path.slice(0, length));
      if (node?.range) return this.lineAt(node.range[0]);
    }
    return undefined;
  }

  /** A number as it is written in the file: 012345678901 would lose its zero, and JSON has no .inf. */
  writtenNumber(path: Path): string | undefined {
    const node = this.nodeAt(path);
    return isScalar(node) && typeof node.value === "number" ? node.source : undefined;
  }

  /** Line of an offset in the text. */
  lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  /** Key of a setting in its section, or the `<<` that may merge it. */
  private keyAt(path: Path): Node | undefined {
    const section = path.length === 1 ? this.document.contents : this.nodeAt(path.slice(0, -1));
    if (!isMap(section)) return undefined;
    const keys = section.items.map(({ key }) => key).filter((key) => isScalar(key));
    return (
      keys.find(({ value }) => String(value) === String(path.at(-1))) ?? keys.find(({ value }) => value === mergeKey)
    );
  }

  private nodeAt(path: Path): Node | undefined {
    const node = this.document.getIn(path, true);
    return isNode(node) ? node : undefined;
  }

  private repeatedKeysOf(map: YAMLMap, path: Path): LocatedProblem[] {
    const first = new Map<string, number>();
    return map.items.flatMap((pair: Pair) => {
      // A section may contain several `<<`
      if (!isScalar(pair.key) || pair.key.value === mergeKey) return [];
      const key = String(pair.key.value);
      const line = this.lineAt(pair.key.range?.[0] ?? 0);
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, line);
      return earlier === undefined
        ? []
        : [{ path: [...path, key], line, text: `duplicate key, also on line ${earlier}; remove one` }];
    });
  }

  private aliasProblem(alias: Alias, ancestors: Ancestors): string | undefined {
    const target = alias.resolve(this.document);
    if (target === undefined) return `there is no anchor &${alias.source} before this alias; write the value`;
    return ancestors.includes(target)
      ? `the anchor &${alias.source} contains this alias of itself; write the value`
      : undefined;
  }

  private isMergeable(value: unknown): boolean {
    if (isAlias(value)) {
      const target = value.resolve(this.document);
      // A missing anchor is reported separately
      return target === undefined || this.isMergeable(target);
    }
    return isMap(value) || (isSeq(value) && value.items.every((item) => this.isMergeable(item)));
  }
}

/** Path of the setting that contains a node. */
function pathTo(node: Node, ancestors: Ancestors): Path {
  return [...ancestors, node].flatMap((one, i, all): Path => {
    const parent = all[i - 1];
    if (isPair(one)) return isScalar(one.key) ? [String(one.key.value)] : [];
    return isSeq(parent) ? [parent.items.indexOf(one)] : [];
  });
}

const mergeKey = "<<";

/** Messages for the author of a file, by the error code of the YAML library. */
const yamlMessages: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: "the file contains a second document; remove the line ---",
};

const uncapitalize = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
