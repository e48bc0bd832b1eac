import { cloudTrailTable } from "../../../../../tables/cloudtrail";
import {
  indexTemplate,
  retentionPolicy,
  setupRequests,
  setupText,
} from "../../../../../features/search/opensearch/setup";
import { account, arn } from "../../../../../sample-data/values";

const writerRoleArn = arn("iam", "", account(2), "role/writer");
const readerRoleArns = [arn("iam", "", account(5), "role/reader")];
const values = { shards: 3, retentionDays: 60, writerRoleArn, readerRoleArns };

interface Field {
  readonly type?: string;
  readonly ignore_above?: number;
  readonly ignore_malformed?: boolean;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly fields?: Readonly<Record<string, Field>>;
}

/** Returns every field of a mapping by its path. */
function fieldsOf(properties: Readonly<Record<string, Field>>, path = ""): [string, Field][] {
  return Object.entries(properties).flatMap(([name, field]) =>
    [[`${path}${name}`, field] as [string, Field]].concat(
      fieldsOf(field.properties ?? {}, `${path}${name}.`),
      fieldsOf(field.fields ?? {}, `${path}${name}.`),
    ),
  );
}

const template = indexTemplate(3);
const { settings, mappings } = template.template;
const fields = new Map(fieldsOf(mappings.properties));

describe("the index template", () => {
  test("applies to the pipeline's indexes, with the given number of shards and one replica", () => {
    expect(template.index_patterns).toEqual(["cloudtrail-*"]);
    expect(settings.index).toMatchObject({ number_of_shards: 3, number_of_replicas: 1 });
  });

  test("adds no fields from events, and accepts unknown fields", () => {
    expect(mappings).toMatchObject({ dynamic: false, date_detection: false, numeric_detection: false });
  });

  test("has far fewer fields than its limit, which is a tenth of OpenSearch's default", () => {
    expect(settings.index.mapping.total_fields.limit).toBe(120);
    expect(fields.size).toBeLessThan(90);
  });

  test.each(["requestParameters", "responseElements", "additionalEventData", "serviceEventDetails"])(
    "keeps %s, an object with any keys, in one field",
    (path) => {
      expect(fields.get(path)).toEqual({ type: "flat_object" });
    },
  );

  test("has every column of the archive's table, and objects with any keys as flat objects", () => {
    const { columns } = cloudTrailTable({ accountIds: [], regions: [], firstDay: "2025-01-01", location: "" });
    const names = new Set([...fields.keys()].map((path) => path.toLowerCase()));

    expect(columns.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });

  test("accepts keywords of any length, and invalid days", () => {
    for (const [path, { type, ignore_above: above, ignore_malformed: malformed }] of fields) {
      // Lucene accepts 32,766 bytes in a term, and a character has at most four bytes
      if (type === "keyword") expect([path, above]).toEqual([path, 8_191]);
      if (type === "ip" || (type === "date" && path !== "@timestamp")) expect([path, malformed]).toEqual([path, true]);
    }
  });

  test("uses no field type that rejects documents because of the type of a value", () => {
    const types = new Set([...fields.values()].flatMap(({ type }) => type ?? []));

    expect([...types].toSorted()).toEqual(["date", "flat_object", "ip", "keyword", "text"]);
  });

  test("searches only existing fields for free text", () => {
    const searched: string[] = settings.index.query.default_field;

    expect(searched.filter((path) => !fields.has(path))).toEqual([]);
    expect(searched).toContain("requestParameters");
  });
});

describe("the retention policy", () => {
  interface State {
    readonly name: string;
    readonly actions: readonly object[];
    readonly transitions: readonly {
      readonly state_name: string;
      readonly conditions: { readonly min_index_age: string };
    }[];
  }
  const { policy } = retentionPolicy(60);
  const states: readonly State[] = policy.states;

  test("applies to new indexes automatically", () => {
    expect(policy.ism_template).toEqual([{ index_patterns: ["cloudtrail-*"], priority: 100 }]);
  });

  test("deletes an index after the given days, from any state", () => {
    const [last] = states.slice(-1);

    expect(last).toEqual({ name: "deleted", actions: [{ delete: {} }], transitions: [] });
    for (const { transitions } of states.slice(0, -1)) {
      expect(transitions).toContainEqual({ state_name: "deleted", conditions: { min_index_age: "60d" } });
      // The first transition that applies is used, so the shorter retention must be listed before the merge
      expect(transitions[0]?.state_name).toBe("deleted");
    }
  });

  test("begins in an existing state, and has only transitions to existing states", () => {
    const names = states.map(({ name }) => name);

    expect(names).toContain(policy.default_state);
    for (const { transitions } of states) for (const { state_name: next } of transitions) expect(names).toContain(next);
  });
});

describe("the setup of a domain", () => {
  const requests = setupRequests(values);
  const bodyOf = (path: string) => requests.find((request) => request.path === path)?.body;
  const security = "_plugins/_security/api";

  test("gives the writer its permissions last, after the template and the retention policy", () => {
    expect(requests.map(({ path }) => path)).toEqual([
      "_index_template/cloudtrail",
      "_plugins/_ism/policies/cloudtrail",
      `${security}/roles/audit_reader`,
      `${security}/rolesmapping/audit_reader`,
      `${security}/rolesmapping/opensearch_dashboards_user`,
      `${security}/roles/audit_writer`,
      `${security}/rolesmapping/audit_writer`,
    ]);
    expect(bodyOf("_index_template/cloudtrail")).toEqual(template);
    expect(bodyOf("_plugins/_ism/policies/cloudtrail")).toEqual(retentionPolicy(60));
  });

  test("maps each IAM role only to its permissions", () => {
    expect(bodyOf(`${security}/rolesmapping/audit_writer`)).toEqual({ backend_roles: [writerRoleArn] });
    expect(bodyOf(`${security}/rolesmapping/audit_reader`)).toEqual({ backend_roles: readerRoleArns });
    expect(bodyOf(`${security}/rolesmapping/opensearch_dashboards_user`)).toEqual({ backend_roles: readerRoleArns });
  });

  test("maps nobody to the readers if there are none", () => {
    const paths = setupRequests({ ...values, readerRoleArns: [] }).map(({ path }) => path);

    expect(paths.filter((path) => path.includes("rolesmapping"))).toEqual([`${security}/rolesmapping/audit_writer`]);
  });

  test.each(["audit_reader", "audit_writer"])("allows %s only the indexes of events", (role) => {
    const body = bodyOf(`${security}/roles/${role}`) as { index_permissions: { index_patterns: string[] }[] };

    expect(body.index_permissions.map(({ index_patterns: patterns }) => patterns)).toEqual([["cloudtrail-*"]]);
  });

  test("allows readers to change neither events nor shared dashboards", () => {
    const allowed = JSON.stringify(bodyOf(`${security}/roles/audit_reader`));

    expect(allowed).not.toMatch(/write|crud|manage|delete|"\*"|indices_all|cluster_all/);
    expect(allowed).toContain("kibana_all_read");
  });

  test("the setup of a domain is a series of requests for Dev Tools: a line with method and path, a line of JSON, an empty line", () => {
    const lines = setupText(values).split("\n");

    expect(lines.length % 3).toBe(0);
    requests.forEach(({ path, body }, i) => {
      expect(lines[3 * i]).toBe(`PUT ${path}`);
      expect(JSON.parse(lines[3 * i + 1] ?? "")).toEqual(body);
      expect(lines[3 * i + 2]).toBe("");
    });
  });
});
