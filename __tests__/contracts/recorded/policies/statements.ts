import type { Statement } from "../../../../aws-semantics/iam/document";
import type { Decision } from "../../../../aws-semantics/iam/evaluate";
import { account, arn } from "../../../../sample-data/values";
import { type FactTable, stackd } from "../fact-table";

/** A decision of AWS about a resource, with its whole policies. */
export interface StatementFact {
  readonly what: string;
  readonly statements: readonly Statement[];
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly effect: Decision["effect"];
}

const bucket = (rest: string) => arn("s3", "", "", `stackd-policy-parity${rest}`);
const get = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;
const deny = { ...get, Effect: "Deny" } as const;
const on = (resource: string, what: string, statements: readonly Statement[], effect: Decision["effect"]) => ({
  what,
  statements,
  resource,
  effect,
});

const folder = [{ ...get, Resource: bucket("/folder/*/object") }];
const beginning = [{ ...get, Resource: bucket("*") }];
const mixed = [
  { ...get, Resource: bucket("/allowed") },
  { ...deny, Resource: bucket("/blocked") },
];
const tags = [{ ...get, Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["owner", "team"] } } }];
const object = bucket("/object");

export const decisions: FactTable<StatementFact> = {
  source: stackd("testdata/aws/iam/conditions.json"),
  rows: [
    on(object, "explicit_deny_precedence", [get, deny], "explicit deny"),
    on(
      object,
      "string_not_equals_absent_key",
      [{ ...get, Condition: { StringNotEquals: { "aws:PrincipalTag/team": "blocked" } } }],
      "allow",
    ),
    on(object, "for_all_values_absent_key", tags, "allow"),
    {
      ...on(object, "for_all_values_present_mixed_set", tags, "implicit deny"),
      context: { "aws:TagKeys": ["owner", "unexpected"] },
    },
    on(
      object,
      "negated_if_exists_absent_key",
      [get, { ...deny, Condition: { StringNotEqualsIfExists: { "aws:PrincipalTag/team": "trusted" } } }],
      "explicit deny",
    ),
    on(bucket("/folder/a:b/object"), "resource_wildcard_colon_and_slash", folder, "allow"),
    on(bucket("/folder/a/b/object"), "resource_wildcard_colon_and_slash", folder, "allow"),
    on(bucket("/folder/a/object/child"), "resource_wildcard_colon_and_slash", folder, "implicit deny"),
    on(bucket("/object"), "resource_trailing_wildcard_colon", beginning, "allow"),
    on(bucket(":suffix/object"), "resource_trailing_wildcard_colon", beginning, "allow"),
    on(bucket("-other/object"), "resource_trailing_wildcard_colon", beginning, "allow"),
    on(
      arn("s3", "", "", "stackd-policy-unmatched/object"),
      "resource_trailing_wildcard_colon",
      beginning,
      "implicit deny",
    ),
    on(bucket("/allowed"), "mixed_allow_explicit_and_implicit_deny", mixed, "allow"),
    on(bucket("/blocked"), "mixed_allow_explicit_and_implicit_deny", mixed, "explicit deny"),
    on(bucket("/unspecified"), "mixed_allow_explicit_and_implicit_deny", mixed, "implicit deny"),
  ],
};

/** Two letters beyond the first 65,536 characters. Each has two UTF-16 units. */
const capital = "\u{10400}";
const small = "\u{10428}";
const letters = (pattern: string, key: string, matches: boolean): StatementFact[] => {
  const [wanted, resource] = [bucket(`/${pattern}`), bucket(`/${key}`)];
  return [
    on(resource, `Resource ${pattern}`, [{ ...get, Resource: wanted }], matches ? "allow" : "implicit deny"),
    on(
      resource,
      `NotResource ${pattern}`,
      [{ Effect: "Allow", Action: "s3:GetObject", NotResource: wanted }],
      matches ? "implicit deny" : "allow",
    ),
  ];
};

export const resources: FactTable<StatementFact> = {
  source: stackd("testdata/aws/iam/condition_strings.json"),
  rows: [
    ...letters("?", capital, false),
    ...letters(`${capital}?`, `${capital}${small}`, false),
    ...letters("*?", capital, true),
  ],
};

/** An ordinary IAM caller has no `aws:SourceOwner`. The default policy of a topic is for services. */
const publish = (what: string, condition: NonNullable<Statement["Condition"]>, effect: Decision["effect"]) =>
  on(arn("sns", "us-east-1", account(1), "owned"), what, [get, { ...deny, Condition: condition }], effect);

export const callers: FactTable<StatementFact> = {
  source: stackd("testdata/aws/sns/policy_context.json"),
  rows: [
    publish("publish-owner-absent", { Null: { "AWS:SourceOwner": "true" } }, "explicit deny"),
    publish("publish-owner-actual", { StringEquals: { "AWS:SourceOwner": account(1) } }, "allow"),
    publish("publish-owner-wrong", { StringEquals: { "AWS:SourceOwner": account(9) } }, "allow"),
  ],
};
