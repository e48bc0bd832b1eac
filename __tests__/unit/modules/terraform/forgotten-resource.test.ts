import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Construct } from "constructs";
import { ForgottenResource } from "../../../../modules/terraform/forgotten-resource";
import { synth } from "../../../support/synth";

describe("ForgottenResource", () => {
  const inside = (define: (scope: Construct) => unknown) =>
    synth((scope) => {
      define(new Construct(scope, "Archive"));
    }).json;

  test("removes the address of a resource with this construct path from the state, and leaves the resource in AWS", () => {
    const earlier = inside((scope) => new S3Bucket(scope, "Resource", {}));
    const [name] = Object.keys(earlier.resource.aws_s3_bucket);
    const { removed, ...others } = inside((scope) => new ForgottenResource(scope, "Resource", "aws_s3_bucket"));

    expect(removed).toEqual([{ from: `aws_s3_bucket.${name}`, lifecycle: { destroy: false } }]);
    expect(others.resource).toBeUndefined();
  });

  test("removes one of several resources", () => {
    const { removed } = inside((scope) => [
      new ForgottenResource(scope, "One", "aws_s3_bucket"),
      new ForgottenResource(scope, "Two", "aws_kms_key"),
    ]);

    expect(removed.map(({ from }: { from: string }) => from.split(".")[0])).toEqual(["aws_s3_bucket", "aws_kms_key"]);
  });
});
