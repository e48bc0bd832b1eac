import type { JsonObject } from "../../shared/json";
import { knownTypes } from "../known-types";
import { textAt } from "./json-values";
import type { Change } from "./plan";

/** The object that resources of a type configure: its type, the attribute with its name, and its own attribute with the name. */
export function parentOf(type: string) {
  const settingOf = knownTypes.get(type)?.review.settingOf ?? "none";
  if (settingOf === "none") return undefined;
  return { ...settingOf, name: knownTypes.get(settingOf.type)?.identity[0] ?? "" };
}

/** Whether a resource configures another resource, which an attribute names. */
export function isSetOn(child: Change, type: string, values: JsonObject): boolean {
  const parent = parentOf(child.type);
  if (parent?.type !== type) return false;
  const value = textAt(child.after, parent.attribute);
  const own = textAt(values, parent.name);
  return own !== "" && (value === own || value.split(/[:/]/).at(-1) === own);
}
