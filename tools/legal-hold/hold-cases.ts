import type { HoldCase } from "./hold-case";

/** Where the cases are kept. */
export interface CaseRegister {
  /** Every case. */
  list(): Promise<HoldCase[]>;

  /** Keeps a new case. @throws UserError when one of this name exists */
  create(one: HoldCase): Promise<void>;

  replace(one: HoldCase): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A version of an object. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly written: Date;
}

/** The archive, as holds need it. */
export interface HeldArchive {
  /** Pages of the versions below a prefix. Delete markers are no versions. */
  pages(bucket: string, prefix: string): AsyncIterable<readonly ObjectVersion[]>;

  /** Places or lifts the hold of one version. */
  setHold(bucket: string, version: ObjectVersion, isHeld: boolean): Promise<void>;
}
