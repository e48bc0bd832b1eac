import {
  AttachRolePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { administratorAccess } from "../../../../local-aws/organization";
import { arn } from "../../../../sample-data/values";
import { changedPolicy, type FaultyAccount, type PutFault } from "./faulty-account";

const recorder = { RoleName: "acme-config-recorder" };
const delivery = { ...recorder, PolicyName: "deliver-to-archive" };

/** Returns a fault of the trust policy of a role. */
const trustFault =
  (RoleName: string, change: (trust: string | undefined) => string): PutFault =>
  async (account) => {
    const iam = account.client(IAMClient);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const before = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
    const put = (PolicyDocument: string) => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    await put(change(before));
    return () => put(before);
  };

const policyFault =
  (put: (iam: IAMClient, document: string) => Promise<unknown>): PutFault =>
  async (account) => {
    const iam = account.client(IAMClient);
    const { PolicyDocument: encoded } = await iam.send(new GetRolePolicyCommand(delivery));
    const PolicyDocument = decodeURIComponent(encoded ?? "");
    await put(iam, PolicyDocument);
    return () => iam.send(new PutRolePolicyCommand({ ...delivery, PolicyDocument }));
  };

const policyArn = ({ id }: FaultyAccount) => arn("iam", "", id, "policy/acme-require-session-document");
const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** Faults of roles and policies. */
export const roleFaults: Readonly<Record<string, PutFault>> = {
  "a statement that allows everybody to assume a role is added to its trust policy": trustFault(
    "acme-config-recorder",
    (trust) =>
      changedPolicy(trust, (statements) => [
        ...statements,
        { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
      ]),
  ),
  "the role of an account no longer trusts the management account": trustFault(
    "OrganizationAccountAccessRole",
    (trust) =>
      changedPolicy(trust, (statements) =>
        statements.map((one) => ({ ...one, Principal: { Service: "ec2.amazonaws.com" } })),
      ),
  ),
  "an inline policy of a role is deleted": policyFault((iam) => iam.send(new DeleteRolePolicyCommand(delivery))),
  "an inline policy of a role is changed": policyFault((iam, document) =>
    iam.send(new PutRolePolicyCommand({ ...delivery, PolicyDocument: changedPolicy(document, (all) => all.slice(1)) })),
  ),
  "an inline policy is added to a role": async (account) => {
    const iam = account.client(IAMClient);
    const policy = { ...recorder, PolicyName: "more" };
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: everything }));
    return () => iam.send(new DeleteRolePolicyCommand(policy));
  },
  "a managed policy is attached to a role": async (account) => {
    const iam = account.client(IAMClient);
    const attachment = { ...recorder, PolicyArn: administratorAccess };
    await iam.send(new AttachRolePolicyCommand(attachment));
    return () => iam.send(new DetachRolePolicyCommand(attachment));
  },
  "a role has a permissions boundary": async (account) => {
    const iam = account.client(IAMClient);
    const PermissionsBoundary = policyArn(account);
    await iam.send(new PutRolePermissionsBoundaryCommand({ ...recorder, PermissionsBoundary }));
    return () => iam.send(new DeleteRolePermissionsBoundaryCommand(recorder));
  },
  "a managed policy has a new default version": async (account) => {
    const iam = account.client(IAMClient);
    const PolicyArn = policyArn(account);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    const before = decodeURIComponent(PolicyVersion?.Document ?? "");
    const PolicyDocument = changedPolicy(before, (statements) =>
      statements.map((one) => ({ ...one, Effect: "Allow" })),
    );
    const created = await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    return async () => {
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: before, SetAsDefault: true }));
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: created.PolicyVersion?.VersionId }));
    };
  },
};
