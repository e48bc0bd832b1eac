import { isRecord } from "../../shared/keys";
import type { AuditConfig } from "../../config/audit-config";
import { configFor, resolutions } from "../../config/derived/overrides";
import { type NarrowedSource, sourceRegions } from "../../config/derived/regions";
import { recorderOf } from "../../config/derived/recorders";
import { namedAccounts } from "../../config/derived/accounts";
import { type JsonSchema, settingTree } from "../../config/setting-tree";
import type { YamlFile } from "../../config/yaml-file";

/** Position at which the configuration file sets a value. Without a path, the value is the default. */
export interface Origin {
  readonly path?: string;
  readonly line?: number | undefined;
}

/** A setting that can differ between accounts, and its value in one of them. */
export interface AccountSetting {
  readonly setting: string;
  readonly value: unknown;
  readonly from: Origin;
}

/** The settings of one account. */
export interface AccountSettings {
  readonly id: string;
  readonly name: string;
  readonly unit?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;

  /** Positions of the overrides that apply to the account. */
  readonly overrides: readonly number[];
  readonly settings: readonly AccountSetting[];
}

/** A configuration with its parsed file. */
export interface WrittenConfig {
  readonly config: AuditConfig;
  readonly file: YamlFile;
}

type Keys = readonly (string | number)[];

/** Keys of an override that select accounts. All other keys are settings. */
const selectors: readonly string[] = ["accounts", "units", "tags"];

/** Paths of the settings that an override can set. */
export function settingsOfAccounts(): string[][] {
  const { items } = settingTree().properties?.["overrides"] ?? {};
  return leavesOf(items ?? {}, []).filter(([first = ""]) => !selectors.includes(first));
}

function leavesOf({ properties }: JsonSchema, path: readonly string[]): string[][] {
  if (properties === undefined) return [[...path]];
  return Object.entries(properties).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

/** The settings of every account of the organization. */
export function settingsOfAll(written: WrittenConfig): AccountSettings[] {
  const { config } = written;
  const raw = written.file.value();
  const paths = settingsOfAccounts();
  const applied = new Map(resolutions(config).flatMap((one) => one.accountIds.map((id) => [id, one.overrides])));
  const members = new Map(config.accounts.members.map((member) => [member.id, member]));
  return namedAccounts(config).map(({ id, name }) => {
    const { unit, tags } = members.get(id) ?? {};
    const overrides = applied.get(id) ?? [];
    const source = { ...written, raw, accountId: id, overrides };
    return { id, name, unit, tags, overrides, settings: paths.map((path) => settingOf(path, source)) };
  });
}

interface Source extends WrittenConfig {
  readonly raw: unknown;
  readonly accountId: string;
  readonly overrides: readonly number[];
}

function settingOf(path: readonly string[], source: Source): AccountSetting {
  const { config, accountId } = source;
  const setting = path.join(".");
  const own = configFor(config, accountId);
  // In the management account, Terraform assumes the role of `access.managementRoleName`
  if (setting === "access.roleName" && accountId === config.accounts.management) {
    const value = config.access.managementRoleName ?? null;
    return { setting: "access.managementRoleName", value, from: writtenAt(["access", "managementRoleName"], source) };
  }
  if (setting === "logSources.awsConfig.recorder") {
    const byAccount = ["logSources", "awsConfig", "recorderByAccount", accountId];
    const from = isWritten(source.raw, byAccount) ? writtenAt(byAccount, source) : originOf(path, source);
    return { setting, value: recorderOf(config, accountId), from };
  }
  const value = valueAt(own, path);
  const isRegions = path[0] === "logSources" && path.at(-1) === "regions" && value === undefined;
  return {
    setting,
    value: (isRegions ? sourceRegions(own, path[1] as NarrowedSource) : value) ?? null,
    from: originOf(path, source),
  };
}

/** Origin of a value: the last override that sets it or narrows its regions, or else the setting itself. */
function originOf(path: readonly string[], source: Source): Origin {
  const { config, accountId, overrides } = source;
  const setter = overrides.findLast((i) => isWritten(source.raw, ["overrides", i, ...path]));
  if (setter !== undefined) return writtenAt(["overrides", setter, ...path], source);
  const isNarrowed = /(?:^|\.)(?:recordedR|r)egions$/.test(path.join("."));
  const narrower = overrides.findLast((i) => isWritten(source.raw, ["overrides", i, "regions"]));
  if (isNarrowed && narrower !== undefined) {
    const [before, after] = [config, configFor(config, accountId)].map((one) => JSON.stringify(regionsAt(one, path)));
    if (before !== after) return writtenAt(["overrides", narrower, "regions"], source);
  }
  return writtenAt(path, source);
}

const regionsAt = (config: AuditConfig, path: readonly string[]): unknown =>
  path[0] === "logSources" ? sourceRegions(config, path[1] as NarrowedSource) : valueAt(config, path);

function writtenAt(path: Keys, { raw, file }: Source): Origin {
  if (!isWritten(raw, path)) return {};
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return { path: text.slice(1), line: file.lineOf(path) };
}

const isWritten = (raw: unknown, path: Keys): boolean => valueAt(raw, path) !== undefined;

const valueAt = (value: unknown, path: Keys): unknown =>
  path.reduce<unknown>((part, key) => (isRecord(part) && Object.hasOwn(part, key) ? part[key] : undefined), value);
