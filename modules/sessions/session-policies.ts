import { type PolicyStatement, allow } from "../iam/policy-document";

/** What a node does to record its sessions. */
export interface SessionNode {
  readonly partition: string;

  /** Account of the node. */
  readonly accountId: string;
  readonly bucketArn: string;

  /** Folder of the account's transcripts in the bucket, without slashes at its ends. */
  readonly folder: string;
  readonly archiveKeyArn: string;

  /** `kms:ViaService` value of S3 in the archive's region. */
  readonly s3ViaService: string;

  /** Log group that sessions are streamed to; undefined where they are not. */
  readonly logGroupName: string | undefined;

  /** Keys that encrypt what goes between user and node; empty where only TLS does. */
  readonly sessionKeyArns: readonly string[];
}

/**
 * What the role of a node may do so that its sessions are recorded; what Session Manager needs besides is AWS's
 * `AmazonSSMManagedInstanceCore`.
 *
 * The agent uploads without an ACL and sets one afterwards. To another account's bucket AWS asks for the right to.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export function nodeStatements(node: SessionNode): PolicyStatement[] {
  const { partition, accountId, bucketArn, folder, archiveKeyArn, s3ViaService, logGroupName, sessionKeyArns } = node;
  const logGroups = `arn:${partition}:logs:*:${accountId}:log-group:`;
  return [
    allow("CheckEncryption", ["s3:GetEncryptionConfiguration"], bucketArn),
    allow("UploadTranscript", ["s3:PutObject", "s3:PutObjectAcl"], `${bucketArn}/${folder}/*`),
    allow("EncryptTranscript", ["kms:Decrypt", "kms:GenerateDataKey"], archiveKeyArn, {
      StringEquals: { "kms:ViaService": s3ViaService, "kms:EncryptionContext:aws:s3:arn": bucketArn },
    }),
    ...(logGroupName === undefined
      ? []
      : [
          // The agent lists the log groups of its account; IAM knows no resource for that
          allow("FindLogGroup", ["logs:DescribeLogGroups"], "*"),
          allow(
            "StreamSession",
            ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            `${logGroups}${logGroupName}:*`,
          ),
        ]),
    ...(sessionKeyArns.length > 0 ? [allow("DecryptSession", ["kms:Decrypt"], sessionKeyArns)] : []),
  ];
}

/** The document that sessions have to name. */
export interface RequiredDocument {
  readonly partition: string;
  readonly accountId: string;

  /** Regions that have the document. */
  readonly regions: readonly string[];
  readonly documentName: string;
}

/**
 * A policy that takes away every session that names another document than the recorded one: those of port forwarding,
 * SSH and single commands, which leave no transcript, and documents that somebody made without one. In other regions it
 * takes away all of them: the document of that name records nothing there.
 *
 * It gives nothing, and is for the users and roles of its own account: as a service control policy it would stop every
 * session of every other one.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-specify-session-document.html
 */
export function requiredDocumentPolicy({ partition, accountId, regions, documentName }: RequiredDocument): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RequireRecordedSession",
        Effect: "Deny",
        Action: "ssm:StartSession",
        // The node and the document are asked for apart. A session that names no document has this one.
        NotResource: [
          `arn:${partition}:ec2:*:${accountId}:instance/*`,
          `arn:${partition}:ssm:*:${accountId}:managed-instance/*`,
          ...regions.map((region) => `arn:${partition}:ssm:${region}:${accountId}:document/${documentName}`),
        ],
      },
    ],
  });
}
