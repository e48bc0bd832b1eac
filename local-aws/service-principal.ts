import type { Credentials } from "../shared/aws-client";

/** The access key that the emulator accepts for a service principal. See emulator/stand_ins/enforcement.py. */
export function serviceKey(principal: string): Credentials {
  return { accessKeyId: `SERVICE.${principal}`, secretAccessKey: "none" };
}

/** The part of an AWS SDK client that is used here. */
interface Middleware {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: never) => unknown) => (args: { request: unknown }) => unknown,
      options: { step: "build"; name: string },
    ): void;
  };
}

/** Adds the source ARN to the requests of a client with such a key, so that the service acts for this resource. */
export function asService<Client>(client: Client, sourceArn: string): Client {
  (client as Middleware).middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers["x-amz-source-arn"] = sourceArn;
      return next(args as never);
    },
    { step: "build", name: "sourceArn" },
  );
  return client;
}
