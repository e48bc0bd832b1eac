import { s3AccessLogsTable } from "../../../tables/s3-access-logs";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = s3AccessLogsTable({ ...logSource, bucketNames: ["acme-trail", "acme-config"] });
const regex = new RegExp(`^${table.serdeParameters?.["input.regex"]}$`);

/** A record in the format of S3. The fields after the version id were added later. */
const early =
  'owner acme-trail [06/Feb/2026:00:00:38 +0000] 192.0.2.3 requester id1 REST.GET.OBJECT a/b.json "GET /a/b.json HTTP/1.1" 200 - 113 - 7 6 "-" "S3 Console/0.4 (x y)" -';
const later = `${early} host= SigV4 TLS_AES AuthHeader acme.s3.amazonaws.com TLSv1.3 - Yes`;

const row = (line: string) => {
  const values = regex.exec(line)?.slice(1) ?? [];
  return Object.fromEntries(table.columns.map(({ name }, i) => [name, values[i]]));
};

describe("s3AccessLogsTable", () => {
  test("finds the records of a bucket and a day under date-partitioned keys", () => {
    expect(folderIn(table, { account: account(2), region: "eu-west-1", bucket: "acme-trail", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(2)}/eu-west-1/acme-trail/2026/01/31`,
    );
    expect(table.partitions[2]?.projection).toEqual({ type: "enum", values: ["acme-trail", "acme-config"] });
  });

  test("has a regular expression with a group for each of its 26 columns", () => {
    expect(table.columns).toHaveLength(26);
    expect(regex.exec(later)?.slice(1)).toHaveLength(26);
  });

  test("reads every field of a record into its column", () => {
    expect(row(later)).toMatchObject({
      bucketowner: "owner",
      requestdatetime: "06/Feb/2026:00:00:38 +0000",
      operation: "REST.GET.OBJECT",
      key: "a/b.json",
      request_uri: '"GET /a/b.json HTTP/1.1"',
      httpstatus: "200",
      errorcode: "-",
      referrer: '"-"',
      useragent: '"S3 Console/0.4 (x y)"',
      versionid: "-",
      endpoint: "acme.s3.amazonaws.com",
      aclrequired: "Yes",
    });
  });

  test("reads an old record without the later fields, one with additional fields, and one with spaces in the referrer", () => {
    expect(row(early)).toMatchObject({ versionid: "-", hostid: undefined });
    expect(row(`${later} new-field another`)).toMatchObject({ aclrequired: "Yes" });
    expect(row(later.replace('"-" "S3', '"a b" "S3'))).toMatchObject({ referrer: '"a b"', aclrequired: "Yes" });
    expect(row(early.replace('"GET /a/b.json HTTP/1.1"', "-"))).toMatchObject({ request_uri: "-", httpstatus: "200" });
  });
});
