import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { ClientSettings, Credentials } from "./aws-client";

/** A session of a role. */
export interface RoleSession {
  readonly roleArn: string;

  /** Name of the session in CloudTrail. */
  readonly sessionName: string;

  /** Region of the STS endpoint. */
  readonly region: string;

  /**
   * Settings of the STS client, which assumes the role.
   *
   * @default the credentials of the environment
   */
  readonly settings?: ClientSettings;
}

/**
 * Assumes a role when the credentials are needed. A client to which the function is passed assumes the role again before its
 * credentials expire.
 */
export function assumedRole({ roleArn, sessionName, region, settings }: RoleSession): () => Promise<Credentials> {
  return fromTemporaryCredentials({
    params: { RoleArn: roleArn, RoleSessionName: sessionName },
    clientConfig: { retryMode: "adaptive", ...settings, region },
  });
}
