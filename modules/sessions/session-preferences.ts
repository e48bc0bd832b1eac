import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { maskingPolicy } from "../iam/masking-policy";
import { ImportBlock, regionalImportId } from "../terraform/import-block";
import { policyJson } from "../iam/policy-document";
import { inEachRegion } from "../terraform/regions";
import { type SessionDocument, sessionDocument } from "./session-document";
import { type SessionNode, nodeStatements, requiredDocumentPolicy } from "./session-policies";

export interface SessionPreferencesProps
  extends Omit<SessionNode, "sessionKeyArns">, Omit<SessionDocument, "s3KeyPrefix" | "kmsKeyArn" | "logGroupName"> {
  /** Region of the provider. */
  readonly homeRegion: string;

  /** Regions whose sessions are recorded. */
  readonly regions: readonly string[];

  /** Name of the document. If a session sets no document, Session Manager always uses one fixed name. */
  readonly documentName: string;

  /** Regions where the document already exists. There Terraform imports the document before it changes it. */
  readonly adoptedRegions: readonly string[];

  /** Days that streamed sessions are kept in the log group. The transcripts in the archive have their own retention. */
  readonly logGroupRetentionDays: number;

  /**
   * Data identifiers that CloudWatch Logs masks in the log group.
   *
   * @default nothing is masked
   */
  readonly maskedDataIdentifiers?: readonly string[];

  /** Keys of the log groups by region. They are used only if there is a log group. */
  readonly logKeyArns: ReadonlyMap<string, string>;

  /** Keys that encrypt sessions in addition to TLS, by region. Empty for only TLS. */
  readonly sessionKeyArns: ReadonlyMap<string, string>;

  /** Name of the managed policy that nodes need. */
  readonly nodePolicyName: string;

  /** Name of the managed policy that denies sessions with another document. */
  readonly documentPolicyName: string;
}

/**
 * Recording of Session Manager sessions in one account: the preferences of each region, a policy that allows nodes to record, and a
 * policy that denies sessions that are not recorded.
 *
 * Sessions over SSH and port forwarding never have a transcript, even with these preferences.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
 */
export class SessionPreferences extends Construct {
  /** Policy to attach to the role of every node. */
  public readonly nodePolicyArn: string;

  /** Policy to attach to every user and role that starts sessions. */
  public readonly documentPolicyArn: string;

  constructor(scope: Construct, id: string, props: SessionPreferencesProps) {
    super(scope, id);

    const { documentName, homeRegion, logGroupName, logKeyArns, sessionKeyArns } = props;
    const { maskedDataIdentifiers = [] } = props;
    inEachRegion(this, props, (regional, regionArguments, region) => {
      const logGroup =
        logGroupName === undefined
          ? undefined
          : new CloudwatchLogGroup(regional, "LogGroup", {
              name: logGroupName,
              retentionInDays: props.logGroupRetentionDays,
              kmsKeyId: logKeyArns.get(region),
              ...regionArguments,
            });
      const masking =
        logGroup && maskedDataIdentifiers.length > 0
          ? new CloudwatchLogDataProtectionPolicy(regional, "Masking", {
              logGroupName: logGroup.name,
              policyDocument: maskingPolicy(props.partition, maskedDataIdentifiers),
              ...regionArguments,
            })
          : undefined;
      const document = new SsmDocument(regional, "Document", {
        name: documentName,
        documentType: "Session",
        documentFormat: "JSON",
        content: sessionDocument({
          ...props,
          s3KeyPrefix: `${props.folder}/${region}`,
          logGroupName: logGroup?.name,
          kmsKeyArn: sessionKeyArns.get(region),
        }),
        ...regionArguments,
        // No session is streamed before masking is active
        dependsOn: masking && [masking],
      });
      if (props.adoptedRegions.includes(region)) {
        new ImportBlock(regional, "AdoptedDocument", {
          to: document,
          importId: regionalImportId(documentName, region, homeRegion),
        });
      }
    });

    this.nodePolicyArn = new IamPolicy(this, "NodePolicy", {
      name: props.nodePolicyName,
      description: "Lets nodes record their sessions in the organization's archive",
      policy: policyJson("managed policy", nodeStatements({ ...props, sessionKeyArns: [...sessionKeyArns.values()] })),
    }).arn;
    this.documentPolicyArn = new IamPolicy(this, "DocumentPolicy", {
      name: props.documentPolicyName,
      description: `Takes away sessions that name another document than ${documentName}`,
      policy: requiredDocumentPolicy(props),
    }).arn;
  }
}
