import { type PolicyStatement, allow } from "../iam/policy-document";

/** Values of a node that its policy contains. */
export interface SessionNode {
  readonly partition: string;

  /** Account of the node. */
  readonly accountId: string;
  readonly bucketArn: string;

  /** Folder of the account's transcripts in the bucket, without a slash at its beginning or end. */
  readonly folder: string;
  readonly archiveKeyArn: string;

  /** `kms:ViaService` value of S3 in the archive's region. */
  readonly s3ViaService: string;

  /** Log group to which sessions are streamed. Undefined if sessions are not streamed. */
  readonly logGroupName: string | undefined;

  /** Keys that encrypt the traffic between user and node in addition to TLS. Empty for only TLS. */
  readonly sessionKeyArns: readonly string[];
}

/**
 * The permissions that the role of a node needs so that its sessions are recorded. The AWS managed policy
 * `AmazonSSMManagedInstanceCore` has the other permissions that Session Manager needs.
 *
 * The agent uploads without an ACL and sets an ACL afterwards. For a bucket of another account, AWS requires `s3:PutObjectAcl`.
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
          // The agent lists the log groups of its account. IAM supports no resource for this action
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

/** The document that every session must use. */
export interface RequiredDocument {
  readonly partition: string;
  readonly accountId: string;

  /** Regions that have the document. */
  readonly regions: readonly string[];
  readonly documentName: string;
}

/**
 * A policy that denies every session that does not use the document of this project. It denies port forwarding, SSH and single
 * commands, because they have no transcript. It denies documents without recording. In other regions it denies all sessions,
 * because a document with the same name does not record sessions there.
 *
 * The policy contains no allowed action, and is only for the users and roles of its own account. As a service control policy, it
 * would deny all sessions of every other account.
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
        // AWS evaluates the node and the document separately. A session without a document name uses this document
        NotResource: [
          `arn:${partition}:ec2:*:${accountId}:instance/*`,
          `arn:${partition}:ssm:*:${accountId}:managed-instance/*`,
          ...regions.map((region) => `arn:${partition}:ssm:${region}:${accountId}:document/${documentName}`),
        ],
      },
    ],
  });
}
