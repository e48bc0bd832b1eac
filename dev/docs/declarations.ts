import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { optionMembers } from "./option-members";
import type { parseAst } from "rolldown/parseAst" with { "resolution-mode": "import" };

type Parse = typeof parseAst;
type Program = ReturnType<Parse>;
type Statement = Program["body"][number];

/** A property of an interface, an output of a class, or a field of a type. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly doc: Doc;
}

/** A doc comment: its text, and the text of its tags. */
export interface Doc {
  readonly text: string;
  readonly default?: string;
  readonly see: readonly string[];
}

/** A declaration in a file. */
export interface Declaration {
  readonly kind: "class" | "interface" | "function" | "type" | "constant";
  readonly name: string;
  readonly doc: Doc;

  /** Properties of an interface, including inherited properties, or the outputs of a class. */
  readonly members: readonly Member[];

  /** The declaration of a function or a type, without its body. */
  readonly signature: string;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly statements: readonly Statement[];
}

type Exported = Extract<Statement, { type: "ExportNamedDeclaration" }>;

/** Reads declarations in the source files of this repository. */
export class Declarations {
  private constructor(private readonly parse: Parse) {}

  /** Loads the parser, an ES module that this file cannot import statically. */
  static async load(): Promise<Declarations> {
    return new Declarations((await import("rolldown/parseAst")).parseAst);
  }

  /** Names that a file re-exports. Each has the file that declares it. */
  reExports(entry: string): { readonly name: string; readonly path: string }[] {
    return this.readSource(entry).statements.flatMap((statement) => {
      if (statement.type !== "ExportNamedDeclaration" || statement.source === null) return [];
      const path = `${join(dirname(entry), statement.source.value)}.ts`;
      return statement.specifiers.map(({ exported }) => ({
        name: "name" in exported ? exported.name : exported.value,
        path,
      }));
    });
  }

  /** @throws Error when the file does not declare the name */
  declarationOf(name: string, path: string): Declaration {
    const source = this.readSource(path);
    for (const statement of source.statements) {
      const found =
        statement.type === "ExportNamedDeclaration" ? this.readDeclaration(source, statement, name) : undefined;
      if (found) return found;
    }
    throw new Error(`${path} has no declaration of ${name}`);
  }

  private readSource(path: string): SourceFile {
    const text = readFileSync(path, "utf8");
    return { path, text, statements: this.parse(text, { lang: "ts" }).body };
  }

  private readDeclaration(source: SourceFile, { declaration, start }: Exported, name: string): Declaration | undefined {
    const of = (
      kind: Declaration["kind"],
      signature: { readonly start: number; readonly end: number },
      members: readonly Member[] = [],
    ): Declaration => ({
      kind,
      name,
      doc: docBefore(source.text, start),
      members,
      signature: source.text.slice(signature.start, signature.end).trim(),
    });
    if (declaration === null) return undefined;
    switch (declaration.type) {
      case "TSInterfaceDeclaration":
        return declaration.id.name === name
          ? of("interface", declaration, this.membersOf(source, declaration))
          : undefined;
      case "ClassDeclaration":
        return declaration.id?.name === name ? of("class", declaration, outputsOf(source, declaration)) : undefined;
      case "FunctionDeclaration":
        return declaration.id?.name === name
          ? of("function", { start: declaration.start, end: declaration.body?.start ?? declaration.end })
          : undefined;
      case "TSTypeAliasDeclaration":
        return declaration.id.name === name ? of("type", declaration) : undefined;
      case "VariableDeclaration": {
        const [variable] = declaration.declarations;
        return variable?.id.type === "Identifier" && variable.id.name === name
          ? of("constant", variable.id)
          : undefined;
      }
      default:
        return undefined;
    }
  }

  private membersOf(
    source: SourceFile,
    declaration: Extract<Exported["declaration"], { type: "TSInterfaceDeclaration" }>,
  ): Member[] {
    const inherited = declaration.extends.flatMap(({ expression }) =>
      expression.type === "Identifier" ? this.inheritedFrom(source, expression.name) : [],
    );
    const own = declaration.body.body.flatMap((member): Member[] => {
      if (member.type !== "TSPropertySignature" || member.key.type !== "Identifier") return [];
      return [
        {
          name: member.key.name,
          type: typeText(source, member.typeAnnotation),
          isOptional: member.optional,
          doc: docBefore(source.text, member.start),
        },
      ];
    });
    return [...inherited, ...own];
  }

  /** Properties of an interface of this file, or of a file that it imports. */
  private inheritedFrom(source: SourceFile, name: string): readonly Member[] {
    for (const statement of source.statements) {
      if (statement.type !== "ImportDeclaration" || !statement.source.value.startsWith(".")) continue;
      if (statement.specifiers.some(({ local }) => local.name === name)) {
        const options = optionMembers(name);
        if (options !== undefined) return options;
        return this.declarationOf(name, `${join(dirname(source.path), statement.source.value)}.ts`).members;
      }
    }
    return this.declarationOf(name, source.path).members;
  }
}

function outputsOf(
  source: SourceFile,
  declaration: Extract<Exported["declaration"], { body: { type: "ClassBody" } }>,
): Member[] {
  return declaration.body.body.flatMap((member): Member[] => {
    if (member.type !== "PropertyDefinition" || member.key.type !== "Identifier") return [];
    if (member.accessibility === "private" || member.accessibility === "protected") return [];
    return [
      {
        name: member.key.name,
        type: typeText(source, member.typeAnnotation),
        isOptional: false,
        doc: docBefore(source.text, member.start),
      },
    ];
  });
}

function typeText(
  source: SourceFile,
  annotation: { readonly start: number; readonly end: number } | null | undefined,
): string {
  if (!annotation) return "unknown";
  return source.text
    .slice(annotation.start, annotation.end)
    .replace(/^:\s*/, "")
    .replaceAll(/\s+/g, " ")
    .replace(/ \| undefined$/, "");
}

/** The comment that ends directly before an offset. */
function docBefore(text: string, offset: number): Doc {
  const before = text.slice(0, offset).trimEnd();
  const start = before.endsWith("*/") ? before.lastIndexOf("/**") : -1;
  const lines = (start < 0 ? "" : before.slice(start + 3, -2))
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trim());
  const [main = "", ...tags] = lines.join("\n").split(/^@/m);
  const tag = (name: string) =>
    tags.flatMap((one) => (one.startsWith(`${name} `) ? [one.slice(name.length).trim().replaceAll("\n", " ")] : []));
  const [fallback] = tag("default");
  return { text: main.trim(), see: tag("see"), ...(fallback !== undefined && { default: fallback }) };
}
