import { keyOf } from "../../../../cli/access-map/s3-location";
import { logWriters } from "../../../../cli/access-map/log-writers";
import { replicasOf } from "../../../../cli/access-map/replicas";
import { References } from "../../../../terraform-types/synthesized/references";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { account, arn } from "../../../../sample-data/values";

const provider = { aws: [{ allowed_account_ids: [account(1)], region: "eu-west-1" }] };
const to = (bucket: string) => ({ destination: { bucket: arn("s3", "", "", bucket) } });
const replicas = (bucket: string, rule: unknown) => {
  const resource = {
    aws_s3_bucket: { Source: { bucket: "source" } },
    aws_cloudtrail: { Trail: { name: "trail", s3_bucket_name: "source", s3_key_prefix: "trail" } },
    aws_flow_log: {
      A: { log_destination: `${arn("s3", "", "", "source")}/flow/` },
      B: { log_destination: `${arn("s3", "", "", "source")}/flow/` },
      C: { log_destination: `${arn("s3", "", "", "elsewhere")}/flow/` },
    },
    aws_s3_bucket_replication_configuration: { Replication: { bucket, rule } },
  };
  const references = new References([readStack("one", { provider, resource })]);
  return replicasOf(references, logWriters(references));
};

test("logs of the source are listed with the same key at each destination, once", () => {
  const found = replicas("${aws_s3_bucket.Source.bucket}", [to("copy"), { destination: [to("far").destination] }]);

  expect(found.map(({ location }) => keyOf(location))).toEqual(["copy/trail", "copy/flow", "far/trail", "far/flow"]);
  expect(found[0]).toMatchObject({ accountId: account(1), what: "S3 replication", isOfOrganization: false });
});

test("a source without logs has no replicas", () => {
  expect(replicas("empty", to("copy"))).toEqual([]);
});
