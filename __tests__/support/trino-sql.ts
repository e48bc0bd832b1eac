// @ts-expect-error -- an ES module, which TypeScript refuses in a CommonJS file; the test runner loads it
import { CharStreams, CommonTokenStream, PredictionMode } from "antlr4ng";
import {
  AliasedRelationContext,
  AndContext,
  ColumnAliasesContext,
  ColumnNameContext,
  ColumnRefContext,
  LambdaContext,
  NamedQueryContext,
  QuerySpecificationContext,
  SelectItemContext,
  SubqueryRelationContext,
  TableRefContext,
  TrinoSqlParser,
  UnnestContext,
  WhereClauseContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser";
import { TrinoSqlLexer } from "dt-sql-parser/dist/lib/trino/TrinoSqlLexer";
import { type Node, all, childrenOf, innermost, textOf } from "./parse-tree";

/** SQL as Trino's grammar reads it. */
export interface ParsedSql {
  /** Where the grammar does not fit, `line:column message`. */
  readonly errors: readonly string[];
  readonly selects: readonly Select[];

  /** Columns outside of every SELECT, such as those of the last ORDER BY. */
  readonly outerColumns: readonly string[];

  /** Names the SELECTs give to columns. */
  readonly outputs: ReadonlySet<string>;

  /** Parameters of lambdas, and columns that are named where they are unnested. */
  readonly locals: ReadonlySet<string>;

  /** Names of the WITH, each with the columns it has; one of them may be a star. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One SELECT with its FROM and WHERE, without those within it. */
export interface Select {
  /** Tables, views and names of the WITH it reads, with the name each goes by here. */
  readonly tables: readonly { readonly name: string; readonly alias: string }[];

  /** Columns that are unnested, by the name the rows go by. */
  readonly unnested: ReadonlyMap<string, string>;

  /** Whether it reads another SELECT in its FROM. */
  readonly hasSubquery: boolean;

  /** Columns it names, with their qualifiers: `useridentity.arn`. */
  readonly columns: readonly string[];

  /** What has to hold for its rows, in its WHERE or outside of it, without spaces. */
  readonly conditions: readonly string[];
}

export function parseSql(sql: string): ParsedSql {
  const errors: string[] = [];
  const parser = new TrinoSqlParser(new CommonTokenStream(new TrinoSqlLexer(CharStreams.fromString(sql))));
  parser.interpreter.predictionMode = PredictionMode.SLL;
  parser.removeErrorListeners();
  parser.addErrorListener({
    syntaxError: (_: unknown, __: unknown, line: number, column: number, message: string) =>
      errors.push(`${line}:${column} ${message}`),
    reportAmbiguity: () => undefined,
    reportAttemptingFullContext: () => undefined,
    reportContextSensitivity: () => undefined,
  });
  const tree: Node = parser.program();
  const names = [...all(tree, ColumnNameContext), ...all(tree, ColumnRefContext)];
  const within = (select: Node | null) => (node: Node) => selectOf(node) === select;

  return {
    errors,
    selects: all(tree, QuerySpecificationContext).map((select) => ({
      tables: all(select, TableRefContext)
        .filter(within(select))
        .map((table) => ({ name: nameOf(table), alias: aliasOf(table) ?? nameOf(table) })),
      unnested: new Map(
        all(select, UnnestContext)
          .filter(within(select))
          .map((unnest) => [aliasOf(unnest) ?? "", textOf(unnest.getChild(2))]),
      ),
      hasSubquery: all(select, SubqueryRelationContext).some(within(select)),
      columns: names.filter(within(select)).map(nameOf),
      conditions: limitsOf(select),
    })),
    outerColumns: names.filter(within(null)).map(nameOf),
    outputs: outputsOf(tree),
    locals: new Set([
      ...all(tree, ColumnAliasesContext).flatMap(identifiersOf),
      ...all(tree, LambdaContext).flatMap(identifiersOf),
    ]),
    named: new Map(all(tree, NamedQueryContext).map((query) => [textOf(query.getChild(0)), outputsOf(query)])),
  };
}

/** Names that SELECTs give to their columns, and those in brackets after a name of the WITH. */
function outputsOf(node: Node): Set<string> {
  const listed = node instanceof NamedQueryContext ? childrenOf(node).flatMap((child) => aliasesOf(child)) : [];
  return new Set([...all(node, SelectItemContext).map((item) => nameOf(item).split(".").at(-1) ?? ""), ...listed]);
}

const aliasesOf = (node: Node) => (node instanceof ColumnAliasesContext ? identifiersOf(node) : []);

/** The SELECT a node is in; null for one outside of all. */
function selectOf(node: Node): Node | null {
  let above = node.parent;
  while (above && !(above instanceof QuerySpecificationContext)) above = above.parent;
  return above;
}

/** The last name below a node: of a column its whole path, of a select item the name it gives. */
function nameOf(node: Node): string {
  const last = node instanceof SelectItemContext ? (childrenOf(node).at(-1) ?? node) : node;
  return textOf(last);
}

/** The name that the rows of a relation go by. */
function aliasOf(node: Node): string | undefined {
  let above: Node | null = node;
  while (above && !(above instanceof AliasedRelationContext)) above = above.parent;
  const parts = above ? childrenOf(above).slice(1) : [];
  const alias = parts.find((part) => !/^as$/i.test(textOf(part)));
  return alias && textOf(alias);
}

/** Names among a node's own children: those of `(a, b)` and `(a, b) -> …`. */
function identifiersOf(node: Node): string[] {
  return childrenOf(node)
    .map(textOf)
    .filter((text) => /^[a-z_]\w*$/i.test(text));
}

/** What holds for the rows of a SELECT: its own conditions, and those of the one that reads it in its FROM. */
function limitsOf(select: Node): string[] {
  const own = all(select, WhereClauseContext)
    .filter((where) => where.parent === select)
    .flatMap((where) => conditionsOf(innermost(where.getChild(1))));
  let above = select.parent;
  while (above && !(above instanceof SubqueryRelationContext) && !(above instanceof QuerySpecificationContext)) {
    above = above.parent;
  }
  const reader = above instanceof SubqueryRelationContext ? selectOf(above) : null;
  return reader ? [...own, ...limitsOf(reader)] : own;
}

function conditionsOf(node: Node): string[] {
  if (!(node instanceof AndContext)) return [textOf(node)];
  return childrenOf(node)
    .filter((child) => textOf(child).toUpperCase() !== "AND")
    .flatMap(conditionsOf);
}
