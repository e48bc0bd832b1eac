import type { ClientClass } from "../../../../tools/aws-reader/account-reader";
import { rootUserCredentials, s3Config } from "../../../../tools/local/clients";
import type { LocalDeployment } from "../../../../tools/local/terraform/deployment";

/** An account of the local AWS, used by its root user: the emulator evaluates no policy for it. */
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

/** Puts a fault into an account. Returns what puts it right again. */
export type PutFault = (account: FaultyAccount) => Promise<() => Promise<unknown>>;

/** A policy with other statements. */
export function changedPolicy(
  text: string | undefined,
  change: (statements: Record<string, unknown>[]) => Record<string, unknown>[],
): string {
  const policy = JSON.parse(text ?? "{}");
  return JSON.stringify({ ...policy, Statement: change([policy.Statement].flat()) });
}

/** A statement that allows everybody, or another principal, an action. */
export const openTo = (Action: string, Resource: string, AWS = "*") => ({
  Sid: "Open",
  Effect: "Allow",
  Principal: { AWS },
  Action,
  Resource,
});
