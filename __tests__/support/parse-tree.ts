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
  const found: T[] = [];
  addAll(node, kind, found);
  return found;
}

/** One list for the whole tree: a list for each of its nodes takes long. */
function addAll<T extends Node>(node: Node, kind: Kind<T>, found: T[]): void {
  if (node instanceof kind) found.push(node);
  const count = node.getChildCount();
  for (let i = 0; i < count; i++) {
    const child = node.getChild(i);
    if (child !== null) addAll(child, kind, found);
  }
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
