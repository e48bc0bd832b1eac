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
  test("has every query in the folder, only for the log group", () => {
    expect(saved()).toMatchObject([
      { name: "acme/root-activity", log_group_names: ["acme-organization-trail"], query_string: "fields eventTime" },
      {
        name: "acme/denied-calls",
        log_group_names: ["acme-organization-trail"],
        query_string: "stats count(*) by eventName",
      },
    ]);
  });

  test("has none without queries", () => {
    expect(saved({ queries: [] })).toEqual([]);
  });

  test("keeps the text unchanged, also with Terraform templates in it", () => {
    const [definition] = saved({ queries: [{ ...query, text: "filter a like /${b}%{c}/" }] });

    expect(definition.query_string).toBe("filter a like /$${b}%%{c}/");
  });

  test.each([9_999, 10_000])("accepts a query of %i characters", (length) => {
    expect(saved({ queries: [{ ...query, text: "x".repeat(length) }] })).toHaveLength(1);
  });

  test("fails with a query that is too long", () => {
    expect(() => saved({ queries: [{ ...query, text: "x".repeat(10_001) }] })).toThrow(
      "query acme/root-activity has 10001 characters, CloudWatch Logs accepts at most 10000",
    );
  });

  test.each([254, 255])("accepts a name of %i characters, folder included", (length) => {
    expect(saved({ queries: [{ ...query, name: named(length) }] })).toHaveLength(1);
  });

  test("fails with a name that is too long", () => {
    expect(() => saved({ queries: [{ ...query, name: named(256) }] })).toThrow(
      /has a name of 256 characters, CloudWatch Logs accepts at most 255$/,
    );
  });

  test.each(["", "acme/", "/acme"])("refuses the folder %o", (folder) => {
    expect(() => saved({ folder })).toThrow(`folder must be a name without a slash, got "${folder}"`);
  });
});
