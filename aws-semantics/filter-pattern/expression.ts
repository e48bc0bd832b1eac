import { type Reader } from "./reader";

/** Several expressions joined with AND or with OR. No operand is a junction of the same kind. */
export interface Junction<Leaf> {
  readonly kind: "and" | "or";
  readonly operands: readonly Expression<Leaf>[];
}

/** A condition, or several conditions with `&&`, `||` and parentheses. */
export type Expression<Leaf> = Leaf | Junction<Leaf>;

interface Node {
  readonly kind: string;
}

/** Maximum number of nested parentheses: more than a pattern of 1,024 characters can contain. */
const deepest = 512;

/**
 * Parses an expression. Parentheses have a higher precedence than `&&`, and `&&` has a higher precedence than `||`.
 *
 * @param depth number of open parentheses
 */
export function readExpression<Leaf extends Node>(reader: Reader, readLeaf: () => Leaf, depth = 0): Expression<Leaf> {
  const operand = () => readOperand(reader, readLeaf, depth);
  const conjunction = () => readJunction<Leaf>(reader, "and", operand);
  return readJunction<Leaf>(reader, "or", conjunction);
}

function readJunction<Leaf extends Node>(
  reader: Reader,
  kind: "and" | "or",
  readNext: () => Expression<Leaf>,
): Expression<Leaf> {
  const first = readNext();
  const operands = partsOf(kind, first);
  for (reader.skipSpace(); reader.take(operators[kind]); reader.skipSpace()) {
    operands.push(...partsOf(kind, readNext()));
  }
  return operands.length === 1 ? first : { kind, operands };
}

const operators = { and: "&&", or: "||" };

const partsOf = <Leaf extends Node>(kind: "and" | "or", expression: Expression<Leaf>): Expression<Leaf>[] =>
  isJunction<Leaf>(expression) && expression.kind === kind ? [...expression.operands] : [expression];

function readOperand<Leaf extends Node>(reader: Reader, readLeaf: () => Leaf, depth: number): Expression<Leaf> {
  reader.skipSpace();
  if (!reader.take("(")) return readLeaf();
  if (depth === deepest) reader.fail(`at most ${deepest} nested parentheses`, reader.position - 1);
  const inner = readExpression(reader, readLeaf, depth + 1);
  if (!reader.take(")")) reader.fail("`&&`, `||` or `)`");
  return inner;
}

/** Whether an expression is a junction. */
export const isJunction = <Leaf extends Node>(expression: Expression<Leaf>): expression is Junction<Leaf> =>
  expression.kind === "and" || expression.kind === "or";

/** The text of an expression, with only the necessary parentheses. {@link readExpression} parses it to the same expression. */
export function printExpression<Leaf extends Node>(
  expression: Expression<Leaf>,
  printLeaf: (leaf: Leaf) => string,
): string {
  if (!isJunction<Leaf>(expression)) return printLeaf(expression);
  const parts = expression.operands.map((operand) => {
    const text = printExpression(operand, printLeaf);
    return expression.kind === "and" && isJunction<Leaf>(operand) ? `(${text})` : text;
  });
  return parts.join(` ${operators[expression.kind]} `);
}

/** A test that is true when the expression is true. */
export function compileExpression<Leaf extends Node, Subject>(
  expression: Expression<Leaf>,
  compileLeaf: (leaf: Leaf) => (subject: Subject) => boolean,
): (subject: Subject) => boolean {
  if (!isJunction<Leaf>(expression)) return compileLeaf(expression);
  const tests = expression.operands.map((operand) => compileExpression(operand, compileLeaf));
  return joinTests(expression.kind, tests);
}

/** A test whether all or any of the tests are true. It uses loops, because array methods take several times as long. */
export function joinTests<Subject>(
  kind: "and" | "or",
  tests: readonly ((subject: Subject) => boolean)[],
): (subject: Subject) => boolean {
  // The first test with this result decides the result of all tests
  const decisive = kind === "or";
  return (subject) => {
    for (const test of tests) if (test(subject) === decisive) return decisive;
    return !decisive;
  };
}

/** Every condition of an expression, in the order of the text. */
export const leavesOf = <Leaf extends Node>(expression: Expression<Leaf>): readonly Leaf[] =>
  isJunction<Leaf>(expression) ? expression.operands.flatMap((operand) => leavesOf<Leaf>(operand)) : [expression];
