/** One statement of an IAM policy document, in IAM's own words. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly AWS?: string | readonly string[]; readonly Service?: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Bytes AWS accepts of each kind of policy. A role's inline policies are counted without white space. */
export const policyLimitBytes = {
  "bucket policy": 20_480,
  "key policy": 32_768,
  "topic policy": 30_720,
  "role policy": 10_240,
  "managed policy": 6_144,
  "event bus policy": 10_240,
  "queue policy": 8_192,
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html
  "domain policy": 102_400,
} as const;

/**
 * The JSON of a policy.
 *
 * @throws when it is larger than AWS accepts, or two statements share a Sid.
 */
export function policyJson(kind: keyof typeof policyLimitBytes, statements: readonly PolicyStatement[]): string {
  const sids = statements.map(({ Sid }) => Sid);
  const repeated = sids.find((sid, i) => sids.indexOf(sid) !== i);
  if (repeated !== undefined) {
    throw new Error(`a ${kind} names each statement once, got two called ${repeated}`);
  }

  const json = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const limit = policyLimitBytes[kind];
  const bytes = Buffer.byteLength(json);
  if (bytes > limit) {
    throw new Error(`a ${kind} has ${limit} bytes at most, got ${bytes}; name fewer roles`);
  }
  return json;
}

/** A statement of a role's policy. */
export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: PolicyStatement["Condition"],
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}

/**
 * The trust policy by which one AWS service assumes a role.
 *
 * @param condition on behalf of which account or resource; left out only for a service that meets none
 */
export function serviceTrustJson(service: string, condition?: NonNullable<PolicyStatement["Condition"]>): string {
  const trusted = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [condition ? { ...trusted, Condition: condition } : trusted],
  });
}
