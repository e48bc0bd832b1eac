import { CommandError } from "../shared/child-process";
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

/** An error of AWS in words that say what to do, or the error itself. */
export function explained(error: unknown, wanted: Wanted): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const { name, message } = error;
  switch (name) {
    case "AccessDeniedException":
    case "AccessDenied":
      return new CommandError(
        `AWS denies the request: ${message}\nuse the management account or a delegated administrator of the organization, with these actions allowed: ${actions(wanted)}; or name a role with --role <arn>`,
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
        `AWS Organizations limits the requests of this account (${message}); wait until other programs that list the organization are done, then run the command again`,
        { cause: error },
      );
    default:
      return error;
  }
}
