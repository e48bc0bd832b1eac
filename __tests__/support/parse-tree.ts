import { BooleanExpressionContext } from "dt-sql-parser/dist/lib/trino/TrinoSqlParser";

/** A node of the parse tree, with its children. */
export interface Node {
  readonly parent: Node | null;
  getChildCount(): number;
  getChild(index: number): Node | null;
  getText(): string;
}

type Kind<T> = new (...args: never[]) => T;

/** Returns the nodes of a kind in a tree, including its root. */
export function all<T extends Node>(node: Node, kind: Kind<T>): T[] {
  const below = childrenOf(node).flatMap((child) => all(child, kind));
  return node instanceof kind ? [node, ...below] : below;
}

export function childrenOf(node: Node): Node[] {
  return Array.from({ length: node.getChildCount() }, (_, i) => node.getChild(i)).filter((child) => child !== null);
}

/** Returns the node itself, or its first descendant that does not have exactly one child. */
export function innermost(node: Node | null): Node {
  let below = node as Node;
  while (!(below instanceof BooleanExpressionContext) && below.getChildCount() === 1) {
    below = below.getChild(0) as Node;
  }
  return below;
}

/** Returns the source of a node, without spaces. */
export const textOf = (node: Node | null) => node?.getText() ?? "";
