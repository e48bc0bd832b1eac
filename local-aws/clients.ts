import { readFileSync } from "node:fs";
import { assumedRole } from "../shared/assumed-role";
import type { Credentials } from "../shared/aws-client";
import type { EmulatorAddress } from "./emulator/emulator";

// The SDK warns that its later releases need a later Node. This project pins the SDK version
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** Credentials of an account's root user. In the emulator, its access key is the account id. */
export function rootUserCredentials(accountId: string): Credentials {
  return { accessKeyId: accountId, secretAccessKey: "local" };
}

/** Configuration of an AWS SDK client that connects only to the emulator. */
export function clientConfig(address: EmulatorAddress, region: string, credentials: Credentials) {
  return {
    region,
    credentials,
    endpoint: address.endpoint,
    maxAttempts: 1,
    // Options instead of a handler: each client creates its own handler, so closing a client does not end requests of another.
    // Connections are not kept alive, because the emulator closes idle connections
    requestHandler: { httpsAgent: { ca: readFileSync(address.certificate), keepAlive: false } },
  };
}

/** Configuration of an S3 client that connects only to the emulator, with path-style addresses. */
export function s3Config(address: EmulatorAddress, region: string, credentials: Credentials) {
  return { ...clientConfig(address, region, credentials), forcePathStyle: true };
}

/** Credentials of a role that the principal `from` assumes. */
export function assumeRole(
  address: EmulatorAddress,
  region: string,
  from: Credentials,
  roleArn: string,
): Promise<Credentials> {
  const settings = clientConfig(address, region, from);
  return assumedRole({ roleArn, sessionName: "trailkeeper-local", region, settings })();
}
