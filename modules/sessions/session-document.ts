/** How sessions are recorded, and when they end. */
export interface SessionDocument {
  readonly bucketName: string;

  /** Key prefix of the transcripts, without slashes at its ends; the name of the session follows. */
  readonly s3KeyPrefix: string;

  /** Encrypted log group that sessions are streamed to; undefined for none. */
  readonly logGroupName: string | undefined;

  /** Key that encrypts what goes between user and node, beyond TLS; undefined for none. */
  readonly kmsKeyArn: string | undefined;

  /** Minutes without input after which a session ends: 1 to 60. */
  readonly idleTimeoutMinutes: number;

  /** Minutes after which a session ends in any case: 1 to 1,440; undefined for never. */
  readonly maxDurationMinutes: number | undefined;

  /** The operating system's user that sessions run as; undefined for the agent's own, `ssm-user`. */
  readonly runAs: { readonly defaultUser: string } | undefined;
}

/**
 * The content of a document with the preferences of Session Manager.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 * @throws when a time is out of the range that Session Manager knows
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
      // Without encryption there is no session
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: session.logGroupName ?? "",
      cloudWatchEncryptionEnabled: true,
      // While the session lasts, not only after its end
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
