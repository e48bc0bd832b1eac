import { Command } from "commander";
import { programName, silentProgramName } from "../../shared/program-name";
import { readOutput } from "../../terraform-types/synthesized/output";
import { type LogLocation, accessMap } from "./access-map";
import { grantsText, keyText, logSourcesText, retentionText, unknown } from "./labels";

interface Options {
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} access-map
  ${silentProgramName()} access-map cdktf.out --json | jq '.[] | {logs, readers}'

Reads only the output of trailkeeper synth and needs no credentials.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper access-map`: shows where logs are stored, and who may write and read them. */
export const accessMapCommand = (): Command =>
  new Command("access-map")
    .argument("[folder]", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action((folder: string, { json }: Options) => {
      const map = accessMap(readOutput(folder)).map(inWords);
      console.log(json === true ? JSON.stringify(map, undefined, 2) : map.map(detailText).join("\n\n"));
    });

/** A location as output for people and programs. */
function inWords(log: LogLocation) {
  const { location, accountId, logSources, writers, readers, tables } = log;
  return {
    logs: `s3://${location.bucket}/${location.prefix}`,
    account: accountId ?? unknown,
    sources: logSourcesText(logSources),
    key: keyText(log),
    writers: grantsText(writers),
    readers: grantsText(readers),
    kept: retentionText(log),
    tables,
  };
}

function detailText({ logs, ...rest }: ReturnType<typeof inWords>): string {
  const rows = Object.entries(rest).map(([title, value]) => [title, [value].flat()] as const);
  const lines = rows.flatMap(([title, values]) =>
    (values.length === 0 ? ["none"] : values).map((value, i) => `  ${(i === 0 ? title : "").padEnd(9)}  ${value}`),
  );
  return [logs, ...lines].join("\n");
}
