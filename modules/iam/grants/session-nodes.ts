import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";

/** Facts about the nodes with recorded sessions that the policies of the archive need. */
export interface TranscriptDelivery {
  readonly bucketArn: string;

  /** Key prefix of the transcripts, without slashes at its ends. */
  readonly prefix: string;
  readonly organizationId: string;
}

/**
 * Allows nodes of one organization to upload transcripts, only below the folder of their own account.
 *
 * A node uploads with its own role, which can have any name. So the condition is on the account, not on the role. The agent
 * uploads without an ACL and sets one afterwards. With disabled ACLs, S3 accepts only the ACL of the bucket's owner.
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
    // Without it, the agent assumes that the bucket does not encrypt, and ends the session
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
 * Allows nodes of one organization to encrypt transcripts. S3 uploads a transcript over 5 MiB in parts, and must decrypt
 * the parts to combine them. The statement allows nobody to read an object.
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
    // In a key policy, "*" is the key the policy belongs to
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
