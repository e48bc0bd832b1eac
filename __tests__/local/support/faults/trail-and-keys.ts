import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
  type UpdateTrailCommandInput,
} from "@aws-sdk/client-cloudtrail";
import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  DeregisterDelegatedAdministratorCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { changedPolicy, type FaultyAccount, openTo, type PutFault } from "./faulty-account";

const Name = "acme-organization-trail";

const trailFault =
  (change: Partial<UpdateTrailCommandInput>): PutFault =>
  async (account) => {
    const client = account.client(CloudTrailClient);
    const { trailList: [trail] = [] } = await client.send(new DescribeTrailsCommand({ trailNameList: [Name] }));
    await client.send(new UpdateTrailCommand({ Name, ...change }));
    return () =>
      client.send(
        new UpdateTrailCommand({
          Name,
          IsMultiRegionTrail: trail?.IsMultiRegionTrail,
          EnableLogFileValidation: trail?.LogFileValidationEnabled,
          CloudWatchLogsLogGroupArn: trail?.CloudWatchLogsLogGroupArn,
          CloudWatchLogsRoleArn: trail?.CloudWatchLogsRoleArn,
        }),
      );
  };

/** Returns the id of the key of an alias. */
async function keyIdOf(alias: string, account: FaultyAccount): Promise<string> {
  const { KeyMetadata } = await account.client(KMSClient).send(new DescribeKeyCommand({ KeyId: `alias/${alias}` }));
  return KeyMetadata?.KeyId ?? "";
}

const keyPolicyFault =
  (alias: string, change: (statements: Record<string, unknown>[]) => Record<string, unknown>[]): PutFault =>
  async (account) => {
    const kms = account.client(KMSClient);
    const key = { KeyId: await keyIdOf(alias, account), PolicyName: "default" };
    const { Policy } = await kms.send(new GetKeyPolicyCommand(key));
    await kms.send(new PutKeyPolicyCommand({ ...key, Policy: changedPolicy(Policy, change) }));
    return () => kms.send(new PutKeyPolicyCommand({ ...key, Policy }));
  };

const archiveKeyFault =
  (
    put: (kms: KMSClient, KeyId: string) => Promise<unknown>,
    undo: (kms: KMSClient, KeyId: string) => Promise<unknown>,
  ): PutFault =>
  async (account) => {
    const kms = account.client(KMSClient);
    const KeyId = await keyIdOf("acme-archive", account);
    await put(kms, KeyId);
    return () => undo(kms, KeyId);
  };

/** Faults of the trail, of keys and of the organization. */
export const trailFaults: Readonly<Record<string, PutFault>> = {
  "the trail is stopped": async (account) => {
    const client = account.client(CloudTrailClient);
    await client.send(new StopLoggingCommand({ Name }));
    return () => client.send(new StartLoggingCommand({ Name }));
  },
  "the trail records one region": trailFault({ IsMultiRegionTrail: false }),
  "the trail writes no digests": trailFault({ EnableLogFileValidation: false }),
  "the trail delivers to no log group": trailFault({ CloudWatchLogsLogGroupArn: "", CloudWatchLogsRoleArn: "" }),
  "the trail records only write events": async (account) => {
    const client = account.client(CloudTrailClient);
    const { AdvancedEventSelectors } = await client.send(new GetEventSelectorsCommand({ TrailName: Name }));
    const FieldSelectors = [
      { Field: "eventCategory", Equals: ["Management"] },
      { Field: "readOnly", Equals: ["false"] },
    ];
    await client.send(
      new PutEventSelectorsCommand({ TrailName: Name, AdvancedEventSelectors: [{ Name: "Writing", FieldSelectors }] }),
    );
    return () => client.send(new PutEventSelectorsCommand({ TrailName: Name, AdvancedEventSelectors }));
  },
  "the organization no longer trusts CloudTrail": async (account) => {
    const client = account.client(OrganizationsClient);
    const service = { ServicePrincipal: "cloudtrail.amazonaws.com" };
    await client.send(new DisableAWSServiceAccessCommand(service));
    return () => client.send(new EnableAWSServiceAccessCommand(service));
  },
  "an account is no longer the delegated administrator of AWS Config": async (account) => {
    const client = account.client(OrganizationsClient);
    const AccountId = account.deployment.organization.logArchive;
    const administrator = { AccountId, ServicePrincipal: "config.amazonaws.com" };
    await client.send(new DeregisterDelegatedAdministratorCommand(administrator));
    return () => client.send(new RegisterDelegatedAdministratorCommand(administrator));
  },
  "the archive key is disabled": archiveKeyFault(
    (kms, KeyId) => kms.send(new DisableKeyCommand({ KeyId })),
    (kms, KeyId) => kms.send(new EnableKeyCommand({ KeyId })),
  ),
  "the archive key is scheduled for deletion": archiveKeyFault(
    (kms, KeyId) => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })),
    async (kms, KeyId) => {
      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      await kms.send(new EnableKeyCommand({ KeyId }));
    },
  ),
  "the archive key no longer rotates": archiveKeyFault(
    (kms, KeyId) => kms.send(new DisableKeyRotationCommand({ KeyId })),
    (kms, KeyId) => kms.send(new EnableKeyRotationCommand({ KeyId })),
  ),
  "a statement is added to the policy of the archive key": keyPolicyFault("acme-archive", (statements) => [
    ...statements,
    openTo("kms:Decrypt", "*"),
  ]),
  "a statement is removed from the policy of a key": keyPolicyFault("acme-monitoring", (statements) =>
    statements.slice(0, -1),
  ),
};
