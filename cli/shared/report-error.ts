import { UserError } from "../../shared/user-error";
import { printable } from "../../shared/printable";

/**
 * Prints an error that the user can fix, without a stack trace, and sets the exit code.
 *
 * @throws any other error
 */
export function reportError(error: unknown): void {
  if (!(error instanceof UserError) && !isFromSystem(error)) throw error;
  const message = error instanceof UserError ? error.message : systemMessage(error);
  // The message of a query engine may contain values from the logs
  console.error(`error: ${message}`.split("\n").map(printable).join("\n"));
  process.exitCode = 1;
}

/** Whether an error is from the operating system (it has a code) or from the AWS SDK (it has metadata or a hint). */
function isFromSystem(error: unknown): error is Error {
  return error instanceof Error && ["code", "$metadata", "tryNextLink"].some((key) => key in error);
}

function systemMessage({ name, message }: Error): string {
  return name === "CredentialsProviderError"
    ? `no AWS credentials: sign in, or set AWS_PROFILE to a profile (${message})`
    : `${name}: ${message}`;
}
