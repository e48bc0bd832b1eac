import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { LogInsightsQueries, type LogInsightsQueriesProps } from "../../../../modules/monitoring/log-insights-queries";
import { synth } from "../../../support/synth";

const query = { name: "root-activity", text: "fields eventTime" };

const saved = (props: Partial<LogInsightsQueriesProps> = {}) =>
  synth((scope) => {
    new LogInsightsQueries(scope, "Queries", {
      folder: "acme",
      logGroupName: "acme-organization-trail",
      queries: [query, { name: "denied-calls", text: "stats count(*) by eventName" }],
      ...props,
    });
  }).all(CloudwatchQueryDefinition);

const named = (length: number) => "x".repeat(length - "acme/".length);

describe("LogInsightsQueries", () => {
  test("creates every query in the folder, for the log group only", () => {
    expect(saved()).toMatchObject([
      { name: "acme/root-activity", log_group_names: ["acme-organization-trail"], query_string: "fields eventTime" },
      {
        name: "acme/denied-calls",
        log_group_names: ["acme-organization-trail"],
        query_string: "stats count(*) by eventName",
      },
    ]);
  });

  test("creates no query definition if there are no queries", () => {
    expect(saved({ queries: [] })).toEqual([]);
  });

  test("keeps the query unchanged, even if it contains Terraform templates", () => {
    const [definition] = saved({ queries: [{ ...query, text: "filter a like /${b}%{c}/" }] });

    expect(definition.query_string).toBe("filter a like /$${b}%%{c}/");
  });

  test.each([9_999, 10_000])("accepts a query of %i characters", (length) => {
    expect(saved({ queries: [{ ...query, text: "x".repeat(length) }] })).toHaveLength(1);
  });

  test("fails with a query above the length limit", () => {
    expect(() => saved({ queries: [{ ...query, text: "x".repeat(10_001) }] })).toThrow(
      "query acme/root-activity has 10001 characters, but CloudWatch Logs accepts at most 10000",
    );
  });

  test.each([254, 255])("accepts a name of %i characters, including the folder", (length) => {
    expect(saved({ queries: [{ ...query, name: named(length) }] })).toHaveLength(1);
  });

  test("fails with a name above the length limit", () => {
    expect(() => saved({ queries: [{ ...query, name: named(256) }] })).toThrow(
      /has a name of 256 characters, but CloudWatch Logs accepts at most 255$/,
    );
  });

  test.each(["", "acme/", "/acme"])("fails with the folder %o", (folder) => {
    expect(() => saved({ folder })).toThrow(`folder must be a name without a slash, got "${folder}"`);
  });
});
