import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../terraform/terraform-template";

/** A question that is kept. */
export interface NamedQuery {
  readonly name: string;

  /** What it answers. */
  readonly description: string;
  readonly sql: string;
}

export interface AthenaWorkspaceProps {
  readonly workgroupName: string;

  /** Who asks in it, shown in the console. */
  readonly description: string;

  /** Account that owns the results bucket; results go nowhere else. */
  readonly accountId: string;

  /** Bucket of the query results. */
  readonly resultsBucketName: string;
  readonly kmsKeyArn: string;

  /** Bytes one query may read before Athena stops it, 10,000,000 or more. */
  readonly scanLimitBytes: number;
  readonly databaseName: string;
  readonly queries: readonly NamedQuery[];

  /** Whether destroying the workgroup also deletes its query history. */
  readonly forceDestroy: boolean;

  /**
   * What has to be in place before the workgroup.
   *
   * @default nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** Bytes Athena accepts in a query. */
const queryLimitBytes = 262_144;

/**
 * Where people ask the archive: a workgroup whose settings nobody overrides, and its saved questions.
 *
 * CloudTrail records the workgroup with every query (StartQueryExecution), so its name tells in what role somebody
 * asked.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 */
export class AthenaWorkspace extends Construct {
  public readonly workgroupName: string;

  /** What a query in the workgroup waits for. */
  public readonly workgroup: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AthenaWorkspaceProps) {
    super(scope, id);

    if (!Number.isInteger(props.scanLimitBytes) || props.scanLimitBytes < 10_000_000) {
      throw new Error(`scanLimitBytes must be a whole number, 10000000 or more, got ${props.scanLimitBytes}`);
    }

    const workgroup = new AthenaWorkgroup(this, "Resource", {
      name: props.workgroupName,
      description: props.description,
      forceDestroy: props.forceDestroy,
      dependsOn: props.dependsOn,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: props.scanLimitBytes,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${props.resultsBucketName}/${props.workgroupName}/`,
          expectedBucketOwner: props.accountId,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: props.kmsKeyArn },
        },
      },
    });

    for (const { name, description, sql } of props.queries) {
      const bytes = Buffer.byteLength(sql);
      if (bytes > queryLimitBytes) {
        throw new Error(`query ${name} has ${bytes} bytes, Athena accepts ${queryLimitBytes}`);
      }
      new AthenaNamedQuery(this, name, {
        name,
        description,
        workgroup: workgroup.name,
        database: props.databaseName,
        query: literal(sql),
      });
    }

    this.workgroupName = workgroup.name;
    this.workgroup = workgroup;
  }
}
