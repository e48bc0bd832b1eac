import type { HoldCase } from "./hold-case";

/** Storage of the cases. */
export interface CaseRegister {
  /** Every case. */
  list(): Promise<HoldCase[]>;

  /** Stores a new case. @throws UserError when a case of this name exists */
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

/** The operations on the archive that holds need. */
export interface HeldArchive {
  /** Pages of the versions below a prefix, without delete markers. */
  pages(bucket: string, prefix: string): AsyncIterable<readonly ObjectVersion[]>;

  /** Places or lifts the hold of one version. */
  setHold(bucket: string, version: ObjectVersion, isHeld: boolean): Promise<void>;
}
