import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { type PublishedLog, SearchDomainLogs } from "../../../../features/search/search-domain-logs";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const domainArn = arn("es", "eu-west-1", account(2), "domain/acme-audit");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/search");
let logs: readonly PublishedLog[] = [];
const resources = synth((scope) => {
  ({ logs } = new SearchDomainLogs(scope, "Logs", {
    partition,
    accountId: account(2),
    region: "eu-west-1",
    domainName: "acme-audit",
    domainArn,
    logGroupName: (log) => `/aws/opensearch/acme-audit/${log}`,
    retentionDays: 400,
    kmsKeyArn,
    dependsOn: [],
  }));
});
const names = ["application", "audit", "slow-indexing", "slow-searches"].map(
  (log) => `/aws/opensearch/acme-audit/${log}`,
);

describe("SearchDomainLogs", () => {
  test("creates a log group for each kind of log", () => {
    expect(
      resources
        .all(CloudwatchLogGroup)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names);
    expect(logs.map(({ logType }) => logType).toSorted()).toEqual([
      "AUDIT_LOGS",
      "ES_APPLICATION_LOGS",
      "INDEX_SLOW_LOGS",
      "SEARCH_SLOW_LOGS",
    ]);
    expect(new Set(logs.map(({ cloudwatchLogGroupArn }) => cloudwatchLogGroupArn)).size).toBe(4);
  });

  test("encrypts each log group, with the given retention", () => {
    for (const group of resources.all(CloudwatchLogGroup)) {
      expect(group).toMatchObject({ kms_key_id: kmsKeyArn, retention_in_days: 400 });
    }
  });

  test("allows OpenSearch Service to write to the log groups, only for this domain", () => {
    const { Statement: statements } = JSON.parse(resources.one(CloudwatchLogResourcePolicy).policy_document);

    expect(statements).toEqual([
      {
        Sid: "AllowDomain",
        Effect: "Allow",
        Principal: { Service: "es.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: expect.any(Array),
        Condition: {
          StringEquals: { "aws:SourceAccount": account(2) },
          ArnEquals: { "aws:SourceArn": domainArn },
        },
      },
    ]);
    expect(statements[0].Resource.toSorted()).toEqual(
      names.map((name) => arn("logs", "eu-west-1", account(2), `log-group:${name}:*`)),
    );
  });
});
