import { existsSync, readFileSync } from "node:fs";
import { monitorRows } from "../../../../../features/search/opensearch/monitor-rows";
import { monitorRequests, monitorText } from "../../../../../features/search/opensearch/monitors";
import { streamTemplate } from "../../../../../features/search/opensearch/setup";
import { account, arn } from "../../../../../sample-data/values";
import { withContext } from "../../../../support/with-context";

const topicArns = {
  page: arn("sns", "eu-west-1", account(1), "acme-audit-page"),
  notify: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
};
const roleArn = arn("iam", "", account(2), "role/acme-search-monitors");
const values = {
  streams: ["flow-logs", "app-logs", "findings"],
  topicArns,
  roleArn,
  runbookUrl: "docs/runbooks",
} as const;
const requests = monitorRequests(values);
const monitors = requests.filter(({ path }) => path.includes("monitors")).map(({ body }) => body as Monitor);

interface Monitor {
  readonly name: string;
  readonly monitor_type: string;
  readonly inputs: readonly { readonly search: { readonly indices: readonly string[]; readonly query: object } }[];
  readonly triggers: readonly Readonly<Record<string, any>>[]; // oxlint-disable-line typescript/no-explicit-any -- as OpenSearch has it
}

test("the channels are created first, one for each topic, with the role that may publish", () => {
  const channels = requests.filter(({ path }) => path === "_plugins/_notifications/configs");

  expect(requests.slice(0, channels.length)).toEqual(channels);
  expect(channels.map(({ body }) => body)).toEqual(
    (["notify", "page"] as const).map((severity) => ({
      config_id: `audit-${severity}`,
      config: {
        name: `audit-${severity}`,
        description: expect.any(String),
        config_type: "sns",
        is_enabled: true,
        sns: { topic_arn: topicArns[severity], role_arn: roleArn },
      },
    })),
  );
});

test("a domain has only the monitors of its data streams, and the channels that these use", () => {
  const few = monitorRequests({ ...values, streams: ["flow-logs"] });

  expect(few.map(({ body }) => (body as { name?: string; config_id?: string }).name ?? "channel")).toEqual([
    "channel",
    "refused-ports",
    "no-flow-logs",
  ]);
});

describe.each(monitorRows)(
  "the monitor $id",
  ({ id, severity, stream, title, groups, everyMinutes, windowMinutes }) => {
    const monitor = monitors.find(({ name }) => name === id) as Monitor;
    const [trigger] = Object.values(monitor.triggers[0] ?? {});

    test("publishes to the topic of its severity, and links its runbook", () => {
      const runbook = `docs/runbooks/search-${id}.md`;

      expect(trigger.severity).toBe(severity === "page" ? "1" : "3");
      expect(trigger.actions).toHaveLength(1);
      expect(trigger.actions[0].destination_id).toBe(`audit-${severity}`);
      expect(trigger.actions[0].message_template.source).toContain(`What to do: ${runbook}`);
      expect(existsSync(runbook)).toBe(true);
      expect(readFileSync(runbook, "utf8")).toMatch(new RegExp(`^# ${title}\n`));
      expect(readFileSync(runbook, "utf8")).toContain(`\`${id}\`, severity ${severity}`);
    });

    test("searches its own data stream, in windows that overlap", () => {
      expect(monitor.inputs.map(({ search }) => search.indices)).toEqual([[stream]]);
      expect(JSON.stringify(monitor.inputs)).toContain(`{{period_end}}||-${windowMinutes}m`);
      expect(windowMinutes).toBeGreaterThan(everyMinutes);
    });

    test("has the monitor type that its grouping requires", () => {
      expect(monitor.monitor_type).toBe(groups ? "bucket_level_monitor" : "query_level_monitor");
      expect(Object.keys(monitor.triggers[0] ?? {})).toEqual([groups ? "bucket_level_trigger" : "query_level_trigger"]);
      if (groups === undefined) return;
      const { properties } = streamTemplate(stream, 1).template.mappings;
      const typeOf = (path: string) =>
        // oxlint-disable-next-line typescript/no-explicit-any -- a mapping has no type
        path.split(".").reduce<any>((field, name) => (field.properties ?? field)[name], properties)?.type;
      for (const field of groups.fields) withContext(field, () => expect(["keyword", "ip"]).toContain(typeOf(field)));
      const named = [...groups.condition.matchAll(/params\.(\w+)/g)].map(([, name = ""]) => name);
      expect(new Set(named)).toEqual(new Set(Object.keys(groups.paths)));
      expect(trigger.condition).toMatchObject({ parent_bucket_path: "groups", buckets_path: groups.paths });
    });
  },
);

test("the requests for Dev Tools have a line with method and path, and a line of JSON", () => {
  const lines = monitorText(values).split("\n");

  requests.forEach(({ method, path, body }, i) => {
    expect(lines[3 * i]).toBe(`${method} ${path}`);
    expect(JSON.parse(lines[3 * i + 1] ?? "")).toEqual(body);
  });
});
