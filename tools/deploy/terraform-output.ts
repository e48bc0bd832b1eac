/** Changes that a run of Terraform planned or applied. */
export interface ChangeCount {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** What a run of Terraform with `-json` reports. */
export interface RunOutput {
  readonly changes: ChangeCount | undefined;

  /** Summary and detail of each error. */
  readonly errors: readonly string[];
}

interface Line {
  readonly type?: string;
  readonly changes?: ChangeCount;
  readonly diagnostic?: { readonly severity?: string; readonly summary?: string; readonly detail?: string };
}

/**
 * Reads the lines of `terraform plan -json` or `apply -json`. Lines that are not JSON are ignored: `init` and panics write such.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function readRunOutput(text: string): RunOutput {
  const lines = text.split("\n").flatMap(parsed);
  const errors = lines.flatMap(({ diagnostic }) =>
    diagnostic?.severity === "error" ? [[diagnostic.summary, diagnostic.detail].filter(Boolean).join(": ")] : [],
  );
  const changes = lines.findLast(({ type }) => type === "change_summary")?.changes;
  return { changes, errors };
}

function parsed(line: string): Line[] {
  if (!line.startsWith("{")) return [];
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}

/** Errors of AWS that another attempt may not have. */
const throttling =
  /\b(?:Throttling(?:Exception)?|ThrottledException|TooManyRequests(?:Exception)?|RequestLimitExceeded|SlowDown|PriorRequestNotComplete|LimitExceededException: Rate|ServiceUnavailable)\b|rate exceeded/i;

/** Whether every error of a run is that AWS refused to answer so many requests. */
export const isThrottled = (errors: readonly string[]): boolean =>
  errors.length > 0 && errors.every((error) => throttling.test(error));
