import { createHash } from "node:crypto";
import type { Account } from "../../../config/derived/accounts";
import { accountId, accountName } from "../../../config/schema/fields";
import { samplesOf, templateOf } from "../../../synthesis/root-template";

const idOf = (id: number) => String(id).padStart(12, "0");
const root = (name: string, id: number): Account => ({
  id: idOf(id),
  role: "member",
  stackName: `member-${name}`,
  deployRoleArn: undefined,
  planRoleArn: undefined,
});

const group = [
  root("audit", 500),
  root("a", 400),
  root("payments", 123_123_123_123),
  root("payments-2", 999_999_999_999),
  root("z".repeat(50), 30),
  root("0", 0),
  root("9", 700),
  root(idOf(123_456_789_012), 210_987_654_321),
];

const stamped = (textOf: (root: Account) => string, roots = group) => {
  const samples = samplesOf(roots).map((one) => ({ root: one, text: textOf(one) }));
  const template = templateOf(samples);
  return template && roots.map((one) => template.stamp(one));
};

test.each<[string, (root: Account) => string]>([
  ["its id and its stack name", ({ id, stackName }) => `{"${stackName}":"arn:${id}:${stackName}/${id}"}`],
  ["its id and its stack name without a separator", ({ id, stackName }) => `${id}${stackName}${stackName}${id}${id}`],
  ["its id inside a longer number", ({ id }) => `1${id}2`],
  ["neither", () => "constant"],
  ["words that are names of other roots", ({ stackName }) => `audit a payments 0 member- ${stackName}`],
  [
    "a different string for roots above a limit that no root reaches",
    ({ id }) => (id < "9".repeat(13) ? `less ${id}` : id),
  ],
])("a template writes the Terraform of every root if it contains %s", (_, textOf) => {
  expect(stamped(textOf)).toEqual(group.map(textOf));
});

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

test.each<[string, (root: Account) => string]>([
  ["a hash of the id", ({ id }) => hash(id)],
  ["a hash of the name", ({ stackName }) => hash(stackName).slice(0, 8)],
  ["a part of the id", ({ id }) => id.slice(0, 6)],
  ["the name without its prefix", ({ stackName }) => stackName.replace("member-", "")],
  ["a name cut to a length", ({ stackName }) => stackName.slice(0, 56)],
  [
    "a hash of the name if the name is too long",
    ({ stackName }) => (stackName.length > 56 ? hash(stackName) : stackName),
  ],
  ["another string for the shortest name", ({ stackName }) => (stackName.length < 9 ? "short" : stackName)],
  ["the id in a sorted list", ({ id }) => [id, idOf(500), idOf(500_000_000_000)].toSorted().join()],
  ["the name in a sorted list", ({ stackName }) => [stackName, "member-b"].toSorted().join()],
  ["the id, and the name in capitals", ({ id, stackName }) => `${id}${stackName.toUpperCase()}`],
  ["the id in base64", ({ id }) => Buffer.from(id).toString("base64")],
  ["the ids of all roots", ({ id }) => group.map((other) => other.id).join() + id],
  ["the id as a number", ({ id }) => String(Number(id))],
])("there is no template if the Terraform contains %s", (_, textOf) => {
  expect(stamped(textOf)).toBeUndefined();
});

test("the first and the last root by id, by name and by length are samples, each once", () => {
  const names = samplesOf(group).map(({ stackName }) => stackName.replace("member-", ""));

  expect(names.toSorted()).toEqual(["0", "a", "payments-2", "z".repeat(50)]);
  const middle = root("middle", 450);
  expect(samplesOf([...group, middle])).not.toContain(middle);
});

test.each([1, 2, 3])("a group of %d roots has at least two samples, or one if there is only one root", (size) => {
  const roots = group.slice(0, size);

  expect(samplesOf(roots).length).toBeGreaterThanOrEqual(Math.min(2, size));
  expect(roots).toEqual(expect.arrayContaining(samplesOf(roots)));
});

test("another sample becomes the template if the name of a sample is a word of the Terraform", () => {
  const roots = [root("long-name-of-a-team", 2), root("short", 1), root("names", 3)];
  const textOf = ({ id, stackName }: Account) => `member-long-name-of-a-team ${stackName} ${id}`;

  expect(stamped(textOf, roots)).toEqual(roots.map(textOf));
});

test("no template exists if the name of a sample contains its id, because the name of a bucket would be replaced", () => {
  const ids = [1, 2, 3].map((i) => root("", i).id);
  const roots = ids.map((id, i) => root(`access-logs-${id}`, i + 1));
  const textOf = ({ id }: Account) => `member-access-logs-${id}`;

  expect(templateOf(roots.map((one) => ({ root: one, text: textOf(one) })))).toBeUndefined();
});

test("ids and names contain only characters that JSON and Terraform do not escape", () => {
  const printable = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code));
  const allowed = printable.filter(
    (one) => accountName.safeParse(`a${one}a`).success || accountId.safeParse(`11111${one}111111`).success,
  );

  expect(allowed.join("")).toBe("-0123456789abcdefghijklmnopqrstuvwxyz");
});
