import { type Document, isMap, isScalar } from "yaml";

/** Settings that have a new name in the same section, by their old path. The old name is accepted until 1.0. */
export const renamedSettings: Readonly<Record<string, string>> = {
  "logSources.config.dailyForChurnyTypes": "recordHighChurnTypesDaily",
  "trail.lake.usedBeforeItClosed": "existingCustomer",
};

/** A setting of a file that is written with its old name. */
export interface OldName {
  readonly path: readonly string[];
  readonly newName: string;

  /** Position of the old name in the file, as an offset. */
  readonly offset: number;

  /** Whether the file also contains the new name. */
  readonly isAmbiguous: boolean;
}

/** Replaces the old names of settings by the new names. Returns the replaced names. */
export function renameSettings(document: Document): OldName[] {
  return Object.entries(renamedSettings).flatMap(([oldPath, newName]) => {
    const path = oldPath.split(".");
    const section = document.getIn(path.slice(0, -1));
    if (!isMap(section)) return [];
    const pair = section.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
    if (pair === undefined || !isScalar(pair.key)) return [];
    const isAmbiguous = section.has(newName);
    if (isAmbiguous) section.delete(pair.key);
    else pair.key.value = newName;
    return [{ path, newName, offset: pair.key.range?.[0] ?? 0, isAmbiguous }];
  });
}
