import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { searchedLogs } from "./indexed-logs";
import { searchSizes } from "./search-sizes";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { runbooksOf } from "../../config/derived/links";
import { searchNamesFor, searchedLogNames } from "./names";
import { partitions } from "../../config/partitions";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { searchKeyGrants } from "./search-key-grants";
import { SearchAlarms } from "./search-alarms";
import { MonitorRole } from "./monitor-role";
import { SearchDomain } from "./search-domain";
import { SearchDomainLogs } from "./search-domain-logs";
import { SearchPipeline } from "./search-pipeline";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import { monitorText } from "./opensearch/monitors";
import { rejectedDocuments } from "./opensearch/pipeline";
import { setupText } from "./opensearch/setup";
import type { Archives } from "../../stacks/log-archive/archives";
import type { NewFiles } from "../../stacks/log-archive/new-files";
import { SearchFiles } from "./search-files";
import { SearchedLogs } from "./searched-logs";

export interface SearchProps {
  readonly account: Account;
  readonly config: AuditConfig;

  /** Role of the log-archive account that administers the domain. */
  readonly adminRoleArn: string;
  readonly archiveKeyArn: string;
  readonly archives: Archives;

  readonly newFiles: NewFiles;
}

/** Search and dashboards over the trail archive: a domain, and a pipeline that indexes every new file. */
export class Search extends Construct {
  /** Outputs for the administrator and the readers. */
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  /** Logs other than CloudTrail events. */
  readonly #logs: SearchedLogs;

  constructor(scope: Construct, id: string, props: SearchProps) {
    super(scope, id);

    const { account, config, archives, archiveKeyArn, newFiles } = props;
    const { search, trail } = config;
    const names = searchNamesFor(config);
    const { volumeGibibytes, shards } = searchSizes[search.size];

    const { keyArn: kmsKeyArn, key } = this.addKey(props);
    const shared = { account, config, archives, archiveKeyArn, kmsKeyArn, key, newFiles };
    const files = new SearchFiles(this, "Files", shared);
    this.#logs = new SearchedLogs(this, "Logs", shared);
    const domain = this.addDomain(props, {
      kmsKeyArn,
      key,
      writerRoleArn: files.roleArn,
      logWriterRoleArns: this.#logs.roleArns,
    });
    this.#logs.addPipelines(domain.endpoint);

    new SearchPipeline(this, "Pipeline", {
      pipelineName: names.pipelineName,
      definition: files.definition,
      domainEndpoint: domain.endpoint,
      minUnits: search.minUnits,
      maxUnits: search.maxUnits,
      subnetIds: search.subnetIds,
      securityGroupIds: search.securityGroupIds,
      logGroupName: names.pipelineLogGroup,
      logRetentionDays: trail.logGroupRetentionDays,
      kmsKeyArn,
      dependsOn: [key, ...files.ready],
    });

    new SearchAlarms(this, "Alarms", {
      accountId: account.id,
      domainName: names.domainName,
      queueName: names.fileQueueName,
      deadLetterQueueName: names.deadLetterQueueName,
      pipelineName: names.pipelineName,
      rejectedMetric: rejectedDocuments(files.definition),
      volumeGibibytes,
      alarmName: names.alarmName,
      topicArn: namesFor(config).topicArn("notify"),
      page: "What to do: docs/search.md.",
    });

    this.outputs = {
      ...(search.monitors && this.addMonitors(config)),
      search_dashboards: {
        value: `https://${domain.endpoint}/_dashboards`,
        description: "OpenSearch Dashboards, from inside the VPC",
      },
      search_setup: {
        value: setupText({
          shards,
          retentionDays: search.retentionDays,
          writerRoleArn: names.pipelineRoleArn,
          readerRoleArns: search.readerRoleArns,
          logs: this.#logs.streams,
        }),
        description:
          "Requests that the administrator sends once in the Dev Tools of Dashboards, before anybody can search",
      },
    };
  }

  /** The role with which monitors publish, and the requests that create the monitors. */
  private addMonitors(config: AuditConfig): Record<string, StackOutput> {
    const { monitorRoleName: roleName, monitorRoleArn: roleArn } = searchNamesFor(config);
    const { topicArn } = namesFor(config);
    const topicArns = { page: topicArn("page"), notify: topicArn("notify") };
    new MonitorRole(this, "Monitors", { partition: config.partition, roleName, topicArns: Object.values(topicArns) });
    const value = monitorText({
      streams: this.#logs.streams.map(({ stream }) => stream),
      topicArns,
      roleArn,
      runbookUrl: runbooksOf(config),
    });
    return { search_monitors: { value, description: "Requests that create the monitors, to be sent once" } };
  }

  private addKey({ account, config, newFiles }: SearchProps): EncryptionKey {
    const { partition, homeRegion: region } = config;
    const names = searchNamesFor(config);
    const logGroup = (name: string) => `arn:${partition}:logs:${region}:${account.id}:log-group:${name}`;
    return new EncryptionKey(this, "Key", {
      aliasName: names.keyAlias,
      description: "Encrypts the search domain, its logs and its queues",
      grants: searchKeyGrants({
        partition,
        dnsSuffix: partitions[partition].dnsSuffix,
        accountId: account.id,
        region,
        logGroupArns: [
          logGroup(names.domainLogGroup("*")),
          logGroup(names.pipelineLogGroup),
          ...searchedLogs(config).map((logClass) => logGroup(searchedLogNames(config, logClass).pipelineLogGroup)),
        ],
        fromTopic: ["trail", ...searchedLogs(config)].some((files) => newFiles.topicArnOf(files) !== undefined),
      }),
      // All data that this key encrypts can be read from the archive again
      preventDestroy: false,
    });
  }

  private addDomain({ account, config, adminRoleArn }: SearchProps, { key, ...keyAndWriter }: KeyAndWriter) {
    const { domainName, domainArn, domainLogGroup: logGroupName } = searchNamesFor(config);
    const { partition, homeRegion: region, trail, search } = config;
    const { logs, policy } = new SearchDomainLogs(this, "DomainLogs", {
      partition,
      accountId: account.id,
      region,
      domainName,
      domainArn,
      logGroupName,
      retentionDays: trail.logGroupRetentionDays,
      kmsKeyArn: keyAndWriter.kmsKeyArn,
      dependsOn: [key],
    });
    return new SearchDomain(this, "Domain", {
      ...keyAndWriter,
      domainName,
      domainArn,
      size: searchSizes[search.size],
      subnetIds: search.subnetIds,
      securityGroupIds: search.securityGroupIds,
      adminRoleArn,
      readerRoleArns: search.readerRoleArns,
      logs,
      offPeakHour: search.offPeakHour,
      createServiceLinkedRole: search.createServiceLinkedRole,
      dependsOn: [policy],
    });
  }
}

interface KeyAndWriter {
  readonly kmsKeyArn: string;
  readonly key: ITerraformDependable;
  readonly writerRoleArn: string;
  readonly logWriterRoleArns: readonly string[];
}
