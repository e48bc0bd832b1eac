import { type ClientClass, type ClientSettings, type Credentials, createClient } from "../../shared/aws-client";
import type { RequestGate } from "./request-gate";

/** The part of an AWS SDK client that is used to watch its requests. */
interface WatchedClient {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: { input: object }) => Promise<unknown>,
        context: { commandName?: string },
      ) => (args: { input: object }) => Promise<unknown>,
      options: { step: "initialize"; name: string; priority: "high" },
    ): void;
  };
}

/** Reads one account. The gate limits concurrent requests. Equal requests are sent once and share the answer. */
export class AccountReader {
  readonly #clients = new Map<string, unknown>();
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(
    public readonly accountId: string,
    private readonly credentials: Credentials | undefined,
    private readonly gate: RequestGate,
    private readonly settings: ClientSettings,
  ) {}

  /** A client of this account in a region. */
  client<C>(Client: ClientClass<C>, region: string): C {
    const key = `${Client.name} ${region}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known as C;
    const { credentials } = this;
    const settings = { maxAttempts: 6, ...this.settings, ...(credentials && { credentials }) };
    const client = createClient(Client, region, settings);
    this.#watch(client as unknown as WatchedClient, key);
    this.#clients.set(key, client);
    return client;
  }

  /** Closes the connections and deletes the cached answers. A closed reader creates new clients when it is used again. */
  close(): void {
    for (const client of this.#clients.values()) (client as { destroy?: () => void }).destroy?.();
    this.#clients.clear();
    this.#answers.clear();
  }

  #watch({ middlewareStack }: WatchedClient, clientKey: string): void {
    middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => {
          const request = `${clientKey} ${commandName} ${JSON.stringify(args.input)}`;
          const known = this.#answers.get(request);
          if (known !== undefined) return known;
          const answer = this.gate.pass(() => next(args));
          this.#answers.set(request, answer);
          return answer;
        },
      { step: "initialize", name: "askOnce", priority: "high" },
    );
  }
}
