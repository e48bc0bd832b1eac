import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
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

  /** Name of the document; Session Manager looks for one name only where none is given. */
  readonly documentName: string;

  /** Regions where the document exists already, and is taken over as it is found before it is changed. */
  readonly adoptedRegions: readonly string[];

  /** Days that streamed sessions are kept; the transcripts in the archive are kept longer. */
  readonly logGroupRetentionDays: number;

  /** Keys of the log groups, in each region; read where there is a log group only. */
  readonly logKeyArns: ReadonlyMap<string, string>;

  /** Keys that encrypt sessions beyond TLS, in each region; empty where only TLS does. */
  readonly sessionKeyArns: ReadonlyMap<string, string>;

  /** Name of the managed policy that nodes need. */
  readonly nodePolicyName: string;

  /** Name of the managed policy that takes away sessions with another document. */
  readonly documentPolicyName: string;
}

/**
 * Sessions of Session Manager in one account are recorded: the preferences of each region, what nodes need to record,
 * and what keeps users from sessions that are not recorded.
 *
 * Sessions over SSH and those that forward a port leave no transcript, whatever is preferred.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
 */
export class SessionPreferences extends Construct {
  /** Policy to attach to the role of every node. */
  public readonly nodePolicyArn: string;

  /** Policy to attach to whoever starts sessions. */
  public readonly documentPolicyArn: string;

  constructor(scope: Construct, id: string, props: SessionPreferencesProps) {
    super(scope, id);

    const { documentName, homeRegion, logGroupName, logKeyArns, sessionKeyArns } = props;
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
