import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { CommandError } from "../../shared/child-process";

/** Credentials of a role, which the SDK requests when it needs them. */
export function assumedRole(roleArn: string, region: string) {
  return async () => {
    const sts = new STSClient({ region });
    const { Credentials: got } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "trailkeeper-accounts" }),
    );
    if (got?.AccessKeyId === undefined || got.SecretAccessKey === undefined)
      throw new CommandError(`no credentials of the role ${roleArn}`);
    return {
      accessKeyId: got.AccessKeyId,
      secretAccessKey: got.SecretAccessKey,
      ...(got.SessionToken !== undefined && { sessionToken: got.SessionToken }),
      ...(got.Expiration !== undefined && { expiration: got.Expiration }),
    };
  };
}
