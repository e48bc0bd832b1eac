import { table } from "../../shared/markdown-table";
import type { LogLocation } from "./access-map";
import { diagram } from "./diagram";
import { grantsText, keyText, logSourcesText, retentionText, unknown } from "./labels";

const list = (texts: readonly string[], none: string): string => (texts.length === 0 ? none : texts.join("; "));
const escapeCell = (text: string): string => text.replaceAll(/[*|]/g, "\\$&");
const code = (text: string): string => `\`${text}\``;
const prefixText = ({ location }: LogLocation): string =>
  location.prefix === "" ? "everything" : code(`${location.prefix}/`);

/** The access map as a page of Markdown, below its heading. */
export function page(map: readonly LogLocation[]): string {
  return [...diagram(map), ...where(map), ...who(map)].join("\n");
}

function where(map: readonly LogLocation[]): string[] {
  return [
    "## Locations of the logs",
    "",
    ...table(
      ["Logs", "Bucket", "Account", "Written by", "Key", "Kept", "Tables"],
      map.map((log) => [
        prefixText(log),
        code(log.location.bucket),
        log.accountId ?? unknown,
        list(logSourcesText(log.logSources), "nothing in this output"),
        keyText(log),
        retentionText(log).join("; "),
        list(log.tables.map(code), "none"),
      ]),
    ),
  ];
}

function who(map: readonly LogLocation[]): string[] {
  const guarded = map.filter(({ accountId }) => accountId !== undefined);
  return [
    "## Writers and readers",
    "",
    "These are the results of the policies of bucket, key and role together.",
    "",
    ...table(
      ["Logs", "Bucket", "May write", "May read and decrypt"],
      guarded.map((log) => [
        prefixText(log),
        code(log.location.bucket),
        escapeCell(list(grantsText(log.writers), "no one")),
        escapeCell(list(grantsText(log.readers), "no one")),
      ]),
    ),
  ];
}
