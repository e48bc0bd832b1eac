import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { account, arn } from "../../../../sample-data/values";
import { type StatementFact, callers, decisions, resources } from "./statements";

test.each([...decisions.rows, ...resources.rows, ...callers.rows])(
  "the decision about $what on $resource is $effect",
  ({ statements, resource, context = {}, effect }: StatementFact) => {
    const policy = readPolicy("owned", "identity", JSON.stringify({ Version: "2012-10-17", Statement: statements }));
    const caller = { kind: "role", arn: arn("iam", "", account(1), "role/owned"), account: account(1) } as const;
    const request = { caller, action: "s3:GetObject", resource, resourceAccount: account(1), context };

    expect(evaluate({ identity: [policy] }, request).effect).toBe(effect);
  },
);
