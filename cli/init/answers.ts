import { createInterface } from "node:readline";
import { UserError } from "../../shared/user-error";

/** The values that a new configuration needs. */
export interface Answers {
  readonly prefix: string;
  readonly homeRegion: string;
  readonly organizationId: string;
  readonly management: string;
  readonly logArchive: string;
  readonly pageEmail: string;
  readonly notifyEmail: string;
}

/** A prompt, and the flag that answers it. */
export interface Prompt {
  readonly name: keyof Answers;
  readonly flag: string;
  readonly text: string;
}

export const prompts: readonly Prompt[] = [
  { name: "prefix", flag: "--prefix <name>", text: "prefix of every name, for example acme" },
  { name: "homeRegion", flag: "--home-region <region>", text: "home region, for example eu-west-1" },
  { name: "organizationId", flag: "--organization-id <id>", text: "id of the organization, for example o-a1b2c3d4e5" },
  { name: "management", flag: "--management <account>", text: "id of the management account" },
  { name: "logArchive", flag: "--log-archive <account>", text: "id of the log-archive account" },
  {
    name: "pageEmail",
    flag: "--page-email <address>",
    text: "email address for alarms that notify people at once, day and night",
  },
  {
    name: "notifyEmail",
    flag: "--notify-email <address>",
    text: "email address for alarms that can wait until morning",
  },
];

/**
 * Reads the answers to prompts whose values no flag and no AWS response provides. Each answer is one line.
 *
 * @throws UserError when the input ends before the last answer
 */
export async function ask(
  open: readonly Prompt[],
  input: NodeJS.ReadableStream = process.stdin,
): Promise<Partial<Record<keyof Answers, string>>> {
  // Without an output, the terminal itself echoes the line and handles Ctrl-C
  const reader = createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  const given: Partial<Record<keyof Answers, string>> = {};
  try {
    for (const { name, text } of open) {
      process.stderr.write(`${text}: `);
      const { value, done } = await lines.next();
      if (done)
        throw new UserError("the input ended before the last answer; nothing was written; run the command again");
      given[name] = value.trim();
    }
  } finally {
    reader.close();
  }
  return given;
}
