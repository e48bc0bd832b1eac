import { type Policy, deployPolicies } from "../../../../../cli/policy/deploy/deploy-policy";
import { readPolicy } from "../../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../../aws-semantics/iam/evaluate";
import { localLogSources } from "../../../../../local-aws/log-sources";
import { account, arn, partition } from "../../../../../sample-data/values";
import { readStack, type Stack } from "../../../../../terraform-types/synthesized/stack";
import { type Change, organization } from "../../../../support/organization";
import recorded from "./requests-of-terraform.json";

/**
 * The write requests that Terraform sent when it deployed and destroyed every root on the local AWS, by root and action.
 * `{3}` is the account with this digit. `unknown`: the local AWS and AWS evaluate different resources, so only the action counts.
 */
const requests: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = recorded;

/** The organization of the recording. */
const members = [
  { name: "payments", id: account(3) },
  { name: "website", id: account(4) },
];
const logSources = localLogSources({ members, loggedBucket: `customer-documents-${account(3)}` });
const { stacks } = organization("config/example.yaml", {
  accounts: { outside: [{ name: "acquired-shop", id: account(8) }] },
  archive: {
    readerRoleArns: [arn("iam", "", account(3), "role/auditor")],
    lock: { bypassRoleArns: [arn("iam", "", account(2), "role/break-glass")] },
    configArchive: { lockedCopy: { enabled: true } },
  },
  logSources,
} as unknown as Change);
const outputs = [...stacks].map(([name, { json }]): Stack => readStack(name, json));

/** Returns the roots in the account of a root. The same role deploys the aggregator. */
const rootsWith = (name: string): Stack[] => {
  const id = outputs.find((stack) => stack.name === name)?.accountId;
  return outputs.filter(({ accountId }) => accountId === id);
};

/** Returns the actions of a root that its policies do not allow. */
function deniedOf(name: string, policies: readonly Policy[]): string[] {
  const id = rootsWith(name)[0]?.accountId ?? "";
  const identity = policies.map((policy, i) => readPolicy(`policy ${i}`, "identity", JSON.stringify(policy)));
  const named = new Set(policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)));
  const delegated = { Effect: "Allow", Principal: { AWS: arn("iam", "", id, "root") }, Action: "kms:*", Resource: "*" };
  const key = readPolicy("key", "resource", JSON.stringify({ Version: "2012-10-17", Statement: delegated }));
  const caller = { kind: "role", arn: arn("iam", "", id, "role/deploy"), account: id } as const;
  return Object.entries(requests[name] ?? {}).flatMap(([action, resources]) =>
    resources
      .filter((one) => {
        if (one === "unknown") return !named.has(action);
        const place = one.replaceAll(/\{(\d)\}/g, (_, digit: string) => account(Number(digit)));
        const resource = place === "*" ? place : `arn:${partition}:${place}`;
        const policiesOf = { identity, ...(action.startsWith("kms:") && { resource: key }) };
        return evaluate(policiesOf, { caller, action, resource, resourceAccount: id, context: {} }).effect !== "allow";
      })
      .map((one) => `${action} on ${one}`),
  );
}

const roots = Object.keys(requests);

test("the recorded requests contain every kind of root, and hundreds of resources", () => {
  expect(roots.toSorted()).toEqual([
    "log-archive",
    "management",
    "member-payments",
    "member-website",
    "outside-acquired-shop",
  ]);
  expect(Object.values(requests).flatMap((one) => Object.values(one).flat()).length).toBeGreaterThan(300);
});

test.each(roots)("the policies of %s allow its deployment and its destruction", (name) => {
  expect(deniedOf(name, deployPolicies(rootsWith(name)))).toEqual([]);
});

test("a request of a root is denied if any one write statement is missing", () => {
  // The local AWS does not evaluate these statements
  const unevaluated = /^(PassTo|CreateServiceLinkedRoles)/;
  const neededBy = new Map<string, boolean>();
  for (const name of roots) {
    const policies = deployPolicies(rootsWith(name));
    for (const Sid of policies.flatMap(({ Statement }) => Statement.map((one) => one.Sid))) {
      if (Sid.startsWith("Read") || unevaluated.test(Sid)) continue;
      const without = policies.map(({ Version, Statement }) => ({
        Version,
        Statement: Statement.filter((one) => one.Sid !== Sid),
      }));
      neededBy.set(Sid, neededBy.get(Sid) === true || deniedOf(name, without).length > 0);
    }
  }

  expect(neededBy.size).toBeGreaterThan(20);
  expect([...neededBy].filter(([, isNeeded]) => !isNeeded).map(([Sid]) => Sid)).toEqual([]);
});
