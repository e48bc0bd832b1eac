import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson } from "../../modules/iam/policy-document";

/** Logs of one archive that a reader may read. */
export interface ReadableLogs {
  readonly bucketArn: string;

  /** Key prefixes of the files. An empty string means the whole bucket. */
  readonly keyPrefixes: readonly string[];

  /** Encryption context of the files: `trail` for CloudTrail's, `bucket` for the ARN of bucket or object, `none` without a KMS key. */
  readonly encryption: "trail" | "bucket" | "none";
}

export interface FeedReaderRoleProps {
  readonly roleName: string;

  /** Trust policy of the role. */
  readonly trust: string;

  /** Suffix of regional service names, `amazonaws.com` outside China. */
  readonly dnsSuffix: string;
  readonly region: string;
  readonly queueArn: string;

  /** Key of the queue. */
  readonly queueKeyArn: string;
  readonly logs: readonly ReadableLogs[];

  /** Key of the archives. */
  readonly archiveKeyArn: string;
}

/**
 * The role of one external reader. It may receive and delete the messages of its queue, and read the files of the selected logs. It
 * may not list objects. Bucket, queue, keys and role belong to one account, so this IAM policy is enough: bucket policies and the
 * policy of the archive key contain no principal outside the organization.
 */
export class FeedReaderRole extends Construct {
  public readonly roleArn: string;

  constructor(scope: Construct, id: string, props: FeedReaderRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: "Reads new files of the selected logs for a SIEM",
      assumeRolePolicy: props.trust,
    });
    new IamRolePolicy(this, "Policy", {
      name: "read",
      role: role.id,
      policy: policyJson("role policy", statements(props)),
    });
    this.roleArn = role.arn;
  }
}

function statements(props: FeedReaderRoleProps): PolicyStatement[] {
  const { region, dnsSuffix, queueArn, archiveKeyArn, logs } = props;
  const throughS3 = { "kms:ViaService": `s3.${region}.${dnsSuffix}` };
  const trail = logs.some(({ encryption }) => encryption === "trail");
  const contexts = logs.filter(({ encryption }) => encryption === "bucket").flatMap(contextsOf);
  return [
    allow(
      "TakeMessages",
      [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
      ],
      queueArn,
    ),
    allow("DecryptMessages", ["kms:Decrypt"], props.queueKeyArn, {
      StringEquals: { "kms:ViaService": `sqs.${region}.${dnsSuffix}` },
    }),
    allow(
      "ReadFiles",
      ["s3:GetObject"],
      logs.flatMap(({ bucketArn, keyPrefixes }) => keyPrefixes.map((prefix) => `${bucketArn}/${prefix}*`)),
    ),
    ...(trail
      ? [
          allow("DecryptTrail", ["kms:Decrypt"], archiveKeyArn, {
            StringEquals: throughS3,
            Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
          }),
        ]
      : []),
    ...(contexts.length > 0
      ? [
          allow("DecryptFiles", ["kms:Decrypt"], archiveKeyArn, {
            StringEquals: throughS3,
            StringLike: { "kms:EncryptionContext:aws:s3:arn": [...new Set(contexts)] },
          }),
        ]
      : []),
  ];
}

/** The context is the bucket, which has a bucket key, or the object if a writer disabled the bucket key for the object. */
function contextsOf({ bucketArn, keyPrefixes }: ReadableLogs): string[] {
  return [bucketArn, ...keyPrefixes.map((prefix) => `${bucketArn}/${prefix}*`)];
}
