import type { Detection } from "../../detections/detection";
import { techniques } from "./attack-techniques";
import { documentedDetections } from "./documented-detections";
import { queryTechniques } from "./query-techniques";

/** Detections and saved queries that cover a technique. */
export interface Noticed {
  readonly detections: readonly Detection[];

  /** Names of saved queries. */
  readonly queries: readonly string[];

  /** Sub-techniques through which it is covered, if nothing covers the technique itself. */
  readonly through: readonly string[];
}

/** The detections and queries that cover a technique, or else those that cover one of its sub-techniques. */
export function noticedBy(id: string): Noticed {
  const own = named([id]);
  if (own.detections.length + own.queries.length > 0) return { ...own, through: [] };
  const below = techniques.map((technique) => technique.id).filter((other) => other.startsWith(`${id}.`));
  const through = below.filter((other) => named([other]).detections.length + named([other]).queries.length > 0);
  return { ...named(through), through };
}

function named(ids: readonly string[]): Pick<Noticed, "detections" | "queries"> {
  return {
    detections: documentedDetections.filter(({ controls }) => ids.some((id) => controls.includes(`ATT&CK ${id}`))),
    queries: Object.keys(queryTechniques).filter((name) => ids.some((id) => queryTechniques[name]?.includes(id))),
  };
}
