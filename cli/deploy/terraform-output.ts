/** Changes that a run of Terraform planned or applied. */
export interface ChangeCount {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** The report of a Terraform run with `-json`. */
export interface RunOutput {
  readonly changes: ChangeCount | undefined;

  /** Summary and detail of each error. If another root must be applied first, the error begins with its name. */
  readonly errors: readonly string[];
}

interface Diagnostic {
  readonly severity?: string;
  readonly summary?: string;
  readonly detail?: string;
  readonly address?: string;
}

interface Line {
  readonly type?: string;
  readonly changes?: ChangeCount;
  readonly diagnostic?: Diagnostic;
}

/**
 * Reads the lines of `terraform plan -json` or `apply -json`. Lines that are not JSON, from `init` or a panic, are ignored.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function readRunOutput(text: string): RunOutput {
  const lines = text.split("\n").flatMap(parseLine);
  const errors = lines.flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [errorText(diagnostic)] : []));
  const changes = lines.findLast(({ type }) => type === "change_summary")?.changes;
  return { changes, errors };
}

/** The text of an error. The address of a failed lookup contains the name of the root to apply first. */
function errorText({ summary = "", detail, address = "" }: Diagnostic): string {
  const [, root] = (summary.includes("couldn't find resource") && /-apply-(\S+)-first$/.exec(address)) || [];
  const text = [summary, detail].filter(Boolean).join(": ");
  return root === undefined ? text : `apply ${root} first: ${text}`;
}

/** Whether all errors of a run have the same cause: another root is not applied yet. */
export const waitsForRoot = (errors: readonly string[]): boolean =>
  errors.length > 0 && errors.every((error) => /^apply \S+ first: /.test(error));

function parseLine(line: string): Line[] {
  if (!line.startsWith("{")) return [];
  try {
    const parsedLine: Line = JSON.parse(line);
    return [parsedLine];
  } catch {
    return [];
  }
}

/** Errors of AWS after which a retry can succeed. */
const throttling =
  /\b(?:Throttling(?:Exception)?|ThrottledException|TooManyRequests(?:Exception)?|RequestLimitExceeded|SlowDown|PriorRequestNotComplete|LimitExceededException: Rate|ServiceUnavailable)\b|rate exceeded/i;

/** Whether all errors of a run are throttling errors of AWS. */
export const isThrottled = (errors: readonly string[]): boolean =>
  errors.length > 0 && errors.every((error) => throttling.test(error));
