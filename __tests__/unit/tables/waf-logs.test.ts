import { jsonLines } from "../../../tables/formats";
import { projectionParameters } from "../../../tables/log-table";
import { wafLogsTable } from "../../../tables/waf-logs";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = wafLogsTable(logSource);

describe("wafLogsTable", () => {
  test.each(["eu-west-1", "cloudfront"])("finds the records of a web ACL and a day in %s", (region) => {
    expect(folderIn(table, { account: account(1), region, webacl: "shop", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/WAFLogs/${region}/shop/2026/01/31`,
    );
    expect(projectionParameters(table)["projection.region.values"]).toBe("cloudfront,eu-west-1,us-east-1");
  });

  test("lists no web ACL, so that a query must name a web ACL", () => {
    expect(projectionParameters(table)["projection.webacl.type"]).toBe("injected");
  });

  test("has the columns of Athena's guide", () => {
    expect(table).toMatchObject(jsonLines());
    expect(table.columns.map(({ name }) => name).join(" ")).toBe(
      "timestamp formatversion webaclid terminatingruleid terminatingruletype action terminatingrulematchdetails httpsourcename httpsourceid rulegrouplist ratebasedrulelist nonterminatingmatchingrules requestheadersinserted responsecodesent httprequest labels captcharesponse challengeresponse ja3fingerprint ja4fingerprint oversizefields requestbodysize requestbodysizeinspectedbywaf",
    );
  });

  test("has the client, the request and the matched rules", () => {
    const types = typesOf(table);

    expect(types).toContain("timestamp bigint");
    for (const field of ["clientip:string", "country:string", "uri:string", "httpmethod:string", "host:string"]) {
      expect(types.find((type) => type.startsWith("httprequest "))).toContain(field);
    }
    expect(types.find((type) => type.startsWith("nonterminatingmatchingrules "))).toContain(
      "array<struct<ruleid:string,action:string,overriddenaction:string",
    );
  });
});
