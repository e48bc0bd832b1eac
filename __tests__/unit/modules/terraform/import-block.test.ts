import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { ImportBlock } from "../../../../modules/terraform/import-block";
import { synth } from "../../../support/synth";

describe("ImportBlock", () => {
  const { json } = synth((scope) => {
    for (const name of ["first", "second"]) {
      const bucket = new S3Bucket(scope, `Bucket-${name}`, { bucket: name });
      new ImportBlock(scope, `Adopted-${name}`, { to: bucket, importId: `${name}@eu-west-1` });
    }
  });

  test("imports each object to the address of its resource, and contains nothing else", () => {
    const addresses = Object.keys(json.resource.aws_s3_bucket).map((name) => `aws_s3_bucket.${name}`);

    expect(json.import).toEqual([
      { to: addresses[0], id: "first@eu-west-1" },
      { to: addresses[1], id: "second@eu-west-1" },
    ]);
    expect(Object.keys(json.resource)).toEqual(["aws_s3_bucket"]);
  });

  test("ImportBlock is written without running Terraform", () => {
    const { PATH } = process.env;
    process.env["PATH"] = "";
    try {
      expect(() =>
        synth((scope) => {
          new ImportBlock(scope, "Adopted", { to: new S3Bucket(scope, "Bucket", {}), importId: "x" });
        }),
      ).not.toThrow();
    } finally {
      process.env["PATH"] = PATH;
    }
  });
});
