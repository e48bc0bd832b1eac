import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  EntityAlreadyExistsException,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { huntBucketNames } from "../../config/names/hunts";
import { lakehouseNames } from "../../config/names/lakehouse";
import { bucketArn, namesFor } from "../../config/names/names";
import type { Credentials } from "../../shared/aws-client";
import { clientConfig } from "../clients";
import type { LocalDeployment } from "../terraform/deployment";
import { engineDatabase } from "./engine-tables";

/** Name of Trino's user. emulator/records_view.py uses the same name. */
const userName = "trino";

/** Creates a user in the log-archive account that is only allowed to read the catalog and the archives. */
export async function createEngineUser(deployment: LocalDeployment): Promise<Credentials> {
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.logArchive);
  const iam = new IAMClient(clientConfig(address, config.homeRegion, credentials));
  try {
    await iam.send(new CreateUserCommand({ UserName: userName }));
  } catch (error) {
    // A run that was killed before it saved the access key can have created the user
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  }
  const PolicyDocument = JSON.stringify(readingPolicy(config));
  await iam.send(new PutUserPolicyCommand({ UserName: userName, PolicyName: "read-the-archive", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: userName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

function readingPolicy(config: LocalDeployment["config"]) {
  const { partition, homeRegion, accounts } = config;
  const { buckets, databaseName } = namesFor(config);
  const lake = lakehouseNames(config);
  const logs = [
    buckets.trail,
    buckets.config,
    buckets.serviceLogs,
    buckets.accessLogs,
    buckets.webAclLogs,
    lake.bucketName,
    ...huntBucketNames(config),
  ].map((name) => bucketArn(partition, name));
  const glue = (resource: string) => `arn:${partition}:glue:${homeRegion}:${accounts.logArchive}:${resource}`;
  const databases = [databaseName, engineDatabase(databaseName), lake.databaseName];
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: logs },
      { Effect: "Allow", Action: "s3:GetObject", Resource: logs.map((arn) => `${arn}/*`) },
      {
        Effect: "Allow",
        Action: ["glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetPartition*"],
        Resource: [
          glue("catalog"),
          // For a request with a database, the emulator also evaluates the policy for the table
          ...databases.flatMap((name) => [glue(`database/${name}`), glue(`table/${name}/*`), glue(`table/${name}`)]),
        ],
      },
    ],
  };
}
