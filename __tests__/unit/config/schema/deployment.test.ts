import { account, arn } from "../../../../sample-data/values";
import { type Changes, parse, problemsOf, withoutHint } from "../configuration";

describe("backend", () => {
  const backend = (changes: object = {}): Changes => ({
    backend: { type: "s3", bucket: "acme-terraform-state", region: "eu-west-1", ...changes },
  });

  test("backend of type local stores the state beside cdktf.json", () => {
    expect(parse({ backend: { type: "local" } }).backend).toStrictEqual({ type: "local" });
  });

  test("backend of type s3 stores the state below trailkeeper/ by default", () => {
    expect(parse(backend()).backend).toStrictEqual({
      type: "s3",
      bucket: "acme-terraform-state",
      region: "eu-west-1",
      keyPrefix: "trailkeeper",
    });
  });

  test("backend of type s3 accepts a key, a role and a prefix", () => {
    const all = {
      keyPrefix: "a/b",
      kmsKeyArn: arn("kms", "eu-west-1", account(9), "key/state"),
      roleArn: arn("iam", "", account(9), "role/State"),
    };

    expect(parse(backend(all)).backend).toMatchObject(all);
  });

  test.each(["gcs", "S3", "", 3, null])("fails when its type is %j", (type) => {
    expect(problemsOf({ backend: { type, bucket: "acme-terraform-state" } })).toEqual([
      `backend.type: expected one of local, s3; got ${JSON.stringify(type)}`,
    ]);
  });

  test("backend of type s3 fails once for each missing setting", () => {
    expect(problemsOf({ backend: { type: "s3" } })).toEqual([
      "backend.bucket: required, but missing; for example bucket: acme-terraform-state",
      "backend.region: required, but missing; for example region: eu-west-1",
    ]);
  });

  test.each(["bucket", "region", "keyPrefix", "kmsKeyArn", "roleArn"])("backend of type local fails with %s", (key) => {
    expect(problemsOf({ backend: { type: "local", [key]: "x" } })).toEqual([
      expect.stringMatching(new RegExp(`^backend\\.${key}: unknown setting; `)),
    ]);
  });

  test.each(["abc", "a.b", "0-9", "a".repeat(63)])("backend of type s3 accepts the bucket %s", (bucket) => {
    expect(parse(backend({ bucket })).backend).toMatchObject({ bucket });
  });

  test.each(["ab", "a".repeat(64), "Acme-state", "-acme", "acme-", ".acme", "acme.", "acme_state", "acme/state", ""])(
    "backend of type s3 fails with the bucket %j",
    (bucket) => {
      expect(problemsOf(backend({ bucket }))).toEqual([
        `backend.bucket: expected a bucket name: 3 to 63 lowercase letters, digits, dots or hyphens; got "${bucket}"`,
      ]);
    },
  );

  test.each(["Ireland", "eu-west", "eu-west-1a", ""])("backend of type s3 fails with the region %j", (region) => {
    expect(problemsOf(backend({ region })).map(withoutHint)).toEqual([
      `backend.region: expected a region name such as eu-west-1; got "${region}"`,
    ]);
  });

  test.each(["a", "trailkeeper", "teams/audit/logging", "a_b-c.d!e*f'(g)"])(
    "backend of type s3 accepts the key prefix %s",
    (keyPrefix) => {
      expect(parse(backend({ keyPrefix })).backend).toMatchObject({ keyPrefix });
    },
  );

  test.each(["", "/", "/audit", "a//b", "audit ", "audit\n", "audit/", "a b/c", "a?b", "ü/a", "a\\b"])(
    "backend of type s3 fails with the key prefix %j",
    (keyPrefix) => {
      expect(problemsOf(backend({ keyPrefix }))).toEqual([
        expect.stringMatching(/^backend\.keyPrefix: expected an S3 key prefix without a slash .*; got "/),
      ]);
    },
  );
});

describe("access", () => {
  test("uses the caller's own credentials in the management account unless a role is configured", () => {
    expect(parse().access.managementRoleName).toBeUndefined();
    expect(parse({ "access.managementRoleName": "Deployer" }).access).toEqual({
      roleName: "OrganizationAccountAccessRole",
      managementRoleName: "Deployer",
    });
  });
});

describe("providerVersion", () => {
  test.each([
    "6",
    "6.25",
    "6.25.0",
    "=6.25.0",
    "= 6.25.0",
    "~> 6.25",
    "~>6.25",
    "> 6.0.0",
    ">= 6.25, < 7",
    ">=6.25,<7",
    ">= 6.25 , <= 6.99 , < 7",
  ])("providerVersion may be %s", (providerVersion) => {
    expect(parse({ providerVersion }).providerVersion).toBe(providerVersion);
  });

  test.each([
    "",
    "latest",
    "v6.25",
    "6.x",
    "6.",
    ".6",
    "6.25.0.1",
    "6.25.0-beta1",
    "^6.25",
    "=> 6.25",
    "~>",
    "~> 6.25,",
    ", 6.25",
    "~> 6.25 < 7",
    "~> 6.25 || 7",
    "6.25; 7",
    "6.25\n",
    "${file(1)}",
  ])("fails when it is %j", (providerVersion) => {
    expect(problemsOf({ providerVersion })).toEqual([
      `providerVersion: expected a Terraform version constraint such as ~> 6.25; got ${JSON.stringify(providerVersion)}`,
    ]);
  });

  test("fails when it is a number", () => {
    expect(problemsOf({ providerVersion: 6.25 })).toEqual([
      "providerVersion: expected a string; write the value in quotes; got 6.25",
    ]);
  });
});

describe("tags", () => {
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag-${i}`, "x"]));

  test.each([0, 1, 39, 40])("tags may contain %d tags", (count) => {
    expect(parse({ tags: tags(count) }).tags).toEqual(tags(count));
  });

  test("fail with 41 tags, because AWS allows 50 and the project adds its own", () => {
    expect(problemsOf({ tags: tags(41) })).toEqual([expect.stringMatching(/^tags: expected 40 tags or fewer; /)]);
  });

  test.each(["a", "Cost Center", "größe", "a_.:/=+-@9", "my-aws:x", "awsx:y", "k".repeat(128)])(
    "tags may have the key %s",
    (key) => {
      expect(parse({ tags: { [key]: "x" } }).tags).toEqual({ [key]: "x" });
    },
  );

  test.each(["aws:team", "aws:", "", "a*", "a?", "a\tb", "k".repeat(129), "a{b}"])("fail with the key %j", (key) => {
    expect(problemsOf({ tags: { [key]: "x" } })).toEqual([expect.stringMatching(/^tags\.?/)]);
  });

  test.each(["", "x", "Ünïted 9_.:/=+-@", "aws:x", "v".repeat(256)])("tags may have the value %j", (value) => {
    expect(parse({ tags: { team: value } }).tags).toEqual({ team: value });
  });

  test("fail with a value that is too long", () => {
    expect(problemsOf({ tags: { team: "v".repeat(257) } })).toEqual([
      expect.stringMatching(/^tags\.team: expected a tag value of 256 characters or fewer; got /),
    ]);
  });

  test.each(["a*", "a\nb", "${x}", '"'])("fail with the value %j, because of its characters", (value) => {
    expect(problemsOf({ tags: { team: value } })).toEqual([
      `tags.team: expected letters, digits, spaces and _ . : / = + - @ in a tag; got ${JSON.stringify(value)}`,
    ]);
  });

  test.each([7, true])("fail with the value %j, which needs quotes", (value) => {
    expect(problemsOf({ tags: { team: value } })).toEqual([
      `tags.team: expected a string; write the value in quotes; got ${value}`,
    ]);
  });

  test("fail with the value null, which is not a string", () => {
    expect(problemsOf({ tags: { team: null } })).toEqual(["tags.team: expected a string; got null"]);
  });

  test.each([
    ["Owner", "owner"],
    ["a", "b", "A"],
  ])("fail with %s and %s, which IAM treats as equal", (...keys) => {
    expect(problemsOf({ tags: Object.fromEntries(keys.map((key) => [key, "x"])) })).toEqual([
      expect.stringMatching(/^tags: duplicate tag keys: IAM ignores upper and lower case in tag keys; remove one/),
    ]);
  });

  test.each(["ManagedBy", "Stack", "stack", "MANAGEDBY"])(
    "fail with the key %s, which the project sets itself",
    (key) => {
      expect(problemsOf({ tags: { [key]: "x" } })).toEqual([
        expect.stringMatching(/^tags: this project sets the tags ManagedBy and Stack; use other keys/),
      ]);
    },
  );

  test.each(["ManagedByMe", "my-stack", "stacks"])(
    "tags may have the key %s, which is only similar to a key of the project",
    (key) => {
      expect(parse({ tags: { [key]: "x" } }).tags).toEqual({ [key]: "x" });
    },
  );

  test.each([["team"], "team", 7, null])("fail when they are %j", (value) => {
    expect(problemsOf({ tags: value })).toEqual([
      expect.stringMatching(/^tags: expected settings, such as tags: \{ team: security \}; got /),
    ]);
  });
});
