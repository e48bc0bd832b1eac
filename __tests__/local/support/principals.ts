import { randomUUID } from "node:crypto";
import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { namesFor } from "../../../config/names/names";
import type { Credentials } from "../../../shared/aws-client";
import { assumeRole, clientConfig, rootUserCredentials } from "../../../local-aws/clients";
import type { LocalDeployment } from "../../../local-aws/terraform/deployment";
import type { EmulatorAddress } from "../../../local-aws/emulator/emulator";
import { administratorAccess, createRole } from "../../../local-aws/organization";

const region = "eu-west-1";

/** An account of another organization. */
export const outsideAccount = "9".repeat(12);

/** A session of a role that trusts the management account. */
export function sessionOf({ address, organization }: LocalDeployment, roleArn: string): Promise<Credentials> {
  return assumeRole(address, region, organization.administrator, roleArn);
}

/** A name that no other test of the shared deployment uses. */
const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

/** An administrator of the log-archive account, but not the deploying role. */
export async function secondAdministrator(deployment: LocalDeployment): Promise<Credentials> {
  const { address, organization } = deployment;
  return sessionOf(deployment, await createRole(address, organization.logArchive, unique("second-administrator")));
}

/** A member account without deployed resources. */
export interface Sandbox {
  readonly id: string;

  /** A role with the name of AWS Config's recorder role. */
  readonly recorder: Credentials;

  /** A role with another name. */
  readonly other: Credentials;
}

/** Creates this member account. */
export async function createSandbox(deployment: LocalDeployment): Promise<Sandbox> {
  const { address, config, organization } = deployment;
  const client = new OrganizationsClient(clientConfig(address, region, organization.administrator));
  const { CreateAccountStatus } = await client.send(
    new CreateAccountCommand({ AccountName: "sandbox", Email: "sandbox@example.com" }),
  );
  const id = CreateAccountStatus?.AccountId ?? "";
  return {
    id,
    recorder: await sessionOf(deployment, await createRole(address, id, namesFor(config).configRoleName)),
    other: await sessionOf(deployment, await createRole(address, id, "other")),
  };
}

/** An administrator of an external account. */
export async function outsider(address: EmulatorAddress): Promise<Credentials> {
  const iam = new IAMClient(clientConfig(address, region, rootUserCredentials(outsideAccount)));
  const UserName = unique("outsider");
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: administratorAccess }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}
