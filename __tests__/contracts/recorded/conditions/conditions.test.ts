import type { Statement } from "../../../../aws-semantics/iam/document";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { account, arn } from "../../../../sample-data/values";
import { addressFacts, addressPageFacts, refusedBlocks } from "./addresses";
import type { ConditionFact } from "./condition-fact";
import { setFacts } from "./sets";
import { stringFacts } from "./strings";
import { valueFacts } from "./values";
import { type VariableFact, setVariableFacts, stringVariableFacts } from "./variables";

type Context = Readonly<Record<string, string | readonly string[]>>;

const request = { Action: "iam:TagUser", Resource: "*" };

/** AWS evaluated each condition twice: in a statement that allows, and in a statement that denies. */
function answers(Condition: NonNullable<Statement["Condition"]>, context: Context) {
  const permission = { Effect: "Allow", ...request, Condition };
  const prohibition = [
    { Effect: "Allow", ...request },
    { Effect: "Deny", ...request, Condition },
  ];
  return [permission, prohibition].map((Statement) => {
    const policy = readPolicy("session", "identity", JSON.stringify({ Version: "2012-10-17", Statement }));
    return evaluate({ identity: [policy] }, tagUser(context)).effect;
  });
}

const tagUser = (context: Context) => ({
  caller: { kind: "role", arn: arn("iam", "", account(1), "role/tagger"), account: account(1) } as const,
  action: "iam:TagUser",
  resource: arn("iam", "", account(1), "user/target"),
  resourceAccount: account(1),
  context,
});

const answersWhen = (held: boolean) => (held ? ["allow", "explicit deny"] : ["implicit deny", "allow"]);

const named = ({ operator, wanted, got, held }: ConditionFact) =>
  [
    `${operator} ${JSON.stringify(wanted)} and ${JSON.stringify(got) ?? "no value"}: ${held}`,
    operator,
    wanted,
    got,
    held,
  ] as const;

describe.each(
  [setFacts, valueFacts, addressFacts, addressPageFacts, stringFacts].map(
    ({ source, rows }) => [source.file, rows] as const,
  ),
)("%s", (_file, rows) => {
  test.each(rows.map(named))("%s", (_name, operator, wanted, got, held) => {
    const key = Array.isArray(got) ? "aws:TagKeys" : "aws:RequestTag/value";

    expect(answers({ [operator]: { [key]: wanted } }, got === undefined ? {} : { [key]: got })).toEqual(
      answersWhen(held),
    );
  });
});

describe("an address block that IAM refuses", () => {
  test.each(refusedBlocks.rows)("%s cannot be evaluated", (block) => {
    expect(() => answers({ IpAddress: { "aws:SourceIp": block } }, { "aws:SourceIp": "2001:db8::1" })).toThrow(block);
  });
});

describe.each([setVariableFacts, stringVariableFacts].map(({ source, rows }) => [source.file, rows] as const))(
  "variables of %s",
  (_file, rows) => {
    test.each(rows)(
      "$operator $wanted with the tags $tags: $held",
      ({ operator, wanted, tags, held }: VariableFact) => {
        const keys = Object.entries(tags).map(([name, value]) => [`aws:RequestTag/${name}`, value]);
        const context = { ...Object.fromEntries(keys), "aws:TagKeys": Object.keys(tags) };

        expect(answers({ [operator]: { "aws:RequestTag/team": wanted } }, context)).toEqual(answersWhen(held));
      },
    );
  },
);
