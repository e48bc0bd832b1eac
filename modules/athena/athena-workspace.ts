import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ImportBlock } from "../terraform/import-block";
import { literal } from "../terraform/terraform-template";
import { checkQueryLength } from "./query-length";

/** A saved query. */
export interface NamedQuery {
  readonly name: string;

  /** Description of the rows that the query returns. */
  readonly description: string;
  readonly sql: string;
}

export interface AthenaWorkspaceProps {
  readonly workgroupName: string;

  /** Description of who runs queries in the workgroup. The console shows it. */
  readonly description: string;

  /** Account that must own the results bucket. Athena does not write results to a bucket of another account. */
  readonly accountId: string;

  /** Bucket of the query results. */
  readonly resultsBucketName: string;
  readonly kmsKeyArn: string;

  /** Maximum number of bytes that one query may scan before Athena cancels it: 10,000,000 or more. */
  readonly scanLimitBytes: number;
  readonly databaseName: string;
  readonly queries: readonly NamedQuery[];

  /** Whether destroying the workgroup also deletes its query history. */
  readonly forceDestroy: boolean;

  /**
   * Whether to import an existing workgroup instead of creating one. Terraform never destroys it.
   *
   * @default false
   */
  readonly isAdopted?: boolean;

  /**
   * Resources that must exist before the workgroup.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A workgroup for queries over the archive, with its saved queries. Clients cannot override its settings.
 *
 * CloudTrail records the workgroup of every query (StartQueryExecution). So the event shows whether an analyst or a responder ran
 * the query.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 */
export class AthenaWorkspace extends Construct {
  public readonly workgroupName: string;

  /** Resource that a query in the workgroup must depend on. */
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
      ...(props.isAdopted === true && { lifecycle: { preventDestroy: true } }),
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

    if (props.isAdopted === true) {
      new ImportBlock(this, "Adopted", { to: workgroup, importId: props.workgroupName });
    }

    for (const { name, description, sql } of props.queries) {
      checkQueryLength(name, sql);
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
