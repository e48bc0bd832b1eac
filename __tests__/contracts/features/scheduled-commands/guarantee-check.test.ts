import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadConfig, parseConfig } from "../../../../config/load";
import { accountsOf } from "../../../../config/derived/accounts";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { arn } from "../../../../sample-data/values";
import type { Attributes } from "../../../../terraform-types/columns/attributes";
import { ofType, readStack } from "../../../../terraform-types/synthesized/stack";
import { organization } from "../../../support/organization";

/** The daily verification of guarantees in a build, in the root of the log archive. */
const { config, stacks } = organization("config/examples/everything.yaml");
const root = readStack("log-archive", stacks.get("log-archive")?.json);
const name = "acme-prod-guarantee-check";
const named = (type: string): Attributes =>
  ofType(root, type).find(({ attributes }) => attributes.name === name)?.attributes;

const { BuildspecOverride } = JSON.parse(named("aws_scheduler_schedule").target.input.replaceAll("$${", "${"));
const commands: readonly string[] = JSON.parse(BuildspecOverride).phases.build.commands;

test("the build verifies the synthesized configuration", () => {
  const parts = ofType(root, "aws_ssm_parameter")
    .filter((parameter) => parameter.attributes.name.startsWith(`/${name}/audit.yaml/`))
    .map(({ attributes }) => attributes.value);
  const text = gunzipSync(Buffer.from(parts.join(""), "base64")).toString();

  expect(parseConfig(text, "audit.yaml")).toEqual(config);
  expect(commands.at(-1)).toContain("trailkeeper.mjs 'verify' '--config' 'audit.yaml' || {");
});

const examples = readdirSync("config/examples").map((file) => join("config/examples", file));

test.each(["config/example.yaml", ...examples])(
  "%s with explicit defaults, as in the build, is the same configuration",
  (path) => {
    const whole = loadConfig(path);

    expect(parseConfig(JSON.stringify(whole), path)).toEqual(whole);
  },
);

const { management, logArchive, members } = accountsOf(config);
const [member] = members;

test.each([
  ["the role that plans in the management account", management.planRoleArn, "allow"],
  ["the role that plans in a member", member?.planRoleArn, "allow"],
  ["the deploying role of a member", member?.deployRoleArn, "implicit deny"],
  ["the role that deploys to its own account", logArchive.deployRoleArn, "implicit deny"],
])("the role of the build for %s: %s results in %s", (_, roleArn = "", effect) => {
  const identity = [readPolicy(name, "identity", named("aws_iam_role_policy").policy)];
  const caller = { kind: "role", arn: arn("iam", "", logArchive.id, `role/${name}`), account: logArchive.id } as const;
  const request = { caller, action: "sts:AssumeRole", resource: roleArn, resourceAccount: logArchive.id, context: {} };

  expect(roleArn).toContain(":role/");
  expect(evaluate({ identity }, request).effect).toBe(effect);
});
