import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { arn, account } from "../../../../sample-data/values";
import { oneStack } from "../../../support/organization";

const example = "config/example.yaml";
const ownKey = { archive: { kmsKeyArn: arn("kms", "eu-west-1", account(2), "key/own") } };

test("the archive key and its alias stay in AWS when another key is configured", () => {
  const { resource } = oneStack("log-archive", example).json;
  const created = [KmsKey, KmsAlias].map(({ tfResourceType: type }) => `${type}.${Object.keys(resource[type])[0]}`);
  const { removed } = oneStack("log-archive", example, ownKey).json;
  const kept = removed.filter(({ from }: { from: string }) => from.startsWith("aws_kms_"));

  expect(kept).toEqual(created.map((from) => ({ from, lifecycle: { destroy: false } })));
});

test("the key of a trial deployment is deleted with the deployment", () => {
  const trial = { archive: { ...ownKey.archive, preventDestroy: false } };

  expect(oneStack("log-archive", example, trial).json.removed ?? []).toEqual([]);
});
