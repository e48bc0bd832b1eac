import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { OsisPipeline } from "@cdktf/provider-aws/lib/osis-pipeline";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../terraform/terraform-template";

export interface SearchPipelineProps {
  readonly pipelineName: string;

  /** Definition in the format of Data Prepper, with the placeholder `{domainEndpoint}` for the URL of the domain. */
  readonly definition: string;

  /** Host of the domain. AWS assigns it when the domain is created. */
  readonly domainEndpoint: string;

  /** Minimum and maximum number of compute units (OCU). */
  readonly minUnits: number;
  readonly maxUnits: number;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];

  /** Name of its log group, below `/aws/vendedlogs/`, where CloudWatch Logs needs no resource policy to write. */
  readonly logGroupName: string;
  readonly logRetentionDays: number;

  /** Key of the log group. */
  readonly kmsKeyArn: string;

  /** Resources that must exist before it starts: its role's policy, and the notifications. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * An OpenSearch Ingestion pipeline inside a VPC.
 *
 * It has no persistent buffer: AWS offers one only for sources that push. Messages wait in the queue instead, which is
 * encrypted.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/osis-features-overview.html
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-security.html
 */
export class SearchPipeline extends Construct {
  constructor(scope: Construct, id: string, props: SearchPipelineProps) {
    super(scope, id);

    const { definition, minUnits, maxUnits } = props;
    if (!definition.includes(placeholder)) throw new Error(`the definition must name ${placeholder}, its sink`);
    if (maxUnits < minUnits) throw new Error(`maxUnits must be minUnits (${minUnits}) or more, got ${maxUnits}`);

    const { name: logGroup } = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroupName,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
      dependsOn: props.dependsOn,
    });

    new OsisPipeline(this, "Resource", {
      pipelineName: props.pipelineName,
      // The endpoint is a reference to the domain, so it is inserted after the rest was escaped as a literal
      pipelineConfigurationBody: literal(definition).replaceAll(placeholder, `https://${props.domainEndpoint}`),
      minUnits,
      maxUnits,
      vpcOptions: [{ subnetIds: [...props.subnetIds], securityGroupIds: [...props.securityGroupIds] }],
      logPublishingOptions: [{ isLoggingEnabled: true, cloudwatchLogDestination: [{ logGroup }] }],
      dependsOn: props.dependsOn,
    });
  }
}

const placeholder = "{domainEndpoint}";
