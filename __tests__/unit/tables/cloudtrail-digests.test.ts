import { cloudTrailDigestsTable } from "../../../tables/cloudtrail-digests";
import { jsonLines } from "../../../tables/formats";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = cloudTrailDigestsTable(logSource);

/** The fields that AWS documents. */
const documented = [
  "awsAccountId digestStartTime digestEndTime digestS3Bucket digestS3Object digestPublicKeyFingerprint",
  "digestSignatureAlgorithm newestEventTime oldestEventTime previousDigestS3Bucket previousDigestS3Object",
  "previousDigestHashValue previousDigestHashAlgorithm previousDigestSignature logFiles",
].flatMap((line) => line.toLowerCase().split(" "));

describe("cloudTrailDigestsTable", () => {
  test("finds the digests at the trail's location", () => {
    expect(folderIn(table, { account: account(1), region: "eu-west-1", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/CloudTrail-Digest/eu-west-1/2026/01/31`,
    );
  });

  test("returns one row for each file, because a digest file contains no Records", () => {
    expect(table).toMatchObject(jsonLines());
  });

  test("has the fields that AWS documents, including the hashes of the log files", () => {
    expect(table.columns.map(({ name }) => name)).toEqual(documented);
    expect(typesOf(table).at(-1)).toBe(
      "logfiles array<struct<s3bucket:string,s3object:string,hashvalue:string,hashalgorithm:string,newesteventtime:string,oldesteventtime:string>>",
    );
  });
});
