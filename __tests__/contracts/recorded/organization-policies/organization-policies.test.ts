import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { arn } from "../../../../sample-data/values";
import { management, member, requests, syntax } from "./resource-controls";

const documentOf = (Statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement });

test.each(syntax.rows)("a resource control policy with $what is accepted: $accepted", ({ statement, accepted }) => {
  const read = () => readPolicy("owned", "resource control", documentOf(statement));

  if (accepted) expect(read).not.toThrow();
  else expect(read).toThrow("a resource control policy ");
});

test.each(requests.rows)("a request with $what is denied: $denied", ({ action, caller, owner, resource, denied }) => {
  const accounts = { management, member };
  const everybody = { AWS: "*" };
  const Action = ["sqs:*", "kms:*", "sts:AssumeRole"];
  const denial = documentOf({ Effect: "Deny", Principal: "*", Action, Resource: "*" });
  const organization = {
    organizationId: "o-exampleorgid",
    managementAccount: management,
    serviceControl: [],
    resourceControl: [[readPolicy("denial", "resource control", denial)]],
  };
  const resourcePolicy = documentOf({ Effect: "Allow", Principal: everybody, Action: "*", Resource: "*" });
  const identityPolicy = documentOf({ Effect: "Allow", Action: "*", Resource: "*" });

  const decision = evaluate(
    {
      organization,
      resource: readPolicy("resource", "resource", resourcePolicy),
      identity: [readPolicy("administrator", "identity", identityPolicy)],
    },
    {
      caller: {
        kind: "role",
        arn: arn("iam", "", accounts[caller], "role/OWNED_RESOURCE"),
        account: accounts[caller],
        organization: organization.organizationId,
      },
      action,
      resource,
      resourceAccount: accounts[owner],
      context: {},
    },
  );

  expect(decision.effect).toBe(denied ? "explicit deny" : "allow");
});
