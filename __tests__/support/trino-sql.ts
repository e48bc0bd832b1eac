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

/** A statement parsed with Trino's grammar. */
export interface ParsedSql {
  /** Syntax errors, as `line:column message`. */
  readonly errors: readonly string[];
  readonly selects: readonly Select[];

  /** Columns outside every SELECT, such as those of the last ORDER BY. */
  readonly outerColumns: readonly string[];

  /** Names that the SELECTs give to columns. */
  readonly outputs: ReadonlySet<string>;

  /** Parameters of lambdas, and columns that UNNEST names. */
  readonly locals: ReadonlySet<string>;

  /** Names of the WITH clause, each with its columns. A column may be a star. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One SELECT with its FROM and WHERE, without nested SELECTs. */
export interface Select {
  /** Tables, views and names of the WITH clause that it reads, with their aliases. */
  readonly tables: readonly { readonly name: string; readonly alias: string }[];

  /** Columns that are unnested, by the alias of the rows. */
  readonly unnested: ReadonlyMap<string, string>;

  /** Whether its FROM contains another SELECT. */
  readonly hasSubquery: boolean;

  /** Columns of the SELECT, with their qualifiers: `useridentity.arn`. */
  readonly columns: readonly string[];

  /** Conditions on its rows, in its own WHERE or outside, without spaces. */
  readonly conditions: readonly string[];
}

/** Statements by their text. Several files test the same saved queries. */
const parsed = new Map<string, ParsedSql>();

export function parseSql(sql: string): ParsedSql {
  const statement = parsed.get(sql) ?? parsedNow(sql);
  parsed.set(sql, statement);
  return statement;
}

function parsedNow(sql: string): ParsedSql {
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
  const names = bySelect([...all(tree, ColumnNameContext), ...all(tree, ColumnRefContext)]);
  const tables = bySelect(all(tree, TableRefContext));
  const unnests = bySelect(all(tree, UnnestContext));
  const subqueries = bySelect(all(tree, SubqueryRelationContext));

  return {
    errors,
    selects: all(tree, QuerySpecificationContext).map((select) => ({
      tables: tables(select).map((table) => ({ name: nameOf(table), alias: aliasOf(table) ?? nameOf(table) })),
      unnested: new Map(unnests(select).map((unnest) => [aliasOf(unnest) ?? "", textOf(unnest.getChild(2))])),
      hasSubquery: subqueries(select).length > 0,
      columns: names(select).map(nameOf),
      conditions: limitsOf(select),
    })),
    outerColumns: names(null).map(nameOf),
    outputs: outputsOf(tree),
    locals: new Set([
      ...all(tree, ColumnAliasesContext).flatMap(identifiersOf),
      ...all(tree, LambdaContext).flatMap(identifiersOf),
    ]),
    named: new Map(all(tree, NamedQueryContext).map((query) => [textOf(query.getChild(0)), outputsOf(query)])),
  };
}

/** Returns the names that SELECTs give to their columns, and those in parentheses after a name of the WITH clause. */
function outputsOf(node: Node): Set<string> {
  const listed = node instanceof NamedQueryContext ? childrenOf(node).flatMap((child) => aliasesOf(child)) : [];
  return new Set([...all(node, SelectItemContext).map((item) => nameOf(item).split(".").at(-1) ?? ""), ...listed]);
}

const aliasesOf = (node: Node) => (node instanceof ColumnAliasesContext ? identifiersOf(node) : []);

/** Returns a function that returns the nodes of one SELECT, or those outside every SELECT. */
function bySelect<T extends Node>(nodes: readonly T[]): (select: Node | null) => readonly T[] {
  const grouped = new Map<Node | null, T[]>();
  for (const node of nodes) {
    const select = selectOf(node);
    const group = grouped.get(select);
    if (group) group.push(node);
    else grouped.set(select, [node]);
  }
  return (select) => grouped.get(select) ?? [];
}

/** Returns the SELECT that contains a node, or null. */
function selectOf(node: Node): Node | null {
  let above = node.parent;
  while (above && !(above instanceof QuerySpecificationContext)) above = above.parent;
  return above;
}

/** Returns the last name below a node: the whole path of a column, or the alias of a select item. */
function nameOf(node: Node): string {
  const last = node instanceof SelectItemContext ? (childrenOf(node).at(-1) ?? node) : node;
  return textOf(last);
}

/** Returns the name of a relation's rows. */
function aliasOf(node: Node): string | undefined {
  let above: Node | null = node;
  while (above && !(above instanceof AliasedRelationContext)) above = above.parent;
  const parts = above ? childrenOf(above).slice(1) : [];
  const alias = parts.find((part) => !/^as$/i.test(textOf(part)));
  return alias && textOf(alias);
}

/** Returns the names among a node's own children: the names in `(a, b)` and `(a, b) -> …`. */
function identifiersOf(node: Node): string[] {
  return childrenOf(node)
    .map(textOf)
    .filter((text) => /^[a-z_]\w*$/i.test(text));
}

/** Returns the conditions on the rows of a SELECT: its own, and those of the SELECT that reads it in its FROM. */
function limitsOf(select: Node): string[] {
  const own = childrenOf(select)
    .filter((child) => child instanceof WhereClauseContext)
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
