import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { arn } from "../../../../sample-data/values";
import * as keys from "./keys";
import * as queues from "./queues";
import * as roles from "./roles";
import { type ServiceFact, owner, region } from "./service-fact";
import { targetRole, targetRoles } from "./target-roles";
import * as topics from "./topics";

const tables = Object.entries({ ...topics, ...keys, ...queues, ...roles });

describe.each(tables.map(([name, { rows }]) => [name, rows] as const))("%s", (_name, rows) => {
  test.each(rows)("$what is allowed: $allowed", ({ service, action, sends, statements, allowed }: ServiceFact) => {
    const resource = action.startsWith("kms:") ? arn("kms", region, owner, "key/owned") : "owned";
    const policy = readPolicy("owned", "resource", JSON.stringify({ Version: "2012-10-17", Statement: statements }));
    const caller = { kind: "service", service } as const;
    const request = { caller, action, resource, resourceAccount: owner, context: sends };

    expect(evaluate({ resource: policy, identity: [] }, request).effect).toBe(allowed ? "allow" : "implicit deny");
  });
});

test.each(targetRoles.rows)(
  "EventBridge delivers with the role of a target as recorded: $what",
  ({ condition, met }) => {
    const statement = { Effect: "Allow", Principal: { AWS: targetRole }, Action: "sqs:SendMessage", Resource: "*" };
    const policy = { Version: "2012-10-17", Statement: { ...statement, Condition: condition } };
    const caller = { kind: "role", arn: targetRole, account: owner } as const;
    const request = { caller, action: "sqs:SendMessage", resource: "owned", resourceAccount: owner, context: {} };
    const resource = readPolicy("owned", "resource", JSON.stringify(policy));

    expect(evaluate({ resource, identity: [] }, request).effect).toBe(met ? "allow" : "implicit deny");
  },
);
