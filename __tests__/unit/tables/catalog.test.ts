import { archivePrefixes } from "../../../log-sources/archive-prefixes";
import { tablesNamed } from "../../../queries/relations";
import { logTables, logViews, replicaCatalog, replicaLocation } from "../../../tables/catalog";
import { crawledTablePrefix, projectionParameters } from "../../../tables/log-table";
import { catalogSource, tables } from "../../support/catalog";
import { account } from "../../../sample-data/values";

/** Returns every name in a type such as `struct<a:string,b:array<struct<c:int>>>`. */
const fieldsIn = (type: string) => [...type.matchAll(/([\w-]+):/g)].map(([, name = ""]) => name);

describe("the tables", () => {
  test("the tables do not include the table of AWS WAF logs if these have no bucket", () => {
    expect(logTables(catalogSource({ webAclLogs: undefined })).map(({ name }) => name)).toEqual(
      tables.map(({ name }) => name).filter((name) => name !== "waf_logs"),
    );
  });

  test("include a table of the folders of external accounts, if there are any", () => {
    const outside = { accountIds: [account(8), account(9)], location: "s3://acme-trail/cloudtrail-logs/AWSLogs" };
    const more = logTables(catalogSource({ outside })).filter(({ name }) => !tables.some((one) => one.name === name));

    expect(more.map(({ name, location }) => [name, location])).toEqual([["cloudtrail_outside", outside.location]]);
    expect(more[0]?.partitions[0]?.projection).toEqual({ type: "enum", values: outside.accountIds });
  });

  test("include a table for each location of an earlier trail, numbered by its position", () => {
    const earlierTrailLocations = ["s3://old/AWSLogs/o-a1b2c3d4e5", "s3://older/x/AWSLogs/o-a1b2c3d4e5"];
    const more = logTables(catalogSource({ earlierTrailLocations })).filter(
      ({ name }) => !tables.some((one) => one.name === name),
    );
    const trail = tables.find(({ name }) => name === "cloudtrail");

    expect(more.map(({ name, location }) => [name, location])).toEqual(
      earlierTrailLocations.flatMap((location, i) => [
        [`cloudtrail_earlier_${i + 1}`, location],
        [`cloudtrail_earlier_${i + 1}_by_month`, location],
      ]),
    );
    for (const { name, columns, partitions, partitionPath } of more) {
      if (name.endsWith("_by_month")) continue;
      expect({ columns, partitions, partitionPath }).toEqual({
        columns: trail?.columns,
        partitions: trail?.partitions,
        partitionPath: trail?.partitionPath,
      });
    }
  });

  test("list the buckets with access logs", () => {
    const accessLogs = { accountIds: [account(2), account(3)], regions: ["eu-west-1"], bucketNames: ["a", "b", "c"] };
    const table = logTables(catalogSource({ accessLogs })).find(({ name }) => name === "s3_access_logs");

    expect(table?.partitions.slice(0, 3).map(({ projection }) => "values" in projection && projection.values)).toEqual([
      accessLogs.accountIds,
      accessLogs.regions,
      accessLogs.bucketNames,
    ]);
  });

  test("cover every prefix of the archives exactly once", () => {
    const prefixOf = (location: string) =>
      Object.values(archivePrefixes).filter((prefix) => `${location}/`.includes(`/${prefix}/`));

    // Failed deliveries have no fixed format, and no table
    const { failedDeliveries: _, ...shown } = archivePrefixes;
    expect(new Set(tables.flatMap(({ location }) => prefixOf(location)))).toEqual(new Set(Object.values(shown)));
    for (const { name, location } of tables) {
      // AWS WAF accepts no prefix
      if (name === "waf_logs") expect(location).toBe("s3://aws-waf-logs-acme/AWSLogs");
      else expect(prefixOf(location)).toHaveLength(1);
    }
  });

  test("read from the trail's configured location, such as Control Tower's organization path", () => {
    const cloudTrailLocation = "s3://aws-controltower-logs/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5";
    const moved = logTables(catalogSource({ cloudTrailLocation })).filter((table, i) => {
      return table.location !== tables[i]?.location;
    });

    expect(moved.map(({ name, location }) => [name, location])).toEqual(
      ["cloudtrail", "cloudtrail_by_account", "cloudtrail_by_month", "cloudtrail_insights", "cloudtrail_digests"].map(
        (name) => [name, cloudTrailLocation],
      ),
    );
  });

  test("the tables have the given accounts and regions, but access logs and lists of versions have those of the archive", () => {
    const accountIds = [account(1), account(2), account(3)];
    const regions = ["eu-west-1", "eu-west-3", "us-east-1"];

    for (const { name, partitions } of logTables(catalogSource({ accountIds, regions }))) {
      const ofArchive = name === "s3_access_logs" || name === "archive_versions";
      const values = Object.fromEntries(
        partitions.map(({ name: partition, projection }) => [partition, "values" in projection && projection.values]),
      );
      if (name !== "cloudtrail_by_account") expect(values["account"]).toEqual(ofArchive ? [account(2)] : accountIds);
      if (name === "dns_logs") continue;
      const atHome = ofArchive || name.endsWith("load_balancer_logs");
      const inCloudFront = name === "waf_logs" ? ["cloudfront"] : [];
      expect(values["region"]).toEqual(atHome ? ["eu-west-1"] : [...inCloudFront, ...regions]);
    }
  });
});

describe.each(tables.map((table) => [table.name, table] as const))("table %s", (name, table) => {
  const all = [...table.columns, ...table.partitions];

  test("has lower-case names and types, unique names, and comments that Glue accepts", () => {
    expect(name).toMatch(/^[a-z][a-z0-9_]{1,254}$/);
    expect(table.description).toMatch(/^[A-Z].{10,2000}$/);
    expect(new Set(all.map((column) => column.name)).size).toBe(all.length);
    for (const { name: column, type, comment } of all) {
      expect(column).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(type).toBe(type.toLowerCase());
      expect(comment).toMatch(/^[A-Za-z0-9].{1,253}[^.]$/);
    }
  });

  test("has only string columns if a regular expression reads it, because the SerDe in Trino supports no other type", () => {
    const types = new Set(table.columns.map((column) => column.type));

    if (table.serdeParameters?.["input.regex"] !== undefined) expect(types).toEqual(new Set(["string"]));
  });

  test("has no duplicate field in a struct", () => {
    for (const { type } of table.columns) {
      for (const struct of innermost(type)) expect(new Set(struct).size).toBe(struct.length);
    }
  });

  test("has a projected partition for each variable part of the path, in order", () => {
    const inPath = [...table.partitionPath.matchAll(/\$\{(\w+)\}/g)].map(([, partition]) => partition);
    const parameters = projectionParameters(table);

    expect(table.partitions.map((partition) => partition.name)).toEqual(inPath);
    expect(parameters["projection.enabled"]).toBe("true");
    for (const partition of inPath) {
      expect(parameters[`projection.${partition}.type`]).toMatch(/^(enum|date|injected)$/);
    }
    expect(new Set(table.partitions.map(({ type }) => type))).toEqual(new Set(["string"]));
  });

  test("does not begin with the crawler's prefix, and its location does not end with a slash", () => {
    expect(name.startsWith(crawledTablePrefix)).toBe(false);
    expect(`${table.location} ${table.partitionPath}`).not.toMatch(/\/( |$)|[^:]\/\//);
  });
});

/** Returns the names of each innermost struct, then of the structs around them. */
function innermost(type: string): string[][] {
  const found: string[][] = [];
  for (let rest = type; rest.includes("struct<");) {
    const inner = /(?:struct|array|map)<([^<>]*)>/.exec(rest);
    if (inner === null) break;
    found.push(fieldsIn(inner[1] ?? ""));
    rest = rest.replace(inner[0], "x");
  }
  return found;
}

describe("the views", () => {
  test("the views have names other than the tables, and read existing tables", () => {
    const names = tables.map(({ name }) => name);

    for (const { name, sql } of logViews()) {
      expect(names).not.toContain(name);
      const requested = [...sql.matchAll(/\bFROM (\w+)/g)].map(([, table]) => table);
      expect(requested.length).toBeGreaterThan(0);
      for (const table of requested) expect(names).toContain(table);
    }
  });

  test("include external accounts if there are any, and read no missing table", () => {
    const outside = { accountIds: [account(8)], location: "s3://acme-trail/cloudtrail-logs/AWSLogs" };
    const names = logTables(catalogSource({ outside })).map(({ name }) => name);

    for (const { sql } of logViews({ outside })) {
      const requested = [...sql.matchAll(/\bFROM (\w+)/g)].map(([, table]) => table);
      expect(requested).toEqual(["cloudtrail", "cloudtrail_outside"]);
      for (const table of requested) expect(names).toContain(table);
    }
  });

  test("include earlier trails if there are any, and read no missing table", () => {
    const earlierTrailLocations = ["s3://old/AWSLogs/o-a1b2c3d4e5", "s3://older/AWSLogs/o-a1b2c3d4e5"];
    const names = logTables(catalogSource({ earlierTrailLocations })).map(({ name }) => name);
    const requested = logViews({ earlierTrailLocations }).flatMap(({ sql }) => tablesNamed(sql, names));

    expect(requested).toEqual(["cloudtrail", "cloudtrail_earlier_1", "cloudtrail_earlier_2"]);
  });
});

describe("the tables over replicas", () => {
  const bucketOf = ({ location }: { readonly location: string }) => location.split("/")[2] ?? "";
  const source = catalogSource();
  const buckets = [...new Set(logTables(source).map(bucketOf))];
  const replicas = new Map(buckets.map((bucket) => [bucket, `${bucket}-replica`]));

  test("the tables over replicas have the same definition in another bucket, if every archive has a replica", () => {
    const { tables: replicated, views } = replicaCatalog(source, replicas);
    const back = replicated.map((table) => {
      const bucket = bucketOf(table);
      return { ...table, location: table.location.replace(bucket, bucket.replace(/-replica$/, "")) };
    });

    expect(back).toEqual(logTables(source));
    expect(replicated.every((table) => bucketOf(table).endsWith("-replica"))).toBe(true);
    expect(views).toEqual(logViews(source));
  });

  test.each(buckets)("omit exactly the tables over %s if it has no replica, and the views that read them", (bucket) => {
    const others = new Map([...replicas].filter(([name]) => name !== bucket));
    const { tables: replicated, views } = replicaCatalog(source, others);
    const left = logTables(source).filter((table) => bucketOf(table) === bucket);

    expect(left.length).toBeGreaterThan(0);
    expect(replicated.map(({ name }) => name)).toEqual(
      logTables(source)
        .map(({ name }) => name)
        .filter((name) => !left.some((table) => table.name === name)),
    );
    for (const { sql } of views) {
      expect(
        tablesNamed(
          sql,
          left.map(({ name }) => name),
        ),
      ).toEqual([]);
    }
  });

  test("omit the tables of earlier trails, and the view works without them", () => {
    const earlier = catalogSource({ earlierTrailLocations: ["s3://acme-old-trail/AWSLogs/o-a1b2c3d4e5"] });
    const { tables: replicated, views } = replicaCatalog(earlier, replicas);

    expect(replicated.filter(({ name }) => name.includes("earlier"))).toEqual([]);
    expect(views.map(({ name }) => name)).toEqual(logViews(source).map(({ name }) => name));
    expect(views.filter(({ sql }) => sql.includes("earlier"))).toEqual([]);
  });

  test.each([
    ["s3://acme-a", "s3://acme-b"],
    ["s3://acme-a/AWSLogs/x.gz", "s3://acme-b/AWSLogs/x.gz"],
    ["s3://acme-aa/AWSLogs", undefined],
    ["acme-a/AWSLogs", undefined],
  ])("find %s at %s", (location, expected) => {
    expect(replicaLocation(location, new Map([["acme-a", "acme-b"]]))).toBe(expected);
  });
});
