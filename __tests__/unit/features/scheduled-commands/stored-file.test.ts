import { gunzipSync } from "node:zlib";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { randomBytes } from "node:crypto";
import { StoredFile } from "../../../../features/scheduled-commands/stored-file";
import { account, partition } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const place = { partition, accountId: account(2), region: "eu-west-1" };
const parametersOf = (content: string) =>
  synth((scope) => new StoredFile(scope, "File", { ...place, folder: "acme-check", name: "audit.yaml", content })).all(
    SsmParameter,
  );
const contentOf = (values: readonly string[]) => gunzipSync(Buffer.from(values.join(""), "base64")).toString();
const textOf = (bytes: number) => randomBytes(bytes).toString("hex");

test.each(["", "{}", "é €", textOf(20_000)])("the parameters contain the compressed file, number %#", (content) => {
  const values = parametersOf(content).map(({ value }) => value);

  expect(contentOf(values)).toBe(content);
});

test("the same file has the same parameters at any time, and another file has others", () => {
  const values = (content: string) => JSON.stringify(parametersOf(content));
  const first = values("{}");

  expect(values("{}")).toBe(first);
  expect(values("{ }")).not.toBe(first);
});

test("no parameter is longer than the tier Standard accepts, and each part is as long as possible", () => {
  const lengths = parametersOf(textOf(20_000)).map(({ value }) => value.length);

  expect(lengths.length).toBeGreaterThan(2);
  expect(lengths.slice(0, -1).filter((length) => length !== 4096)).toEqual([]);
  expect(lengths.at(-1)).toBeLessThanOrEqual(4096);
});
