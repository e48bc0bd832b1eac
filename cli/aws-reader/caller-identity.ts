import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type ClientSettings, createClient } from "../../shared/aws-client";

/** The principal whose credentials sign the requests. */
export interface CallerIdentity {
  readonly accountId: string;
  readonly principalArn: string;
}

/** Reads from STS whose credentials sign the requests. AWS allows this request to every principal. */
export async function callerIdentity(region: string, settings: ClientSettings = {}): Promise<CallerIdentity> {
  const { Account = "", Arn = "" } = await createClient(STSClient, region, settings).send(
    new GetCallerIdentityCommand({}),
  );
  return { accountId: Account, principalArn: Arn };
}
