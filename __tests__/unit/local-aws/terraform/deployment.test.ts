import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { terraformRoots } from "../../../../config/derived/terraform-roots";
import { awsEnvironment, LocalDeployment } from "../../../../local-aws/terraform/deployment";
import { account, arn } from "../../../../sample-data/values";
import { oneRoot } from "../../../support/organization";

const address = {
  endpoint: "https://127.0.0.1:4566",
  plainEndpoint: "http://127.0.0.1:4567",
  certificate: "/run/certificate.pem",
  trustStore: "/run/truststore.p12",
  digestKey: "/run/digest-key.pem",
};
const administrator = { accessKeyId: "AKIAADMINISTRATOR", secretAccessKey: "secret" };
const organization = {
  id: "o-a1b2c3d4e5",
  management: account(1),
  logArchive: account(2),
  members: [
    { name: "payments", id: account(3) },
    { name: "website", id: account(4) },
  ],
  administrator,
  outside: [{ name: "shop", id: account(8) }],
  loggedBucket: "customer-documents",
  auditorRoleArn: arn("iam", "", account(3), "role/auditor"),
  breakGlassRoleArn: arn("iam", "", account(2), "role/break-glass"),
};

let folder: string;
let deployment: LocalDeployment;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  deployment = new LocalDeployment(folder, address, organization);
  writeFileSync(deployment.configFile, readFileSync("config/example.yaml", "utf8"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the environment of the local AWS", () => {
  test("sends every request to the emulator, trusts its certificate and uses no other credentials", () => {
    expect(awsEnvironment(address, administrator)).toEqual({
      AWS_ENDPOINT_URL: "https://127.0.0.1:4566",
      AWS_CA_BUNDLE: "/run/certificate.pem",
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ACCESS_KEY_ID: "AKIAADMINISTRATOR",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
  });

  test("contains the session token, if there is one", () => {
    const session = { ...administrator, sessionToken: "token" };

    expect(awsEnvironment(address, session)).toEqual({
      ...awsEnvironment(address, administrator),
      AWS_SESSION_TOKEN: "token",
    });
  });
});

describe("a deployment", () => {
  test("has its stacks in the order of deployment", () => {
    expect(deployment.stacks).toEqual(["log-archive", "management", "member-payments", "member-website"]);
  });

  test("reads existing resources from the state of a stack, without data sources and resources that were never created", () => {
    const resources = [
      { mode: "managed", type: "aws_s3_bucket", name: "Trail", instances: [{}] },
      { mode: "data", type: "aws_kms_key", name: "Key", instances: [{}] },
      { mode: "managed", type: "aws_sns_topic", name: "Interrupted", instances: [] },
      { mode: "managed", type: "aws_kms_alias", name: "Alias", instances: [{}] },
    ];
    writeFileSync(join(folder, "terraform.log-archive.tfstate"), JSON.stringify({ version: 4, resources }));

    expect(deployment.resourcesOf("log-archive")).toEqual(["aws_s3_bucket.Trail", "aws_kms_alias.Alias"]);
    expect(deployment.resourcesOf("management")).toEqual([]);
  });

  test("does not read a state that Terraform of a killed run is writing", () => {
    const file = join(folder, "terraform.log-archive.tfstate");
    writeFileSync(file, "");
    expect(deployment.resourcesOf("log-archive")).toEqual([]);
    writeFileSync(file, '{"version": 4, "resou');

    expect(() => deployment.resourcesOf("log-archive")).toThrow(
      `${file} is incomplete; wait until Terraform ends, then run the same command again`,
    );
  });

  describe("is current", () => {
    const write = (path: string, bucket: object) => {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ resource: { aws_s3_bucket: { Trail: bucket } } }));
    };
    const synthesized = "cdktf.out/stacks/log-archive/cdk.tf.json";
    const applied = "applied/log-archive.json";

    test.each([
      ["that is unchanged", { bucket: "a" }, { bucket: "a" }, true],
      ["whose prevent_destroy differs", { bucket: "a", lifecycle: { prevent_destroy: true } }, { bucket: "a" }, true],
      ["with a changed argument", { bucket: "a", force_destroy: false }, { bucket: "a", force_destroy: true }, false],
      ["with an additional argument", { bucket: "a" }, { bucket: "a", force_destroy: true }, false],
    ])("a deployment is current for Terraform %s: %j, %j", (_, before, after, expected) => {
      write(applied, before);
      write(synthesized, after);

      expect(deployment.isDeployed("log-archive")).toBe(expected);
    });

    test("a deployment is never current before it was completed once", () => {
      write(synthesized, { bucket: "a" });

      expect(deployment.isDeployed("log-archive")).toBe(false);
    });
  });

  test("writes the roots of its configuration without construct paths, with their states in its folder", async () => {
    const before = process.cwd();
    const withoutComments = (value: unknown) =>
      JSON.parse(JSON.stringify(value), (key, part) => (key === "//" ? undefined : part));

    await deployment.synthesize();

    expect(process.cwd()).toBe(before);
    const roots = terraformRoots(deployment.config);
    expect(roots.length).toBeGreaterThan(3);
    for (const root of roots) {
      const written = JSON.parse(readFileSync(join(deployment.stackFolder(root.stackName), "cdk.tf.json"), "utf8"));
      const { json } = oneRoot(root, deployment.config);
      const { resource, data } = written;
      expect({ resource, data }).toEqual(withoutComments({ resource: json.resource, data: json.data }));
      expect(written.provider).toEqual(json.provider);
      expect(written["//"].metadata.stackName).toBe(root.stackName);
      const state = written.terraform.backend.local.path;
      expect(resolve(deployment.stackFolder(root.stackName), state)).toBe(
        join(folder, `terraform.${root.stackName}.tfstate`),
      );
    }
  });

  test("uses the administrator of the management account, without a role", async () => {
    expect(await deployment.credentialsOf(account(1))).toBe(administrator);
  });
});
