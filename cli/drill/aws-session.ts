import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UserError } from "../../shared/user-error";
import type { ClientClass, ClientSettings } from "../aws-reader/account-reader";

/** Clients of one account, with the credentials of one principal. */
export class AwsSession {
  readonly #clients = new Map<ClientClass<unknown>, unknown>();

  constructor(
    public readonly accountId: string,
    public readonly principalArn: string,
    private readonly settings: ClientSettings,
  ) {}

  /** The session of the caller's own credentials. */
  static async ofCaller(region: string, settings: ClientSettings): Promise<AwsSession> {
    try {
      return await AwsSession.identified({ region, ...settings });
    } catch (error) {
      throw new UserError(
        `no AWS credentials: sign in, or set AWS_PROFILE to a profile (${(error as Error).message})`,
        { cause: error },
      );
    }
  }

  private static async identified(settings: ClientSettings): Promise<AwsSession> {
    const { Account = "", Arn = "" } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
    return new AwsSession(Account, Arn, settings);
  }

  /** A session of a role, which this session assumes. */
  async as(RoleArn: string, RoleSessionName: string): Promise<AwsSession> {
    try {
      const { Credentials: got } = await this.client(STSClient).send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName }),
      );
      const credentials = {
        accessKeyId: got?.AccessKeyId ?? "",
        secretAccessKey: got?.SecretAccessKey ?? "",
        sessionToken: got?.SessionToken ?? "",
      };
      return await AwsSession.identified({ ...this.settings, credentials });
    } catch (error) {
      throw new UserError(
        `cannot assume ${RoleArn}: ${(error as Error).message}; correct the trust policy of the role, or use another --role`,
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
    const client = new Client({ retryMode: "adaptive", maxAttempts: 6, ...this.settings });
    this.#clients.set(Client, client);
    return client;
  }

  /** A client for the calls of a drill, in any region. Its user agent contains the name of the drill. It does not retry. */
  markedClient<C>(Client: ClientClass<C>, region: string, customUserAgent: string[][]): C {
    return new Client({ ...this.settings, region, customUserAgent, maxAttempts: 1 });
  }
}
