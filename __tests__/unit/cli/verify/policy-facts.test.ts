import { account, arn } from "../../../../sample-data/values";
import { policyFacts } from "../../../../cli/verify/policy-facts";

const root = arn("iam", "", account(1), "root");
const allow = { Sid: "Allow", Effect: "Allow", Principal: { AWS: root }, Action: "s3:GetObject", Resource: "*" };
const deny = {
  Sid: "Deny",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:PutObject", "s3:DeleteObject"],
  Resource: ["a", "b"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const facts = (actual: string | undefined) => policyFacts("bucket b", policy(allow, deny), actual);

test("a policy is equal to the same policy in the format that AWS returns", () => {
  const returned = policy(
    { ...deny, Principal: { AWS: "*" }, Action: ["s3:DeleteObject", "s3:PutObject"], Resource: ["b", "a"] },
    { ...allow, Principal: { AWS: [account(1)] }, Action: ["s3:GetObject"] },
  );

  expect(facts(policy(allow, deny))).toEqual([]);
  expect(facts(returned)).toEqual([]);
});

test.each([
  ["a missing policy", undefined, ["bucket b has no policy"]],
  ["a removed statement", policy(allow), ["policy of bucket b has no statement Deny"]],
  [
    "an added statement",
    policy(allow, deny, { ...allow, Sid: "More" }),
    ["policy of bucket b has an unexpected statement: More"],
  ],
  [
    "an added statement with an existing Sid",
    policy(allow, deny, { ...allow, Principal: "*" }),
    ["policy of bucket b has an unexpected statement: Allow"],
  ],
  [
    "a changed principal",
    policy({ ...allow, Principal: { AWS: account(2) } }, deny),
    ["policy of bucket b: statement Allow has a different Principal"],
  ],
  [
    "a removed condition and a removed action",
    policy(allow, { ...deny, Action: "s3:PutObject", Condition: undefined }),
    ["policy of bucket b: statement Deny has a different Action and Condition"],
  ],
  [
    "an older policy version, in which variables are literal",
    JSON.stringify({ Version: "2008-10-17", Statement: [allow, deny] }),
    ["policy of bucket b: version is 2008-10-17"],
  ],
])("%s is found", (_, actual, expected) => {
  expect(facts(actual)).toEqual(expected);
});

test("a statement without a Sid is printed", () => {
  const { Sid, ...nameless } = allow;

  expect(Sid).toBe("Allow");
  expect(facts(policy(allow, deny, { ...nameless, Effect: "Deny" }))).toEqual([
    expect.stringMatching(/unexpected statement: \{"Effect":"Deny"/),
  ]);
});
