/** Settings for the recording and for the end of sessions. */
export interface SessionDocument {
  readonly bucketName: string;

  /** Key prefix of the transcripts, without a slash at its beginning or end. The id of the session follows it. */
  readonly s3KeyPrefix: string;

  /** Encrypted log group to which sessions are streamed. Undefined for none. */
  readonly logGroupName: string | undefined;

  /** Key that encrypts the traffic between user and node in addition to TLS. Undefined for none. */
  readonly kmsKeyArn: string | undefined;

  /** Minutes without input after which a session ends: 1 to 60. */
  readonly idleTimeoutMinutes: number;

  /** Minutes after which every session ends: 1 to 1,440. Undefined for no limit. */
  readonly maxDurationMinutes: number | undefined;

  /** User of the operating system in sessions. Undefined for the agent's own user, `ssm-user`. */
  readonly runAs: { readonly defaultUser: string } | undefined;
}

/**
 * The content of a Session Manager preferences document.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 * @throws when a number of minutes is outside the range that Session Manager accepts
 */
export function sessionDocument(session: SessionDocument): string {
  const { idleTimeoutMinutes: idle, maxDurationMinutes: longest } = session;
  checkMinutes("idleTimeoutMinutes", idle, 60);
  if (longest !== undefined) checkMinutes("maxDurationMinutes", longest, 1_440);
  return JSON.stringify({
    schemaVersion: "1.0",
    description: "Records sessions of this account in the organization's archive",
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: session.bucketName,
      s3KeyPrefix: session.s3KeyPrefix,
      // The agent then refuses a session if the bucket is not encrypted
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: session.logGroupName ?? "",
      cloudWatchEncryptionEnabled: true,
      // Streams during the session, not only after its end
      cloudWatchStreamingEnabled: session.logGroupName !== undefined,
      kmsKeyId: session.kmsKeyArn ?? "",
      runAsEnabled: session.runAs !== undefined,
      runAsDefaultUser: session.runAs?.defaultUser ?? "",
      idleSessionTimeout: String(idle),
      maxSessionDuration: longest === undefined ? "" : String(longest),
      shellProfile: { linux: "", windows: "" },
    },
  });
}

function checkMinutes(name: string, minutes: number, most: number): void {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= most) return;
  throw new Error(`${name} must be a whole number of minutes from 1 to ${most}, got ${minutes}`);
}
