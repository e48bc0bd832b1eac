import type { ClientClass } from "../../../../shared/aws-client";
import { rootUserCredentials, s3Config } from "../../../../local-aws/clients";
import type { LocalDeployment } from "../../../../local-aws/terraform/deployment";

/** An account of the local AWS with its root user, for whom the emulator evaluates no policy. */
export class FaultyAccount {
  constructor(
    readonly deployment: LocalDeployment,
    readonly id: string,
    readonly region: string,
  ) {}

  client<C>(Client: ClientClass<C>): C {
    return new Client(s3Config(this.deployment.address, this.region, rootUserCredentials(this.id)));
  }
}

/** Creates a fault in an account. Returns a function that repairs it. */
export type PutFault = (account: FaultyAccount) => Promise<() => Promise<unknown>>;

/** Returns a policy with other statements. */
export function changedPolicy(
  text: string | undefined,
  change: (statements: Record<string, unknown>[]) => Record<string, unknown>[],
): string {
  const policy = JSON.parse(text ?? "{}");
  return JSON.stringify({ ...policy, Statement: change([policy.Statement].flat()) });
}

/** Returns a statement that allows everybody, or another principal, an action. */
export const openTo = (Action: string, Resource: string, AWS = "*") => ({
  Sid: "Open",
  Effect: "Allow",
  Principal: { AWS },
  Action,
  Resource,
});
