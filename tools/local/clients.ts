import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { EmulatorAddress } from "./emulator/emulator";

// This project runs on Node 20, and its SDK is pinned: a warning about later releases helps nobody
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The root user of an account: the emulator takes an account id for its access key. */
export function rootUserCredentials(accountId: string): Credentials {
  return { accessKeyId: accountId, secretAccessKey: "local" };
}

/** What every client of the AWS SDK needs to speak to the emulator, and to nothing else. */
export function clientConfig(address: EmulatorAddress, region: string, credentials: Credentials) {
  return {
    region,
    credentials,
    endpoint: address.endpoint,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ httpsAgent: new Agent({ ca: readFileSync(address.certificate) }) }),
  };
}

/** The same for S3, whose buckets are part of the path here. */
export function s3Config(address: EmulatorAddress, region: string, credentials: Credentials) {
  return { ...clientConfig(address, region, credentials), forcePathStyle: true };
}

/** Credentials of a role, as `from` gets them. */
export async function assumeRole(
  address: EmulatorAddress,
  region: string,
  from: Credentials,
  roleArn: string,
): Promise<Credentials> {
  const sts = new STSClient(clientConfig(address, region, from));
  const { Credentials: got } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "trailkeeper-local" }),
  );
  return {
    accessKeyId: got?.AccessKeyId ?? "",
    secretAccessKey: got?.SecretAccessKey ?? "",
    sessionToken: got?.SessionToken ?? "",
  };
}
