import {
  DescribePolicyCommand,
  OrganizationsClient,
  type PolicySummary,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import { everyItem } from "../../aws-reader/answers";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { policyFacts } from "../policy-facts";
import { applyAgain } from "./fixes";

/** Finds the policy of the organization with the name and type of a synthesized policy. */
async function policyOf({ name, type }: Attributes, deployed: DeployedRegion): Promise<PolicySummary | undefined> {
  const client = deployed.client(OrganizationsClient);
  const pages = paginateListPolicies({ client }, { Filter: type });
  return (await everyItem(pages, ({ Policies }) => Policies)).find(({ Name }) => Name === name);
}

/** Guarantees of the policies of the organization. */
export const guardrailGuarantees: readonly Guarantee[] = [
  {
    id: "guardrail-policy",
    promise: "Every guardrail exists, and has exactly its synthesized statements.",
    fix: `${applyAgain}: docs/guardrails.md`,
    types: ["aws_organizations_policy"],
    reads: ["organizations:DescribePolicy", "organizations:ListPolicies"],
    async find(expected, deployed) {
      const PolicyId = (await policyOf(expected, deployed))?.Id;
      if (PolicyId === undefined) return [`guardrail ${expected.name} does not exist`];
      const { Policy } = await deployed.client(OrganizationsClient).send(new DescribePolicyCommand({ PolicyId }));
      return policyFacts(`guardrail ${expected.name}`, expected.content, Policy?.Content);
    },
  },
  {
    id: "guardrail-attached",
    promise: "Every guardrail is attached to each of its synthesized targets.",
    fix: `${applyAgain}: docs/guardrails.md`,
    types: ["aws_organizations_policy_attachment"],
    reads: ["organizations:ListPolicies", "organizations:ListTargetsForPolicy"],
    async find({ policy_id: name, target_id: targetId }, deployed) {
      // AWS chooses the id of a policy, so a reference to the id is resolved to the name
      const expected = deployed.all("aws_organizations_policy").find((policy) => policy.name === name);
      if (expected === undefined) throw new Error(`the output has no policy of the organization with the name ${name}`);
      const PolicyId = (await policyOf(expected, deployed))?.Id;
      // The guarantee guardrail-policy reports a missing policy
      if (PolicyId === undefined) return [];
      const pages = paginateListTargetsForPolicy({ client: deployed.client(OrganizationsClient) }, { PolicyId });
      const targets = await everyItem(pages, (page) => page.Targets);
      return targets.some(({ TargetId }) => TargetId === targetId)
        ? []
        : [`guardrail ${name} is not attached to ${targetId}`];
    },
  },
];
