import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { oneStack } from "../../support/organization";
import { account } from "../../../sample-data/values";

const object = `s3://acme-service-logs-${account(2)}/ssm-logs/AWSLogs/${account(3)}/sessions/eu-west-1/bad.log`;
const event = `s3://acme-trail-archive-${account(2)}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${account(3)}/`;
const change = { query: { quarantinedObjects: [object, event] } };
const before = oneStack("log-archive");
const after = oneStack("log-archive", "config/example.yaml", change);

/** Returns the SELECT of a view. */
const viewSql = (stack: typeof before) => {
  const text = stack.all(GlueCatalogTable).find(({ name }) => name === "cloudtrail_events")?.view_original_text;
  const encoded = String(text).replace(/^\/\* Presto View: | \*\/$/g, "");
  return JSON.parse(Buffer.from(encoded, "base64").toString()).originalSql as string;
};
const queriesOf = (stack: typeof before) =>
  Object.fromEntries(stack.all(AthenaNamedQuery).map(({ name, query }) => [name, query as string]));

describe("a quarantined object", () => {
  test("a quarantined object is excluded only from saved queries over its own table", () => {
    const [was, is] = [queriesOf(before), queriesOf(after)];
    const changed = Object.keys(is).filter((name) => is[name] !== was[name]);

    expect(changed).toContain("incident-session-commands");
    for (const name of Object.keys(is)) {
      const reads = /\b(FROM|JOIN) (session_transcripts|cloudtrail|cloudtrail_insights|cloudtrail_digests)\b/.test(
        was[name] ?? "",
      );
      expect([name, changed.includes(name)]).toEqual([name, reads]);
    }
    expect(is["incident-session-commands"]).toContain(`"$path" NOT IN ('${object}')`);
  });

  test("a quarantined object is excluded from the view", () => {
    expect(viewSql(before)).not.toContain("$path");
    expect(viewSql(after)).toContain(`"$path" < '${event}'`);
  });

  test("a quarantined object is also excluded from a view over an earlier trail, whose table then has the same number of columns", () => {
    const earlier = "s3://acme-old-trail/logs/AWSLogs/o-a1b2c3d4e5";
    const joined = oneStack("log-archive", "config/example.yaml", {
      query: { ...change.query, earlierTrailLocations: [earlier] },
    });

    const relations = [...viewSql(joined).matchAll(/\b(cloudtrail\w*) AS \(\s*SELECT \*, "\$path"/g)].map(
      ([, name]) => name,
    );
    expect(relations.length).toBeGreaterThan(1);
    const united = [...viewSql(joined).matchAll(/SELECT \* FROM (\w+)/g)].map(([, name]) => name);
    expect(united.length).toBeGreaterThan(1);
    expect(relations).toEqual(expect.arrayContaining(united));
  });
});
