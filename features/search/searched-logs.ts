import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { type IndexedLogClass, indexedLogs, searchedLogs } from "./indexed-logs";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { searchNamesFor, searchedLogNames } from "./names";
import { partitions } from "../../config/partitions";
import { ObjectCreatedQueue } from "./object-created-queue";
import { SearchPipeline } from "./search-pipeline";
import { SearchPipelineRole } from "./search-pipeline-role";
import { SearchedLogAlarms } from "./searched-log-alarms";
import { pipelineDefinition, rejectedDocuments } from "./opensearch/pipeline";
import type { SearchedLog } from "./opensearch/setup";
import type { Archives } from "../../stacks/log-archive/archives";
import type { NewFiles } from "../../stacks/log-archive/new-files";

export interface SearchedLogsProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly archives: Archives;
  readonly archiveKeyArn: string;

  /** ARN of the queues' key, and the key as a dependency. */
  readonly kmsKeyArn: string;
  readonly key: ITerraformDependable;
  readonly newFiles: NewFiles;
}

/** The resources of one pipeline that exist before the domain. */
interface Source {
  readonly logClass: IndexedLogClass;
  readonly role: SearchPipelineRole;

  /** The policy of the queue, or its subscription to a topic. */
  readonly accepting: ITerraformDependable;
}

/** Seconds that a message is hidden after the pipeline received it. The pipeline extends this time while it reads the file. */
const visibilityTimeoutSeconds = 300;

/** Logs other than CloudTrail events. Each class of logs has a queue of new files, a role, a pipeline, and alarms. */
export class SearchedLogs extends Construct {
  /** Roles that write to the domain. */
  public readonly roleArns: readonly string[];

  /** The data streams, for the setup of the domain. */
  public readonly streams: readonly SearchedLog[];

  readonly #props: SearchedLogsProps;
  readonly #sources: readonly Source[];

  constructor(scope: Construct, id: string, props: SearchedLogsProps) {
    super(scope, id);

    const { config } = props;
    this.#props = props;
    this.#sources = searchedLogs(config).map((logClass) => this.#addSource(logClass));
    this.roleArns = this.#sources.map(({ role }) => role.roleArn);
    this.streams = this.#sources.map(({ logClass }) => ({
      stream: indexedLogs[logClass].stream,
      retentionDays: config.search.logs[logClass].retentionDays,
      writerRoleArn: searchedLogNames(config, logClass).pipelineRoleArn,
    }));
  }

  /** Adds the pipelines. They need the endpoint of the domain. */
  addPipelines(domainEndpoint: string): void {
    const { config, account, archives, kmsKeyArn, key } = this.#props;
    const { search, trail, homeRegion: region } = config;
    const { dnsSuffix } = partitions[config.partition];
    for (const { logClass, accepting, role } of this.#sources) {
      const names = searchedLogNames(config, logClass);
      const scope = new Construct(this, `Pipeline-${logClass}`);
      const definition = pipelineDefinition(
        {
          region,
          accountId: account.id,
          queueUrl: `https://sqs.${region}.${dnsSuffix}/${account.id}/${names.fileQueueName}`,
          roleArn: names.pipelineRoleArn,
          rejectedBucket: archives.queryResults.bucketName,
          rejectedPrefix: names.rejectedPrefix,
        },
        `logs/${indexedLogs[logClass].stream}.yaml`,
      );
      new SearchPipeline(scope, "Pipeline", {
        pipelineName: names.pipelineName,
        definition,
        domainEndpoint,
        minUnits: 1,
        maxUnits: search.logs[logClass].maxUnits,
        subnetIds: search.subnetIds,
        securityGroupIds: search.securityGroupIds,
        logGroupName: names.pipelineLogGroup,
        logRetentionDays: trail.logGroupRetentionDays,
        kmsKeyArn,
        dependsOn: [key, role.policy, accepting, archives.queryResults.policy],
      });
      new SearchedLogAlarms(scope, "Alarms", {
        what: `Search of ${indexedLogs[logClass].name}`,
        queueName: names.fileQueueName,
        deadLetterQueueName: names.deadLetterQueueName,
        pipelineName: names.pipelineName,
        rejectedMetric: rejectedDocuments(definition),
        alarmName: names.alarmName,
        topicArn: namesFor(config).topicArn("notify"),
        page: "What to do: docs/search.md.",
      });
    }
  }

  #addSource(logClass: IndexedLogClass): Source {
    const { account, config, archives, kmsKeyArn, key, newFiles } = this.#props;
    const { homeRegion: region, partition } = config;
    const { serviceLogs, queryResults } = archives;
    const names = searchedLogNames(config, logClass);
    const { name, keySuffix } = indexedLogs[logClass];
    const scope = new Construct(this, logClass);
    const queue = new ObjectCreatedQueue(scope, "Queue", {
      accountId: account.id,
      queueName: names.fileQueueName,
      deadLetterQueueName: names.deadLetterQueueName,
      kmsKeyArn,
      bucketArn: serviceLogs.bucketArn,
      keyPrefix: names.filesPrefix,
      keySuffix,
      visibilityTimeoutSeconds,
      dependsOn: [key, serviceLogs.policy],
      topicArn: newFiles.topicArnOf(logClass),
    });
    newFiles.addQueue("serviceLogs", queue);
    const role = new SearchPipelineRole(scope, "Role", {
      accountId: account.id,
      region,
      dnsSuffix: partitions[partition].dnsSuffix,
      roleName: names.pipelineRoleName,
      pipelineArn: names.pipelineArn,
      domainArn: searchNamesFor(config).domainArn,
      queueArn: queue.queueArn,
      queueKeyArn: kmsKeyArn,
      filesBucketArn: serviceLogs.bucketArn,
      filesPrefix: names.filesPrefix,
      filesContext: "bucket",
      reads: `new ${name.replaceAll("-", " ")} of the service-log archive`,
      rejectedBucketArn: queryResults.bucketArn,
      rejectedPrefix: names.rejectedPrefix,
      archiveKeyArn: this.#props.archiveKeyArn,
    });
    return { logClass, accepting: queue.accepting, role };
  }
}
