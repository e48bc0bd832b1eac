import type { Detection } from "../../detections/detection";
import { allHunts, type Hunt } from "../../hunts/hunt";
import { techniques } from "./attack-techniques";
import { documentedDetections } from "./documented-detections";
import { queryTechniques } from "./query-techniques";

/** Detections, hunts and saved queries that cover a technique. */
export interface Noticed {
  readonly detections: readonly Detection[];
  readonly hunts: readonly Hunt[];

  /** Names of saved queries. */
  readonly queries: readonly string[];

  /** Sub-techniques that are covered, if the technique itself is not covered. */
  readonly through: readonly string[];
}

const hunts = allHunts();

/** Whether a detection, hunt or saved query covers a technique. */
export function isNoticed(id: string): boolean {
  const { detections, hunts: found, queries } = noticedBy(id);
  return detections.length + found.length + queries.length > 0;
}

/** The detections, hunts and queries that cover a technique. If there are none, those that cover one of its sub-techniques. */
export function noticedBy(id: string): Noticed {
  const own = named([id]);
  if (isAny(own)) return { ...own, through: [] };
  const below = techniques.map((technique) => technique.id).filter((other) => other.startsWith(`${id}.`));
  const through = below.filter((other) => isAny(named([other])));
  return { ...named(through), through };
}

const isAny = ({ detections, hunts: found, queries }: Omit<Noticed, "through">): boolean =>
  detections.length + found.length + queries.length > 0;

function named(ids: readonly string[]): Omit<Noticed, "through"> {
  return {
    detections: documentedDetections.filter(({ controls }) => ids.some((id) => controls.includes(`ATT&CK ${id}`))),
    hunts: hunts.filter((hunt) => ids.some((id) => hunt.techniques.includes(id))),
    queries: Object.keys(queryTechniques).filter((name) => ids.some((id) => queryTechniques[name]?.includes(id))),
  };
}
