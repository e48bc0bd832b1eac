import { join } from "node:path";
import { awsEnvironment, type LocalDeployment } from "./terraform/deployment";
import { writeWhole } from "../shared/files";
import { terraformEnvironment } from "./terraform/terraform";

/** Quotes a value for a POSIX shell. */
export function shellQuoted(value: string): string {
  return /^[\w./:@=+-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

const comment = `# Source this file. Terraform, the AWS CLI and the AWS SDKs in this shell then use the local AWS.
# Versions before AWS CLI 1.29.0 or 2.13.0 and boto3 1.28.0 ignore AWS_ENDPOINT_URL and send requests to the real AWS.
`;

/** Writes a shell file. A shell that sources it uses the local AWS for Terraform, the AWS CLI and boto3. */
export function writeShellEnvironment({ folder, address, organization, config }: LocalDeployment): void {
  const { TF_CLI_CONFIG_FILE = "" } = terraformEnvironment();
  const variables = {
    ...awsEnvironment(address, organization.administrator),
    AWS_REGION: config.homeRegion,
    // AWS CLI 1 and boto3 read only this variable
    AWS_DEFAULT_REGION: config.homeRegion,
    TF_CLI_CONFIG_FILE,
  };
  const lines = [
    comment,
    // Other variables of AWS and Terraform would override these variables
    "for name in $(env | cut -d= -f1 | grep -E '^(AWS|TF)_'); do unset \"$name\"; done\n",
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${shellQuoted(value)}\n`),
  ];
  writeWhole(join(folder, "environment.sh"), lines.join(""), 0o600);
}
