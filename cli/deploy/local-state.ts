import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Root } from "./waves";

/** The Terraform code of a root, as far as it is read here. */
interface Code {
  readonly terraform?: {
    readonly backend?: { readonly local?: { readonly path?: string } };
    readonly cloud?: object;
  };
}

/** The file with the state of a root that has a local backend. Terraform writes it in place, without a temporary file. */
export class LocalState {
  private constructor(readonly path: string) {}

  /** The local state of a root. Undefined if the root has another backend. */
  static of({ folder }: Root): LocalState | undefined {
    const { terraform }: Code = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
    // Terraform uses the local backend if the code has none
    const { backend = { local: {} }, cloud } = terraform ?? {};
    const isLocal = cloud === undefined && backend.local !== undefined;
    return isLocal ? new LocalState(resolve(folder, backend.local.path ?? "terraform.tfstate")) : undefined;
  }

  /**
   * Creates the file if it does not exist. Otherwise Terraform creates it to lock it, and deletes it again if it wrote nothing. Another
   * Terraform that waited for the lock then writes its state into the deleted file, and the state is lost.
   */
  create(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    closeSync(openSync(this.path, "a"));
  }

  /** The backup of an empty state. Undefined if the state is not empty, or has no backup: the root was never deployed. */
  lostBackup(): string | undefined {
    const size = (path: string) => (existsSync(path) ? statSync(path).size : 0);
    const backup = `${this.path}.backup`;
    return size(this.path) === 0 && size(backup) > 0 ? backup : undefined;
  }
}
