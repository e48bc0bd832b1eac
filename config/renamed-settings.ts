import { type Document, isMap, isScalar, isSeq } from "yaml";

/** Settings that have a new name in the same section, by their old path. The old name is accepted until 1.0. */
export const renamedSettings: Readonly<Record<string, string>> = {
  "logSources.config": "awsConfig",
  "logSources.dnsLogs": "dnsQueryLogs",
  "logSources.awsConfig.dailyForChurnyTypes": "recordHighChurnTypesDaily",
  "archive.retention.config": "awsConfig",
  "archive.retention.dnsLogs": "dnsQueryLogs",
  "archive.retention.transitGatewayLogs": "transitGatewayFlowLogs",
  "trail.lake.usedBeforeItClosed": "existingCustomer",
};

/** A setting of a file that is written with its old name. */
export interface OldName {
  readonly path: readonly (string | number)[];
  readonly newName: string;

  /** Position of the old name in the file, as an offset. */
  readonly offset: number;

  /** Whether the file also contains the new name. */
  readonly isAmbiguous: boolean;
}

/** Replaces the old names of settings by the new names, also in the entries of `overrides`. Returns the replaced names. */
export function renameSettings(document: Document): OldName[] {
  const overrides = document.getIn(["overrides"]);
  const entries = isSeq(overrides) ? overrides.items.map((_, i) => ["overrides", i]) : [];
  return [[], ...entries].flatMap((section) =>
    Object.entries(renamedSettings).flatMap(([oldPath, newName]) =>
      renameSetting(document, [...section, ...oldPath.split(".")], newName),
    ),
  );
}

function renameSetting(document: Document, path: readonly (string | number)[], newName: string): OldName[] {
  const section = document.getIn(path.slice(0, -1));
  if (!isMap(section)) return [];
  const pair = section.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  if (pair === undefined || !isScalar(pair.key)) return [];
  const isAmbiguous = section.has(newName);
  if (isAmbiguous) section.delete(pair.key);
  else pair.key.value = newName;
  return [{ path, newName, offset: pair.key.range?.[0] ?? 0, isAmbiguous }];
}
