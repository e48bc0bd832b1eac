import { S3Client } from "@aws-sdk/client-s3";
import { Command, Option } from "commander";
import { createClient } from "../../shared/aws-client";
import { callerIdentity } from "../aws-reader/caller-identity";
import { loadConfig } from "../../config/load";
import { UserError } from "../../shared/user-error";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName, silentProgramName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { type Missing, create, missingOf } from "./bootstrap";
import { stateBucketTerraform } from "./terraform";

interface Options {
  readonly config?: string;
  readonly print?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} bootstrap
  ${programName()} bootstrap --yes
  ${silentProgramName()} bootstrap --print > state-bucket/main.tf.json

Creates the bucket backend.bucket in the account of your credentials. The bucket is versioned and encrypted, blocks public
access, and denies requests without TLS. It has no Object Lock, because Terraform must delete its lock file. If the bucket exists,
bootstrap adds its missing settings. Without --yes, bootstrap only lists what is missing.

Exit codes: 0 nothing is missing; 1 failure, see standard error; 2 wrong usage; 3 without --yes: something is missing.`;

/** `trailkeeper bootstrap`: creates the bucket of the state. */
export const bootstrapCommand = (): Command =>
  new Command("bootstrap")
    .addOption(configOption())
    .addOption(
      new Option("--print", "print Terraform that creates the bucket, and send no request to AWS").conflicts([
        "yes",
        "json",
      ]),
    )
    .option("-y, --yes", "create the bucket, or add its missing settings")
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action(run);

async function run({ config: file, print, yes = false, json }: Options): Promise<void> {
  const { backend, partition } = loadConfig(chosenConfiguration(file).path);
  if (backend.type !== "s3") {
    throw new UserError(
      "backend.type is local, so the state needs no bucket; set backend to { type: s3, bucket: …, region: … } first",
    );
  }
  const { bucket: Bucket, region, kmsKeyArn } = backend;
  const bucket = { Bucket, partition, kmsKeyArn };
  if (print) {
    console.log(JSON.stringify(stateBucketTerraform(bucket, region), undefined, 2));
    return;
  }
  const { accountId: ExpectedBucketOwner } = await callerIdentity(region);
  const owned = { ...bucket, ExpectedBucketOwner };
  const s3 = createClient(S3Client, region);
  const missing = await step(`reading bucket ${Bucket}`, () => missingOf(s3, owned));
  const isMade = yes && names(missing).length > 0;
  if (isMade) await step(`creating the missing parts`, () => create(s3, owned, region, missing));
  const answer = { bucket: Bucket, account: ExpectedBucketOwner, region, missing: names(missing), made: isMade };
  console.log(json ? JSON.stringify(answer, undefined, 2) : text(answer));
  if (!yes && names(missing).length > 0) process.exitCode = 3;
}

const names = ({ bucket, safeguards }: Missing): string[] => [
  ...(bucket ? ["the bucket"] : []),
  ...safeguards.map(({ name }) => name),
];

function text({
  bucket,
  account,
  missing,
  made,
}: {
  bucket: string;
  account: string;
  missing: string[];
  made: boolean;
}) {
  if (missing.length === 0) return `bucket ${bucket} of account ${account} has every setting`;
  const list = missing.join(", ");
  if (made) return `created for bucket ${bucket} of account ${account}: ${list}`;
  return `bucket ${bucket} of account ${account} lacks: ${list}\nrun ${programName()} bootstrap --yes to create the missing parts`;
}
