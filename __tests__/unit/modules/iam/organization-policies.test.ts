import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { OrganizationPolicies, type OrganizationPoliciesProps } from "../../../../modules/iam/organization-policies";
import { synth } from "../../../support/synth";

const made = (props: Partial<OrganizationPoliciesProps> = {}) =>
  synth((scope) => {
    new OrganizationPolicies(scope, "Policies", {
      kind: "SERVICE_CONTROL_POLICY",
      name: "acme-logging",
      description: "Keeps members from it",
      statements: [{ Sid: "One" }],
      targetIds: [],
      otherPolicies: 1,
      dependsOn: [],
      ...props,
    });
  });

test("OrganizationPolicies creates a policy of its type with all statements", () => {
  expect(made().one(OrganizationsPolicy)).toMatchObject({
    name: "acme-logging-1",
    description: "Keeps members from it",
    type: "SERVICE_CONTROL_POLICY",
    content: '{"Version":"2012-10-17","Statement":[{"Sid":"One"}]}',
  });
});

test("a policy without targets is not attached", () => {
  expect(made().all(OrganizationsPolicyAttachment)).toEqual([]);
});

test("every policy is attached to every target", () => {
  const large = [1, 2].map((i) => ({ Sid: `S${i}`, text: "x".repeat(9_000) }));

  const attached = made({ statements: large, targetIds: ["r-a1b2", "ou-a1b2-c3d4e5f6"] }).all(
    OrganizationsPolicyAttachment,
  );

  expect(attached.map(({ target_id: target }) => target).toSorted()).toEqual([
    "ou-a1b2-c3d4e5f6",
    "ou-a1b2-c3d4e5f6",
    "r-a1b2",
    "r-a1b2",
  ]);
  expect(new Set(attached.map(({ policy_id: policy }) => policy)).size).toBe(2);
});
