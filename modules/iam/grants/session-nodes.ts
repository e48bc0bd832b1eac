import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";

/** What the archive has to know of the nodes whose sessions are recorded. */
export interface TranscriptDelivery {
  readonly bucketArn: string;

  /** Key prefix of the transcripts, without slashes at its ends. */
  readonly prefix: string;
  readonly organizationId: string;
}

/**
 * Lets nodes of one organization upload transcripts, below their own account's folder only.
 *
 * A node uploads with its own role, whose name is anybody's choice: so the account counts, not the role. The agent
 * uploads without an ACL and sets one afterwards; with ACLs off S3 takes the owner's and no other.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export function transcriptDelivery({ bucketArn, prefix, organizationId }: TranscriptDelivery): PolicyStatement[] {
  const node = {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
  } as const;
  return [
    // Without it the agent takes the bucket for one that does not encrypt, and ends the session
    { Sid: "SessionNodesEncryptionCheck", ...node, Action: "s3:GetEncryptionConfiguration", Resource: bucketArn },
    {
      Sid: "SessionNodesDelivery",
      ...node,
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${bucketArn}/${prefix}/AWSLogs/${literal("${aws:PrincipalAccount}")}/sessions/*`,
    },
  ];
}

/**
 * Lets nodes of one organization encrypt transcripts. A transcript over 5 MiB is uploaded in parts, which S3 has to
 * decrypt to put them together; it gives nobody an object to read.
 *
 * @param s3ViaService `kms:ViaService` value of S3 in the key's region
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export function transcriptEncryption(
  { bucketArn, organizationId }: TranscriptDelivery,
  s3ViaService: string,
): PolicyStatement {
  return {
    Sid: "AllowSessionNodesEncrypt",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    // In a key policy, the key the policy belongs to
    Resource: "*",
    Condition: {
      StringEquals: {
        "aws:PrincipalOrgID": organizationId,
        "kms:ViaService": s3ViaService,
        "kms:EncryptionContext:aws:s3:arn": bucketArn,
      },
    },
  };
}
