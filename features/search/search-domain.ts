import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { OpensearchDomain } from "@cdktf/provider-aws/lib/opensearch-domain";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyJson } from "../../modules/iam/policy-document";
import type { PublishedLog } from "./search-domain-logs";

/** Nodes and storage of a domain. */
export interface DomainSize {
  /** Number of Availability Zones. Each has one of the subnets. */
  readonly zones: 2 | 3;
  readonly dataNodes: number;
  readonly instanceType: string;

  /** Storage (gp3) of each data node, in GiB. */
  readonly volumeGibibytes: number;

  /**
   * Instance type of the three dedicated master nodes.
   *
   * @default none: data nodes also manage the cluster
   */
  readonly masterType?: string;
}

export interface SearchDomainProps {
  readonly domainName: string;

  /** ARN of the domain. Policies contain this ARN before the domain exists. */
  readonly domainArn: string;
  readonly size: DomainSize;

  /** One subnet for each zone. Without subnets, the domain would have a public endpoint. */
  readonly subnetIds: readonly string[];

  /** Security groups, which decide who may connect to port 443. */
  readonly securityGroupIds: readonly string[];
  readonly kmsKeyArn: string;

  /** Role of the same account that administers the domain. */
  readonly adminRoleArn: string;

  /** Role that writes documents. */
  readonly writerRoleArn: string;

  /**
   * Roles that write other documents.
   *
   * @default none
   */
  readonly logWriterRoleArns?: readonly string[];

  /** Roles that search. Empty if only the administrator searches. */
  readonly readerRoleArns: readonly string[];
  readonly logs: readonly PublishedLog[];

  /** Hour (UTC) at which a daily window of ten hours begins. AWS may update the domain only in this window. */
  readonly offPeakHour: number;

  /** Whether to create the service-linked role that OpenSearch Service needs in a VPC. True if the account does not have it yet. */
  readonly createServiceLinkedRole: boolean;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * An OpenSearch domain inside a VPC, with encryption at rest and in transit. It has no public endpoint and no password: only roles
 * have access. Terraform may destroy the domain, because its documents can be read from the archive again.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
 */
export class SearchDomain extends Construct {
  /** Host of the domain, inside the VPC. */
  public readonly endpoint: string;

  constructor(scope: Construct, id: string, props: SearchDomainProps) {
    super(scope, id);

    const { size, subnetIds, securityGroupIds } = props;
    if (subnetIds.length !== size.zones) {
      throw new Error(`subnetIds must contain ${size.zones} subnets, one for each zone, got ${subnetIds.length}`);
    }
    if (securityGroupIds.length === 0)
      throw new Error("securityGroupIds must contain at least one security group, got none");

    const role = props.createServiceLinkedRole
      ? [new IamServiceLinkedRole(this, "ServiceLinkedRole", { awsServiceName: "opensearchservice.amazonaws.com" })]
      : [];

    const domain = new OpensearchDomain(this, "Resource", {
      domainName: props.domainName,
      engineVersion: "OpenSearch_2.19",
      clusterConfig: clusterConfig(size),
      ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: size.volumeGibibytes },
      vpcOptions: { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] },
      encryptAtRest: { enabled: true, kmsKeyId: props.kmsKeyArn },
      nodeToNodeEncryption: { enabled: true },
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
      advancedSecurityOptions: {
        enabled: true,
        anonymousAuthEnabled: false,
        internalUserDatabaseEnabled: false,
        masterUserOptions: { masterUserArn: props.adminRoleArn },
      },
      accessPolicies: policyJson("domain policy", accessStatements(props)),
      logPublishingOptions: props.logs.map((log) => ({ ...log, enabled: true })),
      softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
      offPeakWindowOptions: {
        enabled: true,
        offPeakWindow: { windowStartTime: { hours: props.offPeakHour, minutes: 0 } },
      },
      dependsOn: [...role, ...props.dependsOn],
    });
    this.endpoint = domain.endpoint;
  }
}

function clusterConfig({ zones, dataNodes, instanceType, masterType }: DomainSize) {
  return {
    instanceType,
    instanceCount: dataNodes,
    zoneAwarenessEnabled: true,
    zoneAwarenessConfig: { availabilityZoneCount: zones },
    dedicatedMasterEnabled: masterType !== undefined,
    ...(masterType !== undefined && { dedicatedMasterType: masterType, dedicatedMasterCount: 3 }),
  };
}

/** Statements that allow roles to send requests. The roles inside the domain decide what a request may do. */
function accessStatements(props: SearchDomainProps): PolicyStatement[] {
  const { domainArn, adminRoleArn, writerRoleArn, logWriterRoleArns = [], readerRoleArns } = props;
  const read = ["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost"];
  const grant = (
    Sid: string,
    AWS: string | readonly string[],
    Action: string | readonly string[],
  ): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS },
    Action,
    Resource: `${domainArn}/*`,
  });
  return [
    grant("AllowAdministrator", adminRoleArn, "es:ESHttp*"),
    grant("AllowWriter", writerRoleArn, [...read, "es:ESHttpPut"]),
    ...(logWriterRoleArns.length > 0 ? [grant("AllowLogWriters", logWriterRoleArns, [...read, "es:ESHttpPut"])] : []),
    // Searches use POST
    ...(readerRoleArns.length > 0 ? [grant("AllowReaders", readerRoleArns, read)] : []),
  ];
}
