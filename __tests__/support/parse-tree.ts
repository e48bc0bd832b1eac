import { BooleanExpressionContext } from "dt-sql-parser/dist/lib/trino/TrinoSqlParser";

/** What the grammar made of a part of a text, and all it is made of. */
export interface Node {
  readonly parent: Node | null;
  getChildCount(): number;
  getChild(index: number): Node | null;
  getText(): string;
}

type Kind<T> = new (...args: never[]) => T;

/** A node and all below it that are of a kind. */
export function all<T extends Node>(node: Node, kind: Kind<T>): T[] {
  const below = childrenOf(node).flatMap((child) => all(child, kind));
  return node instanceof kind ? [node, ...below] : below;
}

export function childrenOf(node: Node): Node[] {
  return Array.from({ length: node.getChildCount() }, (_, i) => node.getChild(i)).filter((child) => child !== null);
}

/** A node without those above it that hold nothing else. */
export function innermost(node: Node | null): Node {
  let below = node as Node;
  while (!(below instanceof BooleanExpressionContext) && below.getChildCount() === 1) {
    below = below.getChild(0) as Node;
  }
  return below;
}

/** What a node was read from, without spaces. */
export const textOf = (node: Node | null) => node?.getText() ?? "";
