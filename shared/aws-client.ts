/** Credentials of a session. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Settings of an AWS SDK client, such as another endpoint. */
export type ClientSettings = Readonly<Record<string, unknown>>;

/** A class of AWS SDK clients. */
// oxlint-disable-next-line typescript/no-explicit-any -- each client has its own type of configuration
export type ClientClass<C> = { new (config: any): C; readonly name: string };

/**
 * Creates a client of an AWS service. All principals of an account share its request limits, so the client slows down when AWS
 * throttles it.
 *
 * @param settings other settings of the client. The credentials are those of the environment, unless the settings contain others
 */
export function createClient<C>(Client: ClientClass<C>, region: string, settings: ClientSettings = {}): C {
  return new Client({ retryMode: "adaptive", ...settings, region });
}
