import type { LogPlace } from "./access-map";
import { producersText } from "./labels";

const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;

/**
 * A diagram of who writes where, and which tables show it. GitHub renders it.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function diagram(map: readonly LogPlace[]): string[] {
  const buckets = [...new Set(map.map(({ place }) => place.bucket))];
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
function box(map: readonly LogPlace[], bucket: string, i: number): string[] {
  const folders = map.flatMap(({ place }, j) =>
    place.bucket === bucket ? [`    place${j}[${quoted(`${place.prefix}/`)}]`] : [],
  );
  return [`  subgraph bucket${i}[${quoted(bucket)}]`, ...folders, "  end"];
}

function arrows({ producers, tables }: LogPlace, i: number): string[] {
  const written = producersText(producers).map((text, j) => `  producer${i}_${j}([${quoted(text)}]) --> place${i}`);
  return tables.length === 0 ? written : [...written, `  place${i} --> tables${i}[(${quoted(tables.join("<br>"))})]`];
}
