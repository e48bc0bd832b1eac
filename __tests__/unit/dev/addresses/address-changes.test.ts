import { addressChanges, lostAddressAdvice } from "../../../../dev/addresses/address-changes";
import { addressText } from "../../../../dev/addresses/address-file";
import { rootAddresses } from "../../../../dev/addresses/root-addresses";

const json = {
  terraform: { backend: { s3: { bucket: "states", key: "audit/management.tfstate", region: "eu-west-1" } } },
  resource: { aws_s3_bucket: { Trail_1: {}, Config_2: {} }, aws_kms_key: { Key_3: {} } },
};
const listed = addressText(rootAddresses(json));

test("the list contains the location of the state, and every resource in order", () => {
  expect(listed).toBe(
    "state s3 states audit/management.tfstate\naws_kms_key.Key_3\naws_s3_bucket.Config_2\naws_s3_bucket.Trail_1\n",
  );
});

test.each(["/here/a.tfstate", "/there/a.tfstate"])(
  "the location of a local state is its file name, without its folder: %s",
  (path) => {
    expect(rootAddresses({ terraform: { backend: { local: { path } } } }).state).toBe("local a.tfstate");
  },
);

test("the same root has no changes", () => {
  expect(addressChanges(listed, rootAddresses(json))).toEqual({ added: [], lost: [], released: [] });
});

test("a new resource is added", () => {
  const grown = { ...json, resource: { ...json.resource, aws_sqs_queue: { Queue_4: {} } } };

  expect(addressChanges(listed, rootAddresses(grown))).toEqual({
    added: ["aws_sqs_queue.Queue_4"],
    lost: [],
    released: [],
  });
});

test("a renamed resource is lost", () => {
  const renamed = { ...json, resource: { ...json.resource, aws_kms_key: { Key_9: {} } } };

  expect(addressChanges(listed, rootAddresses(renamed))).toEqual({
    added: ["aws_kms_key.Key_9"],
    lost: ["aws_kms_key.Key_3"],
    released: [],
  });
});

test.each(["moved", "removed"])("a %s block allows the loss of its address", (block) => {
  const renamed = {
    ...json,
    resource: { ...json.resource, aws_kms_key: { Key_9: {} } },
    [block]: [{ from: "${aws_kms_key.Key_3}" }],
  };

  expect(addressChanges(listed, rootAddresses(renamed))).toMatchObject({ lost: [], released: ["aws_kms_key.Key_3"] });
});

test("a state at another location is lost, because Terraform would create every resource again", () => {
  const regionArguments = { ...json, terraform: { backend: { s3: { bucket: "states", key: "audit/other.tfstate" } } } };

  expect(addressChanges(listed, rootAddresses(regionArguments)).lost).toEqual([
    "state s3 states audit/management.tfstate",
  ]);
});

test("the advice contains each lost address, the moved block and the CHANGELOG", () => {
  const advice = lostAddressAdvice("management", ["aws_kms_key.Key_3", "aws_s3_bucket.Trail_1"]);

  for (const part of ["2 deployed addresses", "  aws_s3_bucket.Trail_1\n", 'from: "aws_kms_key.Key_3"', "CHANGELOG.md"])
    expect(advice).toContain(part);
});
