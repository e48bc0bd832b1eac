import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AccountReader, Credentials } from "./account-reader";

/** Assumes a role with the credentials of a reader. */
export async function assumeRole(reader: AccountReader, region: string, RoleArn: string): Promise<Credentials> {
  const { Credentials: got } = await reader
    .client(STSClient, region)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "trailkeeper" }));
  return {
    accessKeyId: got?.AccessKeyId ?? "",
    secretAccessKey: got?.SecretAccessKey ?? "",
    sessionToken: got?.SessionToken ?? "",
  };
}
