import { createHash } from "node:crypto";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { gzipSync, strToU8 } from "fflate";
import { quoteArgument } from "./shell-argument";

export interface StoredFileProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;

  /** First part of the names of the parameters. */
  readonly folder: string;

  /** Name of the file, which is the second part. */
  readonly name: string;
  readonly content: string;
}

/** Maximum length of the value of a parameter of the tier Standard, in characters. AWS does not charge for this tier. */
const longestValue = 4096;

/**
 * A file for a build, in parameters of Systems Manager: a buildspec is too short for the configuration of a large organization. The file
 * is compressed by JavaScript code, because each version of zlib compresses differently, so that plans on two machines would differ.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export class StoredFile extends Construct {
  readonly parameters: readonly SsmParameter[];

  /** ARN of all parameters of the file. */
  readonly arn: string;

  /** Commands of a shell that write the file to the current folder, and fail if its SHA-256 is different. */
  readonly commands: readonly string[];

  constructor(scope: Construct, id: string, { partition, accountId, region, folder, name, content }: StoredFileProps) {
    super(scope, id);

    const prefix = `/${folder}/${name}/`;
    const values = splitText(Buffer.from(gzipSync(strToU8(content), { mtime: 0 })).toString("base64"));
    this.parameters = values.map(
      (value, index) =>
        new SsmParameter(this, `Part${index}`, { name: `${prefix}${index}`, type: "String", tier: "Standard", value }),
    );

    const sha256 = createHash("sha256").update(content).digest("hex");
    const encoded = quoteArgument(`${name}.gz.base64`);
    this.arn = `arn:${partition}:ssm:${region}:${accountId}:parameter${prefix}*`;
    this.commands = [
      `for part in $(seq 0 ${values.length - 1}); do aws ssm get-parameter --name ${quoteArgument(prefix)}$part --query Parameter.Value --output text; done > ${encoded}`,
      `base64 -d ${encoded} | gunzip > ${quoteArgument(name)}`,
      `echo '${sha256}  ${name}' | sha256sum --check --strict`,
    ];
  }
}

/** Text in parts of the longest value of a parameter. */
const splitText = (text: string): string[] => text.match(new RegExp(`.{1,${longestValue}}`, "g")) ?? [];
