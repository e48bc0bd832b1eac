import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import {
  CreateAccountCommand,
  DescribeOrganizationCommand,
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { type BucketLocationConstraint, CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { Credentials } from "../shared/aws-client";
import { clientConfig, rootUserCredentials, s3Config } from "./clients";
import type { EmulatorAddress } from "./emulator/emulator";

/** An organization in the emulator. */
export interface LocalOrganization {
  readonly id: string;
  readonly management: string;
  readonly logArchive: string;
  readonly members: readonly { readonly name: string; readonly id: string }[];

  /** External accounts, which allow the management account to deploy to them. */
  readonly outside: readonly { readonly name: string; readonly id: string }[];

  /** Bucket of the first member account that the deployment does not create. */
  readonly loggedBucket: string;

  /** Credentials of a user of the management account with all permissions, who can assume the access role of every account. */
  readonly administrator: Credentials;

  /** Role in the first member account that is allowed to read the archives. */
  readonly auditorRoleArn: string;

  /** Role in the log-archive account that is allowed to bypass a governance lock. */
  readonly breakGlassRoleArn: string;
}

/** Services with trusted access: for the organization trail, and for the aggregator of AWS Config. */
const trustedServices = ["cloudtrail.amazonaws.com", "config.amazonaws.com"];

const managementAccount = "1".repeat(12);

/** An account that the organization did not create. It trusts the management account. */
const externalAccount = { name: "acquired-shop", id: "8".repeat(12) };

/** Creates an organization with a management, a log-archive and member accounts. */
export async function createOrganization(
  address: EmulatorAddress,
  region: string,
  memberNames: readonly string[],
): Promise<LocalOrganization> {
  const config = clientConfig(address, region, rootUserCredentials(managementAccount));
  const organizations = new OrganizationsClient(config);
  const { Organization } = await organizations.send(new DescribeOrganizationCommand());

  const create = async (name: string): Promise<string> => {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    return CreateAccountStatus?.AccountId ?? "";
  };
  const logArchive = await create("log-archive");
  const members = [];
  for (const name of memberNames) members.push({ name, id: await create(name) });

  for (const ServicePrincipal of trustedServices) {
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }

  const role = (account: string, name: string) => createRole(address, account, name);
  await role(externalAccount.id, "OrganizationAccountAccessRole");
  const payments = members[0]?.id ?? "";
  return {
    id: Organization?.Id ?? "",
    management: managementAccount,
    logArchive,
    members,
    outside: [externalAccount],
    loggedBucket: await createBucket(address, region, payments),
    administrator: await createAdministrator(new IAMClient(config)),
    auditorRoleArn: await role(payments, "auditor"),
    breakGlassRoleArn: await role(logArchive, "break-glass"),
  };
}

/** Creates a bucket that a team owns. It exists before the deployment. */
async function createBucket(address: EmulatorAddress, region: string, account: string): Promise<string> {
  const s3 = new S3Client(s3Config(address, region, rootUserCredentials(account)));
  const Bucket = `customer-documents-${account}`;
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
    }),
  );
  return Bucket;
}

/** Creates a user for all requests, because the emulator evaluates no policies for the root user. */
async function createAdministrator(iam: IAMClient): Promise<Credentials> {
  const UserName = "administrator";
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: administratorAccess }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

/** Creates a role that the management account can assume. It has administrator permissions in its account. */
export async function createRole(address: EmulatorAddress, account: string, RoleName: string): Promise<string> {
  // IAM has no region, but the client requires one
  const iam = new IAMClient(clientConfig(address, "us-east-1", rootUserCredentials(account)));
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { AWS: managementAccount }, Action: "sts:AssumeRole" },
  });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administratorAccess }));
  return Role?.Arn ?? "";
}

/** ARN of the AWS managed policy that allows everything. */
export const administratorAccess = ["arn", "aws", "iam", "", "aws", "policy/AdministratorAccess"].join(":");
