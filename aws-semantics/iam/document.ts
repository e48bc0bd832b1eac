/** A value of the policy grammar: one string, or a list. */
type OneOrMore = string | readonly string[];

/** Principal element of a statement: everybody, or principals by their type. */
export type PrincipalElement = "*" | Readonly<Partial<Record<"AWS" | "Service", OneOrMore>>>;

/** One statement of a policy, with IAM's own field names. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

/** A policy, with its name for explanations. */
export interface Policy {
  readonly name: string;
  readonly kind: "resource" | "identity" | "service control" | "resource control";
  readonly statements: readonly Statement[];
}

/** The values of an element, which is one value or a list. */
export const listOf = (value: OneOrMore | undefined): readonly string[] =>
  typeof value === "string" ? [value] : (value ?? []);

/** Name of a statement in explanations. */
export const nameOf = ({ Sid }: Statement, i: number): string => Sid ?? `statement ${i + 1}`;
