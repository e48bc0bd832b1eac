import { toError } from "../../shared/thrown";
import { assumedRole } from "../../shared/assumed-role";
import { type ClientClass, type ClientSettings, createClient } from "../../shared/aws-client";
import { UserError } from "../../shared/user-error";
import { callerIdentity } from "../aws-reader/caller-identity";

/** Clients of one account, with the credentials of one principal. */
export class AwsSession {
  readonly #clients = new Map<ClientClass<unknown>, unknown>();

  constructor(
    public readonly accountId: string,
    public readonly principalArn: string,
    private readonly region: string,
    private readonly settings: ClientSettings,
  ) {}

  /** The session of the caller's own credentials. */
  static async ofCaller(region: string, settings: ClientSettings): Promise<AwsSession> {
    try {
      return await AwsSession.identifyCaller(region, settings);
    } catch (error) {
      throw new UserError(`no AWS credentials: sign in, or set AWS_PROFILE to a profile (${toError(error).message})`, {
        cause: error,
      });
    }
  }

  private static async identifyCaller(region: string, settings: ClientSettings): Promise<AwsSession> {
    const { accountId, principalArn } = await callerIdentity(region, settings);
    return new AwsSession(accountId, principalArn, region, settings);
  }

  /** A session of a role, which this session assumes. */
  async as(roleArn: string, sessionName: string): Promise<AwsSession> {
    const { region } = this;
    const settings = { maxAttempts: 6, ...this.settings };
    try {
      const credentials = await assumedRole({ roleArn, sessionName, region, settings })();
      return await AwsSession.identifyCaller(region, { ...this.settings, credentials });
    } catch (error) {
      throw new UserError(
        `cannot assume ${roleArn}: ${toError(error).message}; correct the trust policy of the role, or use another --role`,
        {
          cause: error,
        },
      );
    }
  }

  /** A client in the home region. */
  client<C>(Client: ClientClass<C>): C {
    const known = this.#clients.get(Client);
    if (known !== undefined) return known as C;
    const client = createClient(Client, this.region, { maxAttempts: 6, ...this.settings });
    this.#clients.set(Client, client);
    return client;
  }

  /** A client for the calls of a drill, in any region. Its user agent contains the name of the drill. It does not retry. */
  markedClient<C>(Client: ClientClass<C>, region: string, customUserAgent: string[][]): C {
    return createClient(Client, region, { ...this.settings, customUserAgent, maxAttempts: 1 });
  }
}
