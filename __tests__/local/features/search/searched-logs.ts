import { loadConfig } from "../../../../config/load";
import { indexedLogs } from "../../../../features/search/indexed-logs";
import { type MonitorRow, monitorRows } from "../../../../features/search/opensearch/monitor-rows";
import { monitorSearch } from "../../../../features/search/opensearch/monitors";
import { type LogStream, streamTemplate } from "../../../../features/search/opensearch/setup";
import type { OpenSearch } from "../../../../local-aws/opensearch/opensearch";
import { gunzipSync } from "node:zlib";
import { appLogObjects } from "../../../../sample-data/logs/app-logs";
import { findingObjects } from "../../../../sample-data/logs/findings";
import { type FlowRow, flowRows } from "../../../../sample-data/logs/flow-logs";
import { logScene } from "../../../../local-aws/log-scene";
import type { LogObject } from "../../../../sample-data/logs/scene";
import { story } from "../../../../sample-data/logs/story";
import { type StreamDocument, documentsOf } from "../../../support/pipeline-run";
import { savedObjectsOf, visualizationsOf } from "../../../support/saved-objects";

const day = "2026-01-31";
const scene = logScene(loadConfig("config/examples/everything.yaml"), day);
const streams = Object.values(indexedLogs).map(({ stream }) => stream);

const flowKey = (account: string) =>
  `flow-logs/AWSLogs/aws-account-id=${account}/aws-service=vpcflowlogs/aws-region=${scene.home}/year=2026/month=01/day=31/hour=02/a.log.parquet`;
const appKey = `app-logs/${scene.payments}/${scene.home}/2026/01/31/a.gz`;

/** Adds the account and the hour of the path, which the rows of a Parquet file do not contain. */
function flowsOf({ account, hour: _ofPath, ...row }: FlowRow): StreamDocument[] {
  return documentsOf("flow-logs", flowKey(account), [row]);
}

const ofFiles = (stream: LogStream, objects: readonly LogObject[]): StreamDocument[] =>
  objects.flatMap(({ key, body }) => documentsOf(stream, key, gunzipSync(body).toString("utf8").trimEnd().split("\n")));

const flows = flowRows(scene).flatMap(flowsOf);
const lines = ofFiles("app-logs", appLogObjects(scene));
const findings = ofFiles("findings", findingObjects(scene));
const everything = [...flows, ...lines, ...findings];

/** Returns a batch of CloudWatch Logs as one line of a file. */
const batchOf = (logGroup: string, messages: readonly string[], id = logGroup) =>
  JSON.stringify({
    messageType: "DATA_MESSAGE",
    owner: scene.payments,
    logGroup,
    logStream: "host-1",
    subscriptionFilters: ["app-logs"],
    logEvents: messages.map((message, i) => ({ id: `${id}-${i}`, timestamp: Date.parse(`${day}T12:00:00Z`), message })),
  });

/** Tests the other logs in the OpenSearch server of the trail index's test, which is already running. */
export function describeOtherLogs(server: OpenSearch): void {
  /** Indexes documents like the sinks of the pipelines. Returns the status of each refused document. */
  async function indexAll(documents: readonly StreamDocument[]): Promise<number[]> {
    const body = documents
      .map((one) => `${JSON.stringify({ create: { _index: one.index, _id: one.id } })}\n${JSON.stringify(one.body)}\n`)
      .join("");
    const { items } = await server.request("POST", "_bulk?refresh=true", body);
    return items.flatMap(({ create: { error, status } }: { create: { error?: object; status: number } }) =>
      error ? [status] : [],
    );
  }

  const countOf = async (stream: LogStream, query = "*"): Promise<number> =>
    (await server.request("POST", `${stream}/_count`, { query: { query_string: { query, analyze_wildcard: true } } }))
      .count;

  describe("the other logs", () => {
    beforeAll(async () => {
      for (const stream of streams) {
        await server.request("PUT", `_index_template/${stream}`, streamTemplate(stream, 2));
      }
    });

    test("the other logs are accepted by their templates, each in its data stream, which the first document creates", async () => {
      expect([flows.length, lines.length, findings.length]).toEqual([11, 5, 4]);
      expect(await indexAll(everything)).toEqual([]);
      const { data_streams: created } = await server.request("GET", "_data_stream");
      expect(created.map(({ name }: { name: string }) => name).toSorted()).toEqual([...streams].toSorted());
    });

    test("the other logs are the same documents when their files are read again", async () => {
      const again = await indexAll(everything);

      expect(again).toEqual(everything.map(() => 409));
      expect(await countOf("flow-logs")).toBe(flows.length);
    });

    test.each<[LogStream, string, number]>([
      ["flow-logs", `srcaddr:"${story.attackerAddress}" OR dstaddr:"${story.attackerAddress}"`, 5],
      ["flow-logs", story.attackerAddress, 5],
      ["flow-logs", 'action:REJECT AND srcaddr:"0.0.0.0/0"', 1],
      ["flow-logs", "bytes:>1000000", 2],
      ["flow-logs", "dstport:[20 TO 25]", 2],
      ["flow-logs", `account:${scene.website}`, 3],
      ["app-logs", "shell", 1],
      ["app-logs", "fields.level:warn", 1],
      ["app-logs", 'log_group:"/app/website" AND fields.status:200', 2],
      ["app-logs", `account:${scene.payments}`, 3],
      ["findings", "finding.Severity.Label:HIGH", 1],
      ["findings", story.attackerAddress, 1],
      ["findings", `finding.Resources.Id:*${story.instanceId}`, 1],
      ["findings", "finding.Workflow.Status:RESOLVED", 1],
      ["findings", "finding.Resources.Details.AwsEc2Instance.Type:t3", 4],
    ])("the other logs in the data stream %s are found by %s", async (stream, query, expected) => {
      expect(await countOf(stream, query)).toBe(expected);
    });

    test("the other logs have only the configured fields, for any documents", async () => {
      for (const stream of streams) {
        const indexes = await server.request("GET", stream);
        const template = streamTemplate(stream, 2).template;
        for (const { mappings } of Object.values<{ mappings: { properties: object } }>(indexes)) {
          expect(mappings.properties).toEqual(template.mappings.properties);
        }
      }
    });

    test.each(visualizationsOf(savedObjectsOf("features/search/opensearch/log-dashboards.ndjson")))(
      "the other logs are counted correctly by $id",
      async ({ id, query, aggregations }) => {
        const [reference] =
          savedObjectsOf("features/search/opensearch/log-dashboards.ndjson").find((object) => object.id === id)
            ?.references ?? [];
        const terms = aggregations.filter(({ type }) => type === "terms" || type === "cardinality");
        const aggs = Object.fromEntries(
          terms.map(({ id: name, type, params: { field, size } }) => [
            name,
            { [type]: { field, ...(size && { size }) } },
          ]),
        );
        const search = { size: 0, query: { query_string: { query: query || "*" } }, aggs };
        const { hits, aggregations: found } = await server.request("POST", `${reference?.id}/_search`, search);

        if (id !== "logs-errors") expect(hits.total.value).toBeGreaterThan(0);
        for (const { id: name, type } of terms) {
          const { buckets, value } = found[name];
          expect(type === "terms" ? buckets.length : value).toBeGreaterThanOrEqual(id === "logs-errors" ? 0 : 1);
        }
      },
    );
  });

  // This is the last test, because the counts above must not contain its documents
  describe("an invalid log line", () => {
    test("an invalid log line is refused alone: invalid JSON, missing events, an invalid time", async () => {
      const noTime = JSON.stringify({ messageType: "DATA_MESSAGE", logGroup: "/a", logEvents: [{ id: "no-time" }] });
      const file = [
        batchOf("/app/before", ["one"]),
        '{"messageType":',
        "\u0000garbage",
        noTime,
        batchOf("/app/after", ["two"]),
      ];
      const refused = await indexAll(documentsOf("app-logs", appKey, file));

      expect(refused).toEqual([400, 400, 400]);
      expect(await countOf("app-logs", 'log_group:("/app/before" OR "/app/after")')).toBe(2);
    });

    test("an invalid log line can neither exceed the limit of fields nor change the type of another application's field", async () => {
      const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`key-${i}`, i]));
      const messages = [
        wide,
        { level: 1 },
        { level: { deep: true } },
        { level: ["a", 2] },
        { level: "x".repeat(100_000) },
      ];
      const batch = batchOf(
        "/app/noisy",
        messages.map((message) => JSON.stringify(message)),
      );

      expect(await indexAll(documentsOf("app-logs", appKey, [batch]))).toEqual([]);
      expect(await countOf("app-logs", "fields.key-4999:4999")).toBe(1);
      expect(await countOf("app-logs", "fields.level:1")).toBe(1);
    });

    test("an invalid log line cannot use the id of another account's log event", async () => {
      const forged = batchOf("/app/payments", ["forged"], "same");
      const other = appKey.replace(scene.payments, scene.website);

      expect(await indexAll(documentsOf("app-logs", appKey, [forged]))).toEqual([]);
      expect(await indexAll(documentsOf("app-logs", other, [forged]))).toEqual([]);
      expect(await countOf("app-logs", "message:forged")).toBe(2);
    });

    test("an invalid log line of a flow log loses only the field with the invalid value", async () => {
      const [row] = flowRows(scene);
      if (row === undefined) throw new Error("the story has no flow");
      const odd = { ...row, srcaddr: "-", packets: "many", interface_id: "eni-odd" };

      expect(await indexAll(flowsOf(odd as unknown as FlowRow))).toEqual([]);
      expect(await countOf("flow-logs", "interface_id:eni-odd AND NOT _exists_:srcaddr")).toBe(1);
    });

    test("an invalid log line is omitted if it is the record of an interface without traffic", () => {
      const [row] = flowRows(scene);

      expect(documentsOf("flow-logs", flowKey(scene.payments), [{ ...row, log_status: "NODATA" }])).toEqual([]);
    });
  });

  describe("after a rollover", () => {
    test("earlier documents are found, and the documents of a file that is read again exist twice", async () => {
      await server.request("POST", "findings/_rollover");

      expect(await countOf("findings", "finding.Severity.Label:HIGH")).toBe(1);
      expect(await indexAll(findings)).toEqual([]);
      expect(await countOf("findings", "finding.Severity.Label:HIGH")).toBe(2);
    });
  });

  describe("a monitor of the search", () => {
    const end = Date.parse(`${day}T20:00:00Z`);
    const at = (minutes: number) => end / 1_000 - minutes * 60;

    /** Runs the search of a monitor, and evaluates its condition for each group. The condition is also valid JavaScript. */
    async function alertsOf(id: string, periodEnd = end): Promise<object[]> {
      const row = monitorRows.find((one) => one.id === id) as MonitorRow;
      const text = JSON.stringify(monitorSearch(row)).replaceAll("{{period_end}}", String(periodEnd));
      const { hits, aggregations } = await server.request("POST", `${row.stream}/_search`, JSON.parse(text));
      if (row.groups === undefined) return hits.total.value === 0 ? [{}] : [];
      const { paths, condition } = row.groups;
      const isAlert = new Function("params", `return ${condition}`) as (params: object) => boolean; // oxlint-disable-line no-new-func -- a condition of this repository
      return aggregations.groups.buckets
        .filter((bucket: Bucket) =>
          isAlert(Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, valueAt(bucket, path)]))),
        )
        .map(({ key }: Bucket) => key);
    }

    const refusedFlow = (srcaddr: string, dstport: number) => {
      const [row] = flowRows(scene);
      return flowsOf({ ...row, srcaddr, dstport, action: "REJECT", start: at(10), end: at(9) } as unknown as FlowRow);
    };

    test("finds a private address that was refused at a hundred ports, but no address with fewer ports and no public address", async () => {
      const ports = Array.from({ length: 100 }, (_, i) => i + 1);
      await indexAll(ports.flatMap((port) => refusedFlow("10.20.0.99", port)));
      await indexAll(ports.slice(1).flatMap((port) => refusedFlow("10.20.0.98", port)));
      await indexAll(ports.flatMap((port) => refusedFlow("198.51.100.7", port)));
      // Responses to clients
      await indexAll(ports.flatMap((port) => refusedFlow("10.20.0.97", port + 40_000)));

      expect(await alertsOf("refused-ports")).toEqual([expect.objectContaining({ srcaddr: "10.20.0.99" })]);
      expect(await alertsOf("refused-ports", end + 3_600_000)).toEqual([]);
    });

    test("finds a resource with three new findings of high severity, but not with fewer findings", async () => {
      const finding = (resource: string, n: number, label: string) => {
        const versions = findingObjects(scene).flatMap(({ body }) => gunzipSync(body).toString("utf8").split("\n"));
        const event = JSON.parse(versions[0] ?? "");
        const [one] = event.detail.findings;
        const changed = {
          ...one,
          Id: `finding-${n}`,
          UpdatedAt: new Date(at(n) * 1_000).toISOString(),
          Severity: { Label: label },
          Resources: [{ Type: "AwsEc2Instance", Id: resource }],
        };
        const line = JSON.stringify({ ...event, id: `${resource}-${n}-${label}`, detail: { findings: [changed] } });
        return documentsOf("findings", `securityhub-findings/${scene.payments}/${scene.home}/2026/01/31/a.gz`, [line]);
      };
      await indexAll([1, 2, 3].flatMap((n) => finding("attacked", n, "CRITICAL")));
      // Two findings, one of which is updated again and again
      await indexAll([1, 2].flatMap((n) => finding("updated", n, "HIGH")));
      await indexAll([1, 2, 3].flatMap((n) => finding("minor", n, "LOW")));

      expect(await alertsOf("repeated-findings")).toEqual([
        expect.objectContaining({ "finding.Resources.Id": "attacked" }),
      ]);
    });

    test("finds a log group in which most lines are errors, and no log group in which few lines are errors", async () => {
      const logs = (group: string, errors: number, others: number) =>
        documentsOf("app-logs", appKey, [
          batchOf(group, [
            ...Array.from({ length: errors }, () => "ERROR cannot reach the database"),
            ...Array.from({ length: others }, () => "fine"),
          ]).replaceAll(String(Date.parse(`${day}T12:00:00Z`)), String(at(5) * 1_000)),
        ]);
      await indexAll([...logs("/app/broken", 200, 200), ...logs("/app/busy", 200, 201), ...logs("/app/small", 199, 0)]);

      expect(await alertsOf("application-errors")).toEqual([expect.objectContaining({ log_group: "/app/broken" })]);
    });

    test("finds that no document was indexed, and only then", async () => {
      expect(await alertsOf("no-flow-logs")).toEqual([]);
      expect(await alertsOf("no-flow-logs", end + 4 * 3_600_000)).toEqual([{}]);
      expect(await alertsOf("no-app-logs")).toEqual([]);
      expect(await alertsOf("no-app-logs", end + 4 * 3_600_000)).toEqual([{}]);
    });
  });
}

interface Bucket {
  readonly key: object;
  readonly doc_count: number;
  readonly [name: string]: unknown;
}

/** Returns the value of a path in a bucket: a number of documents, of the bucket or of a filter in it, or a metric. */
function valueAt(bucket: Bucket, path: string): unknown {
  if (path === "_count") return bucket.doc_count;
  const [name = "", count] = path.split(".");
  const inner = bucket[name] as { value?: number; doc_count?: number } | undefined;
  return count === "_count" ? inner?.doc_count : inner?.value;
}
