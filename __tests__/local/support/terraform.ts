import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Oldest Terraform the generated roots accept. */
const oldest = [1, 10] as const;

/** Folder for what the tests download and write; git ignores it. */
export const localFolder = resolve(".local");

/** Version of the AWS provider the roots are given to. Types cover 6.25; what runs here also has to suit 5.100. */
export const providerVersion = "5.100.0";

export interface TerraformResult {
  readonly status: number | null;
  readonly output: string;
}

/** Runs Terraform in a folder, without anything the machine's user configured. */
export function terraform(folder: string, args: readonly string[]): TerraformResult {
  const { status, stdout, stderr, error } = spawnSync("terraform", args, {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      TF_CLI_CONFIG_FILE: cliConfigFile(),
      TF_PLUGIN_CACHE_DIR: pluginCache(),
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (error) {
    throw new Error(
      `terraform ${oldest.join(".")} or newer is needed and could not be run: ${error.message}; install it and put it on the PATH`,
    );
  }
  return { status, output: `${stdout}${stderr}` };
}

/** The version of the Terraform that will be used; fails when there is none, or it is too old. */
export function terraformVersion(): string {
  const { output } = terraform(".", ["version", "-json"]);
  const version: string = JSON.parse(output).terraform_version;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Error(`terraform ${oldest.join(".")} or newer is needed, found ${version}`);
  }
  return version;
}

/** A configuration of Terraform that takes the provider from a mirror on this machine, where there is one. */
function cliConfigFile(): string {
  const mirror = findMirror();
  const aws = '["registry.terraform.io/hashicorp/aws"]';
  // Left in, the registry would be asked too, and Terraform gives up when it cannot be reached
  const sources = mirror
    ? `filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ${aws}\n  }\n  direct {\n    exclude = ${aws}\n  }`
    : "direct {}";
  const path = join(localFolder, "terraform.rc");
  mkdirSync(localFolder, { recursive: true });
  writeFileSync(path, `provider_installation {\n  ${sources}\n}\n`);
  return path;
}

function pluginCache(): string {
  const path = join(localFolder, "terraform-plugins");
  mkdirSync(path, { recursive: true });
  return path;
}

/** A filesystem mirror that holds the provider: `TRAILKEEPER_PROVIDER_MIRROR`, or one of the usual places. */
function findMirror(): string | undefined {
  const named = process.env.TRAILKEEPER_PROVIDER_MIRROR;
  const usual = [
    join(homedir(), ".terraform.d/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...subfoldersOf("/opt"),
  ];
  const holds = (folder: string) =>
    existsSync(join(folder, "registry.terraform.io/hashicorp/aws", providerVersion)) ||
    existsSync(
      join(folder, `registry.terraform.io/hashicorp/aws/terraform-provider-aws_${providerVersion}_linux_amd64.zip`),
    );
  if (named !== undefined && !holds(named)) {
    throw new Error(
      `TRAILKEEPER_PROVIDER_MIRROR is ${named}, which has no AWS provider ${providerVersion}; unset it or correct it`,
    );
  }
  return named ?? usual.find(holds);
}

function subfoldersOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
