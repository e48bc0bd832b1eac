import { CommandError } from "../../shared/child-process";
import type { Wanted } from "./organization";

/** Actions that the command needs. */
function actions({ units, tags }: Wanted): string {
  const names = [
    "DescribeOrganization",
    "ListAccounts",
    ...(units ? ["ListRoots", "ListOrganizationalUnitsForParent", "ListAccountsForParent", "ListParents"] : []),
    ...(tags ? ["ListTagsForResource"] : []),
  ];
  return names.map((name) => `organizations:${name}`).join(", ");
}

/** Converts an AWS error to an error that names the fix. Returns any other error unchanged. */
export function explainError(error: unknown, wanted: Wanted): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const { name, message } = error;
  switch (name) {
    case "AccessDeniedException":
    case "AccessDenied":
      return new CommandError(
        `AWS denies the request: ${message}\nuse credentials of the management account or of a delegated administrator that allow ${actions(wanted)}; or set a role with --role <arn>`,
        { cause: error },
      );
    case "AWSOrganizationsNotInUseException":
      return new CommandError(
        "the account of these credentials is in no organization; use credentials of the management account",
        { cause: error },
      );
    case "CredentialsProviderError":
      return new CommandError(
        `no AWS credentials of the management account: sign in, or set AWS_PROFILE to a profile (${message})`,
        { cause: error },
      );
    case "TooManyRequestsException":
    case "ThrottlingException":
      return new CommandError(
        `AWS Organizations limits the requests of this account (${message}); wait until other programs that list the organization have finished, then run the command again`,
        { cause: error },
      );
    default:
      return error;
  }
}
