import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import { ArchiveMetrics } from "../../../../modules/archive/archive-metrics";
import { synth } from "../../../support/synth";

test("ArchiveMetrics counts the requests of each prefix separately, and does not count the whole bucket", () => {
  const metrics = synth((scope) => {
    new ArchiveMetrics(scope, "Metrics", {
      bucketName: "acme-trail-archive",
      prefixes: { files: "logs/AWSLogs/", digests: "logs/AWSLogs/o-1/" },
      dependsOn: [],
    });
  }).all(S3BucketMetric);

  expect(metrics).toEqual([
    expect.objectContaining({ bucket: "acme-trail-archive", name: "files", filter: { prefix: "logs/AWSLogs/" } }),
    expect.objectContaining({ bucket: "acme-trail-archive", name: "digests", filter: { prefix: "logs/AWSLogs/o-1/" } }),
  ]);
});
