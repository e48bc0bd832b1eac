import { STSClient } from "@aws-sdk/client-sts";
import type { Account } from "../../config/derived/accounts";
import { assumedRole } from "../../shared/assumed-role";
import type { ClientSettings } from "../../shared/aws-client";
import { AccountReader } from "./account-reader";
import type { RequestGate } from "./request-gate";

/** Readers of accounts. Each role is assumed once. */
export class Connections {
  readonly #readers = new Map<string, Promise<AccountReader>>();

  /** Reader with the caller's credentials. */
  readonly caller: AccountReader;

  constructor(
    private readonly region: string,
    private readonly gate: RequestGate,
    private readonly settings: ClientSettings,
  ) {
    this.caller = new AccountReader("caller", undefined, gate, settings);
  }

  /** Reader of an account. It assumes the role that plans if there is one, or else the role that deploys. */
  to({ id, planRoleArn, deployRoleArn }: Account): Promise<AccountReader> {
    return this.#as(id, planRoleArn ?? deployRoleArn);
  }

  /** Closes the reader of an account whose role was assumed. */
  async close({ planRoleArn, deployRoleArn }: Account): Promise<void> {
    const roleArn = planRoleArn ?? deployRoleArn ?? "";
    const reader = await this.#readers.get(roleArn)?.catch(() => undefined);
    reader?.close();
    this.#readers.delete(roleArn);
  }

  /** Reader of the Terraform state. */
  toState(roleArn: string | undefined): Promise<AccountReader> {
    return this.#as("state", roleArn);
  }

  /** Deletes the cached answers of an account. */
  forget({ planRoleArn, deployRoleArn }: Account): void {
    this.#readers.delete(planRoleArn ?? deployRoleArn ?? "");
  }

  #as(accountId: string, roleArn: string | undefined): Promise<AccountReader> {
    if (roleArn === undefined) return Promise.resolve(this.caller);
    const known = this.#readers.get(roleArn);
    if (known !== undefined) return known;
    const reader = this.gate
      .pass(this.#assumed(roleArn))
      .then((credentials) => new AccountReader(accountId, credentials, this.gate, this.settings));
    this.#readers.set(roleArn, reader);
    return reader;
  }

  /** All roles are assumed through the connections of one client. */
  #assumed(roleArn: string) {
    const { requestHandler } = this.caller.client(STSClient, this.region).config;
    const settings = { maxAttempts: 6, ...this.settings, requestHandler };
    return assumedRole({ roleArn, sessionName: "trailkeeper", region: this.region, settings });
  }
}
