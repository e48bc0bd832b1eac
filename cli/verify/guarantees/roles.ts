import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import { matches } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { policyFacts } from "../policy-facts";
import { applyAgain } from "./fixes";
import type { ManagedType } from "../../../terraform-types/terraform-types";

const absent = "NoSuchEntityException";
const iam = (deployed: DeployedRegion) => deployed.client(IAMClient);

async function roleOf(RoleName: string, deployed: DeployedRegion) {
  return (await unlessAbsent(iam(deployed).send(new GetRoleCommand({ RoleName })), absent))?.Role;
}

/** Decodes a policy document, which IAM returns URL-encoded. */
const decodeDocument = (document: string | undefined): string | undefined =>
  document === undefined ? undefined : decodeURIComponent(document);

/** Guarantees of roles and policies. */
export const roleGuarantees: readonly Guarantee[] = [
  {
    id: "role-trust",
    promise: "Every role exists, and has exactly the statements of its synthesized trust policy.",
    fix: `${applyAgain}: docs/runbooks/trust-or-limits-changed.md`,
    types: ["aws_iam_role"],
    reads: ["iam:GetRole"],
    async find({ name, assume_role_policy: expected }, deployed) {
      const role = await roleOf(name, deployed);
      if (role === undefined) return [`role ${name} does not exist`];
      return policyFacts(`role ${name}`, expected, decodeDocument(role.AssumeRolePolicyDocument), "trust policy");
    },
  },
  {
    id: "role-boundary",
    promise: "No role has an unexpected permissions boundary, which could prevent deliveries.",
    fix: `remove the boundary: ${applyAgain}`,
    types: ["aws_iam_role"],
    reads: ["iam:GetRole"],
    async find({ name, permissions_boundary: expected }, deployed) {
      const boundary = (await roleOf(name, deployed))?.PermissionsBoundary?.PermissionsBoundaryArn;
      return matches(expected, boundary) ? [] : [`role ${name} has the permissions boundary ${boundary}`];
    },
  },
  {
    id: "role-policy",
    promise: "Every inline policy of a role has exactly its synthesized statements.",
    fix: applyAgain,
    types: ["aws_iam_role_policy"],
    reads: ["iam:GetRolePolicy"],
    async find({ role: RoleName, name: PolicyName, policy }, deployed) {
      const found = await unlessAbsent(iam(deployed).send(new GetRolePolicyCommand({ RoleName, PolicyName })), absent);
      return policyFacts(`role ${RoleName}`, policy, decodeDocument(found?.PolicyDocument), `policy ${PolicyName}`);
    },
  },
  {
    id: "role-grants",
    promise: "Every role has exactly its synthesized inline and attached policies.",
    fix: `${applyAgain}: docs/runbooks/iam-policy-changes.md`,
    types: ["aws_iam_role"],
    reads: ["iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
    async find({ name: RoleName }, deployed) {
      const client = iam(deployed);
      const ofRole = (type: ManagedType) => deployed.all(type).filter(({ role }) => role === RoleName);
      const inline = everyItem(paginateListRolePolicies({ client }, { RoleName }), ({ PolicyNames }) => PolicyNames);
      const pages = paginateListAttachedRolePolicies({ client }, { RoleName });
      const attached = everyItem(pages, ({ AttachedPolicies }) => AttachedPolicies);
      const names = (await unlessAbsent(inline, absent)) ?? [];
      const arns = ((await unlessAbsent(attached, absent)) ?? []).map(({ PolicyArn = "" }) => PolicyArn);
      // The guarantee role-policy reports a missing inline policy
      const wanted = ofRole("aws_iam_role_policy").map(({ name }) => String(name));
      const wantedArns = ofRole("aws_iam_role_policy_attachment").map(({ policy_arn: arn }) => String(arn));
      return [
        ...names
          .filter((name) => !wanted.includes(name))
          .map((name) => `role ${RoleName} has the unexpected inline policy ${name}`),
        ...arns
          .filter((arn) => !wantedArns.some((one) => matches(one, arn)))
          .map((arn) => `an unexpected policy is attached to role ${RoleName}: ${arn}`),
        ...wantedArns
          .filter((one) => !arns.some((arn) => matches(one, arn)))
          .map((arn) => `policy ${arn} is not attached to role ${RoleName}`),
      ];
    },
  },
  {
    id: "managed-policy",
    promise: "Every managed policy has exactly its synthesized statements.",
    fix: applyAgain,
    types: ["aws_iam_policy"],
    reads: ["iam:GetPolicy", "iam:GetPolicyVersion"],
    async find({ name, policy }, deployed) {
      const PolicyArn = `arn:${deployed.config.partition}:iam::${deployed.account.id}:policy/${name}`;
      const found = (await unlessAbsent(iam(deployed).send(new GetPolicyCommand({ PolicyArn })), absent))?.Policy;
      if (found === undefined) return [`policy ${name} does not exist`];
      const command = new GetPolicyVersionCommand({ PolicyArn, VersionId: found.DefaultVersionId });
      const { PolicyVersion } = await iam(deployed).send(command);
      return policyFacts(`policy ${name}`, policy, decodeDocument(PolicyVersion?.Document), "document");
    },
  },
];
