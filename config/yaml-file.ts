import {
  type Document,
  LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  isNode,
  isScalar,
  parseDocument,
  visit,
} from "yaml";

/** Path of a setting in the file. */
export type Path = readonly PropertyKey[];

/** A configuration file as YAML: its value, and where each setting is written. */
export class YamlFile {
  readonly document: Document.Parsed;

  private readonly lines = new LineCounter();

  constructor(text: string) {
    this.document = parseDocument(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      stringKeys: true,
      merge: true,
      // Reported here, with the key and both lines
      uniqueKeys: false,
    });
  }

  /** Why the file is not valid YAML, in the order of the lines. */
  mistakes(): string[] {
    const mistakes = [...this.document.errors, ...this.document.warnings].map(({ pos, code, message }) => ({
      line: this.lineAt(pos[0]),
      message: yamlMessages[code] ?? uncapitalized(message),
    }));
    return [...mistakes, ...this.repeatedKeys()]
      .toSorted((one, other) => one.line - other.line)
      .map(({ line, message }) => `invalid YAML (line ${line}): ${message}`);
  }

  /**
   * The settings as plain values.
   *
   * @throws Error when an alias contains itself or multiplies without end
   */
  value(): unknown {
    try {
      const value: unknown = this.document.toJS() ?? {};
      JSON.stringify(value);
      return value;
    } catch (error) {
      // The YAML library refuses aliases that multiply without end, JSON those that contain themselves
      const { message } = error as Error;
      if (message.startsWith("Merge sources"))
        throw new Error("<< must be followed by an alias of a section, such as <<: *defaults", { cause: error });
      const reason = error instanceof TypeError ? "a YAML alias contains itself" : uncapitalized(message);
      throw new Error(`${reason}; write the values without the alias`, { cause: error });
    }
  }

  /** Line of the setting, or of the nearest part of its path that the file has. */
  lineOf(path: Path): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const node = this.nodeAt(path.slice(0, length));
      if (node?.range) return this.lineAt(node.range[0]);
    }
    return undefined;
  }

  /** A number as the file has it: 012345678901 is another number without its zero, and .inf is none in JSON. */
  writtenNumber(path: Path): string | undefined {
    const node = this.nodeAt(path);
    return isScalar(node) && typeof node.value === "number" ? node.source : undefined;
  }

  /** Line of an offset in the text. */
  lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  private nodeAt(path: Path): Node | undefined {
    const node = this.document.getIn(path, true);
    return isNode(node) ? node : undefined;
  }

  private repeatedKeys(): { line: number; message: string }[] {
    const found: { line: number; message: string }[] = [];
    visit(this.document, {
      Map: (_, map) => {
        found.push(...this.repeatedKeysOf(map));
      },
    });
    return found;
  }

  private repeatedKeysOf(map: YAMLMap): { line: number; message: string }[] {
    const first = new Map<string, number>();
    return map.items.flatMap((pair: Pair) => {
      // A file may merge several maps
      if (!isScalar(pair.key) || pair.key.value === mergeKey) return [];
      const key = String(pair.key.value);
      const line = this.lineAt(pair.key.range?.[0] ?? 0);
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, line);
      return earlier === undefined
        ? []
        : [{ line, message: `duplicate key ${key}, also on line ${earlier}; remove one` }];
    });
  }
}

const mergeKey = "<<";

/** Messages of the YAML library that speak to programmers, by their code. */
const yamlMessages: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: "the file contains a second document; remove the line ---",
};

const uncapitalized = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
