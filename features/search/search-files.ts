import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { trailPrefixes } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { searchNamesFor } from "./names";
import { partitions } from "../../config/partitions";
import { ObjectCreatedQueue } from "./object-created-queue";
import { SearchPipelineRole } from "./search-pipeline-role";
import { pipelineDefinition } from "./opensearch/pipeline";
import type { Archives } from "../../stacks/log-archive/archives";
import type { NewFiles } from "../../stacks/log-archive/new-files";

export interface SearchFilesProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly archives: Archives;
  readonly archiveKeyArn: string;

  /** ARN of the queues' key, and the key as a dependency. */
  readonly kmsKeyArn: string;
  readonly key: ITerraformDependable;

  readonly newFiles: NewFiles;
}

/** Seconds that a message is hidden after the pipeline received it. The pipeline extends this time while it reads the file. */
const visibilityTimeoutSeconds = 300;

/** Delivery of new files of the trail archive: the queue that announces them, and the role and definition of the pipeline. */
export class SearchFiles extends Construct {
  /** Role of the pipeline. */
  public readonly roleArn: string;

  /** Definition of the pipeline, without the endpoint of the domain. */
  public readonly definition: string;

  /** Resources that the pipeline must depend on. */
  public readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SearchFilesProps) {
    super(scope, id);

    const { account, config, archives, kmsKeyArn, newFiles } = props;
    const { partition, homeRegion: region } = config;
    const { trail, queryResults } = archives;
    const { dnsSuffix } = partitions[partition];
    if (trail === undefined) throw new Error("the search needs a trail archive of this project, got archive.existing");
    const { files } = trailPrefixes(config);
    const names = searchNamesFor(config);

    const queue = new ObjectCreatedQueue(this, "Queue", {
      accountId: account.id,
      queueName: names.fileQueueName,
      deadLetterQueueName: names.deadLetterQueueName,
      kmsKeyArn,
      bucketArn: trail.bucketArn,
      keyPrefix: files,
      keySuffix: ".json.gz",
      visibilityTimeoutSeconds,
      dependsOn: [props.key, trail.policy],
      topicArn: newFiles.topicArnOf("trail"),
    });
    const announced = newFiles.addQueue("trail", queue);

    const role = new SearchPipelineRole(this, "Role", {
      accountId: account.id,
      region,
      dnsSuffix,
      roleName: names.pipelineRoleName,
      pipelineArn: names.pipelineArn,
      domainArn: names.domainArn,
      queueArn: queue.queueArn,
      queueKeyArn: kmsKeyArn,
      filesBucketArn: trail.bucketArn,
      filesPrefix: files,
      rejectedBucketArn: queryResults.bucketArn,
      rejectedPrefix: names.rejectedPrefix,
      archiveKeyArn: props.archiveKeyArn,
    });

    this.roleArn = role.roleArn;
    this.definition = pipelineDefinition({
      region,
      accountId: account.id,
      queueUrl: `https://sqs.${region}.${dnsSuffix}/${account.id}/${names.fileQueueName}`,
      roleArn: names.pipelineRoleArn,
      rejectedBucket: queryResults.bucketName,
      rejectedPrefix: names.rejectedPrefix,
    });
    this.ready = [role.policy, announced, queryResults.policy];
  }
}
