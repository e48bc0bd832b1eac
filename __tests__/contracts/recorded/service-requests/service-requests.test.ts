import { readPolicy } from "../../../../tools/iam-evaluator/document";
import { evaluate } from "../../../../tools/iam-evaluator/evaluate";
import { arn } from "../../../support/values";
import * as keys from "./keys";
import * as queues from "./queues";
import * as roles from "./roles";
import { type ServiceFact, owner, region } from "./service-fact";
import * as topics from "./topics";

const tables = Object.entries({ ...topics, ...keys, ...queues, ...roles });

describe.each(tables.map(([name, { rows }]) => [name, rows] as const))("%s", (_name, rows) => {
  test.each(rows)("$what: $allowed", ({ service, action, sends, statements, allowed }: ServiceFact) => {
    const resource = action.startsWith("kms:") ? arn("kms", region, owner, "key/owned") : "owned";
    const policy = readPolicy("owned", "resource", JSON.stringify({ Version: "2012-10-17", Statement: statements }));
    const caller = { kind: "service", service } as const;
    const request = { caller, action, resource, resourceAccount: owner, context: sends };

    expect(evaluate({ resource: policy, identity: [] }, request).effect).toBe(allowed ? "allow" : "implicit deny");
  });
});
