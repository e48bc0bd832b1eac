import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformStack, Testing } from "cdktf";
import { AccountRoot, type AccountRootProps, type StateStore } from "../../../../modules/account/account-root";
import { synthStack } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const s3State = { type: "s3", bucket: "acme-state", region: "eu-central-1", keyPrefix: "audit/trailkeeper" } as const;
const stateKeyArn = arn("kms", "eu-central-1", account(5), "key/state");
const stateRoleArn = arn("iam", "", account(5), "role/state");
const deployRoleArn = arn("iam", "", account(3), "role/deploy");
const planRoleArn = arn("iam", "", account(3), "role/plan");

const rootIn = (outdir: string | undefined, props: Partial<AccountRootProps> = {}) => {
  const stack = new TerraformStack(Testing.app(outdir === undefined ? {} : { outdir }), "member-shop");
  new AccountRoot(stack, "Root", {
    accountId: account(3),
    region: "eu-west-1",
    providerVersion: "~> 6.25",
    tags: { Project: "acme", Role: "member" },
    state: { type: "local" },
    ...props,
  });
  new S3Bucket(stack, "Bucket");
  return synthStack(stack).json;
};

const root = (props: Partial<AccountRootProps> = {}) => rootIn(undefined, props);
const stateIn = (state: Partial<Extract<StateStore, { type: "s3" }>>) =>
  root({ state: { ...s3State, ...state } }).terraform.backend.s3;

describe("the provider of an AccountRoot", () => {
  test("the provider of an AccountRoot is one provider with its region, its account as the only allowed account, and its tags", () => {
    expect(root().provider).toEqual({
      aws: [
        {
          region: "eu-west-1",
          allowed_account_ids: [account(3)],
          default_tags: [{ tags: { Project: "acme", Role: "member" } }],
        },
      ],
    });
  });

  test.each([
    { deploying: [deployRoleArn], props: { deployRoleArn } },
    { deploying: [], props: {} },
  ])("assumes the plan role if the variable requests it, and otherwise $deploying", ({ deploying, props }) => {
    const { provider, variable } = root({ ...props, planRoleArn, otherRegions: ["us-east-1"] });

    expect(provider.aws).toHaveLength(2);
    for (const each of provider.aws) {
      expect(each).not.toHaveProperty("assume_role");
      expect(each.dynamic.assume_role).toEqual({
        for_each: `\${var.role == "plan" ? ["${planRoleArn}"] : ${JSON.stringify(deploying)}}`,
        content: { role_arn: "${assume_role.value}", session_name: "trailkeeper" },
      });
    }
    expect(variable.role).toMatchObject({ default: "deploy", ephemeral: true });
  });

  test("has no variable if there is no plan role", () => {
    expect(root({ deployRoleArn })).not.toHaveProperty("variable");
  });

  test("assumes the deploy role, with a session name that is visible in the audit log", () => {
    expect(root({ deployRoleArn }).provider.aws[0].assume_role).toEqual([
      { role_arn: deployRoleArn, session_name: "trailkeeper" },
    ]);
  });

  test("uses the caller's own credentials without a deploy role", () => {
    expect(root({ deployRoleArn: undefined }).provider.aws[0]).not.toHaveProperty("assume_role");
  });

  test("exists once more for each additional region, with the same account, tags and role", () => {
    const [own, other, ...more] = root({ deployRoleArn, otherRegions: ["us-east-1"] }).provider.aws;

    expect(own).not.toHaveProperty("alias");
    expect(other).toEqual({ ...own, alias: "us-east-1", region: "us-east-1" });
    expect(more).toEqual([]);
  });

  test.each(["~> 6.25", "6.25.0"])("has the version %s", (providerVersion) => {
    expect(root({ providerVersion }).terraform.required_providers).toEqual({
      aws: { source: "aws", version: providerVersion },
    });
  });

  test("requires Terraform 1.10 or later, the first version that locks state in S3", () => {
    expect(root().terraform.required_version).toBe(">= 1.10.0");
  });
});

describe("the S3 state of an AccountRoot", () => {
  test("the S3 state of an AccountRoot is encrypted and locked, with a separate key for every stack", () => {
    expect(root({ state: s3State }).terraform.backend).toEqual({
      s3: {
        bucket: "acme-state",
        region: "eu-central-1",
        key: "audit/trailkeeper/member-shop.tfstate",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  test("the S3 state of an AccountRoot is encrypted with the given key", () => {
    expect(stateIn({ kmsKeyArn: stateKeyArn })).toMatchObject({ encrypt: true, kms_key_id: stateKeyArn });
  });

  test("the S3 state of an AccountRoot is accessed with the given role, whatever the deploying role", () => {
    const state = root({ deployRoleArn, state: { ...s3State, roleArn: stateRoleArn } }).terraform.backend.s3;

    expect(state.assume_role).toEqual({ role_arn: stateRoleArn });
    expect(stateIn({})).not.toHaveProperty("assume_role");
  });
});

describe("the local state of an AccountRoot", () => {
  const folder = mkdtempSync(join(tmpdir(), "root-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("the local state of an AccountRoot is in the working directory, as a path relative to the folder of the stack", () => {
    const outdir = relative(process.cwd(), folder);
    const { path } = rootIn(outdir).terraform.backend.local;

    expect(path).toMatch(/^\.\./);
    expect(resolve(outdir, "stacks", "member-shop", path)).toBe(resolve("terraform.member-shop.tfstate"));
  });

  test("the local state of an AccountRoot is in the working directory too if the output folder is absolute", () => {
    expect(rootIn(folder).terraform.backend).toEqual({ local: { path: resolve("terraform.member-shop.tfstate") } });
  });
});
