import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../../modules/iam/policy-document";

export interface SearchPipelineRoleProps {
  readonly accountId: string;
  readonly region: string;

  /** Suffix of regional service names, `amazonaws.com` outside China. */
  readonly dnsSuffix: string;
  readonly roleName: string;

  /** The only pipeline that may assume the role. */
  readonly pipelineArn: string;
  readonly domainArn: string;
  readonly queueArn: string;

  /** Key of the queue. */
  readonly queueKeyArn: string;

  /** Bucket of the files, and their key prefix. */
  readonly filesBucketArn: string;
  readonly filesPrefix: string;

  /**
   * Encryption context of the files: `trail` for the context of CloudTrail, `bucket` for the ARN of the bucket or of the object.
   *
   * @default trail
   */
  readonly filesContext?: "trail" | "bucket";

  /**
   * Description of the files that the role reads, as a part of the role's description.
   *
   * @default new files of the trail archive
   */
  readonly reads?: string;

  /** Bucket of rejected documents, and their key prefix without a slash at its beginning or end. */
  readonly rejectedBucketArn: string;
  readonly rejectedPrefix: string;

  /** Key of both buckets. */
  readonly archiveKeyArn: string;
}

/**
 * The permissions of a pipeline: receive messages of one queue, read the files of one prefix, write documents to the domain,
 * and store rejected documents. Bucket, queue, key and pipeline belong to one account, so this IAM policy is enough.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-security-overview.html
 */
export class SearchPipelineRole extends Construct {
  public readonly roleArn: string;

  /** Policy of the role, which the pipeline must depend on. */
  public readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SearchPipelineRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: `Reads ${props.reads ?? "new files of the trail archive"} into the search domain`,
      assumeRolePolicy: serviceTrustJson("osis-pipelines.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": props.accountId },
        ArnLike: { "aws:SourceArn": props.pipelineArn },
      }),
    });
    this.policy = new IamRolePolicy(this, "Policy", {
      name: "ingest",
      role: role.id,
      policy: policyJson("role policy", statements(props)),
    });
    this.roleArn = role.arn;
  }
}

function statements(props: SearchPipelineRoleProps): PolicyStatement[] {
  const { region, dnsSuffix, domainArn, queueArn, archiveKeyArn, rejectedBucketArn } = props;
  const s3ViaService = { "kms:ViaService": `s3.${region}.${dnsSuffix}` };
  return [
    allow("FindDomain", ["es:DescribeDomain"], domainArn),
    allow("WriteDocuments", ["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut"], `${domainArn}/*`),
    allow("TakeMessages", ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"], queueArn),
    allow("DecryptMessages", ["kms:Decrypt"], props.queueKeyArn, {
      StringEquals: { "kms:ViaService": `sqs.${region}.${dnsSuffix}` },
    }),
    allow("ReadFiles", ["s3:GetObject"], `${props.filesBucketArn}/${props.filesPrefix}*`),
    allow("DecryptFiles", ["kms:Decrypt"], archiveKeyArn, { StringEquals: s3ViaService, ...contextOf(props) }),
    allow("PutRefusedAside", ["s3:PutObject"], `${rejectedBucketArn}/${props.rejectedPrefix}/*`),
    allow("EncryptRefused", ["kms:Decrypt", "kms:GenerateDataKey"], archiveKeyArn, {
      StringEquals: { ...s3ViaService, "kms:EncryptionContext:aws:s3:arn": rejectedBucketArn },
    }),
  ];
}

function contextOf({
  filesContext = "trail",
  filesBucketArn,
  filesPrefix,
}: SearchPipelineRoleProps): Record<string, Record<string, string | readonly string[]>> {
  // CloudTrail sets its own encryption context for every file of the trail
  if (filesContext === "trail") return { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } };
  // The context is the bucket, which has a bucket key, or the object if a writer disabled the bucket key for the object
  const contexts = [filesBucketArn, `${filesBucketArn}/${filesPrefix}*`];
  return { StringLike: { "kms:EncryptionContext:aws:s3:arn": contexts } };
}
