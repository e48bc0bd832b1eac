import type { LogLocation } from "./access-map";
import { logSourcesText } from "./labels";

const quote = (text: string): string => `"${text.replaceAll('"', "'")}"`;

/**
 * A diagram of the locations, with their writers and their tables. GitHub renders it.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function diagram(map: readonly LogLocation[]): string[] {
  const buckets = [...new Set(map.map(({ location }) => location.bucket))];
  return [
    "```mermaid",
    "flowchart LR",
    ...buckets.flatMap((bucket, i) => box(map, bucket, i)),
    ...map.flatMap(arrows),
    "```",
    "",
  ];
}

/** A bucket with its folders in it. */
function box(map: readonly LogLocation[], bucket: string, i: number): string[] {
  const folders = map.flatMap(({ location }, j) =>
    location.bucket === bucket ? [`    location${j}[${quote(`${location.prefix}/`)}]`] : [],
  );
  return [`  subgraph bucket${i}[${quote(bucket)}]`, ...folders, "  end"];
}

function arrows({ logSources, tables }: LogLocation, i: number): string[] {
  const written = logSourcesText(logSources).map(
    (text, j) => `  logSource${i}_${j}([${quote(text)}]) --> location${i}`,
  );
  return tables.length === 0 ? written : [...written, `  location${i} --> tables${i}[(${quote(tables.join("<br>"))})]`];
}
