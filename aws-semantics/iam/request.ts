import { PolicyError } from "./policy-error";

/** Principal of a request. */
export type Caller =
  | {
      readonly kind: "role" | "user" | "root";
      readonly arn: string;
      readonly account: string;
      readonly organization?: string;
    }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "anonymous" };

/** A request to AWS. */
export interface PolicyRequest {
  readonly caller: Caller;

  /** Name of the action, for example `s3:PutObject`. */
  readonly action: string;

  /** ARN of the target resource. */
  readonly resource: string;

  /** Account that owns the resource. ARNs of S3 do not contain it. */
  readonly resourceAccount: string;

  /** Condition keys of the request. Keys of the caller are not included, because they are derived from `caller`. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Condition keys of a request in lower case, because their names are case-insensitive. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

/**
 * The condition keys of a request, including those of its caller.
 *
 * @throws PolicyError when a key is given twice
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf({ caller, context }: PolicyRequest): RequestContext {
  const keys = new Map<string, string | readonly string[]>(callerKeys(caller));
  for (const [key, value] of Object.entries(context)) {
    const name = key.toLowerCase();
    if (keys.has(name)) throw new PolicyError(`the request has the condition key ${key} twice; remove one`);
    keys.set(name, value);
  }
  return keys;
}

/** The condition keys of a caller. A request without credentials has none. A service has only the keys of services. */
function callerKeys(caller: Caller): [string, string][] {
  switch (caller.kind) {
    case "anonymous":
      return [];
    case "service":
      return [
        ["aws:principalisawsservice", "true"],
        ["aws:principalservicename", caller.service],
      ];
    case "role":
    case "user":
    case "root":
      return [
        ["aws:principalisawsservice", "false"],
        ["aws:principalarn", caller.arn],
        ["aws:principalaccount", caller.account],
        ...(caller.organization === undefined
          ? []
          : [["aws:principalorgid", caller.organization] satisfies [string, string]]),
      ];
  }
}
