import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { OsisPipeline } from "@cdktf/provider-aws/lib/osis-pipeline";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../../modules/terraform/terraform-template";

export interface SearchPipelineProps {
  readonly pipelineName: string;

  /** Definition of the pipeline in the format of Data Prepper, with the placeholder `{domainEndpoint}` for the URL of the domain. */
  readonly definition: string;

  /** Host of the domain. AWS assigns it when the domain is created. */
  readonly domainEndpoint: string;

  /** Minimum and maximum number of compute units (OCU). */
  readonly minUnits: number;
  readonly maxUnits: number;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];

  /** Name of the log group of the pipeline. It begins with `/aws/vendedlogs/`, so that no resource policy is necessary. */
  readonly logGroupName: string;
  readonly logRetentionDays: number;

  /** Key of the log group. */
  readonly kmsKeyArn: string;

  /** Resources that must exist before the pipeline starts: the policy of its role, and the notifications. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * An OpenSearch Ingestion pipeline inside a VPC.
 *
 * It has no persistent buffer, because AWS offers such a buffer only for sources that push. Messages wait in the encrypted queue
 * instead.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/osis-features-overview.html
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-security.html
 */
export class SearchPipeline extends Construct {
  constructor(scope: Construct, id: string, props: SearchPipelineProps) {
    super(scope, id);

    const { definition, minUnits, maxUnits } = props;
    if (!definition.includes(placeholder))
      throw new Error(`the definition must contain ${placeholder}, the endpoint of its sink`);
    if (maxUnits < minUnits) throw new Error(`maxUnits must be minUnits (${minUnits}) or more, got ${maxUnits}`);

    const { name: logGroup } = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroupName,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
      dependsOn: props.dependsOn,
    });

    new OsisPipeline(this, "Resource", {
      pipelineName: props.pipelineName,
      // The endpoint is a reference to the domain, so it is inserted after the definition was escaped as a literal
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
