import {
  DeleteParameterCommand,
  ParameterAlreadyExists,
  PutParameterCommand,
  type SSMClient,
  paginateGetParametersByPath,
} from "@aws-sdk/client-ssm";
import { z } from "zod";
import { holdCasesPath } from "../../config/names/hold-cases";
import { printable } from "../../shared/printable";
import { UserError } from "../../shared/user-error";
import type { HoldCase } from "./hold-case";
import type { CaseRegister } from "./hold-cases";

/** Maximum bytes of a standard parameter. */
const largestValue = 4_096;

/**
 * Stores each case as a parameter of Systems Manager in the log-archive account. So every checkout reads the same cases, and
 * CloudTrail records who changes a case.
 */
export class ParameterRegister implements CaseRegister {
  private readonly path: string;

  constructor(
    private readonly client: SSMClient,
    prefix: string,
  ) {
    this.path = holdCasesPath({ prefix });
  }

  async list(): Promise<HoldCase[]> {
    const found: HoldCase[] = [];
    for await (const { Parameters = [] } of paginateGetParametersByPath({ client: this.client }, { Path: this.path }))
      found.push(...Parameters.map(({ Name = "", Value = "" }) => storedCase(Name, Value)));
    return found.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  async create(one: HoldCase): Promise<void> {
    checkSize(one);
    try {
      await this.put(one, false);
    } catch (error) {
      if (!(error instanceof ParameterAlreadyExists)) throw error;
      throw new UserError(
        `case ${one.name} already exists, because someone else placed it at the same time; use another name`,
        { cause: error },
      );
    }
  }

  async replace(one: HoldCase): Promise<void> {
    await this.put(one, true);
  }

  async remove(name: string): Promise<void> {
    await this.client.send(new DeleteParameterCommand({ Name: `${this.path}/${name}` }));
  }

  private async put(one: HoldCase, Overwrite: boolean): Promise<void> {
    await this.client.send(
      new PutParameterCommand({
        Name: `${this.path}/${one.name}`,
        Description: "Legal hold of audit logs, placed by trailkeeper hold",
        Type: "String",
        Value: JSON.stringify(one),
        Overwrite,
      }),
    );
  }
}

/** The fields that the commands read. A field or a class of a newer version is kept. */
const caseSchema = z.looseObject({
  name: z.string(),
  sources: z.array(z.string()),
  accounts: z.array(z.string()),
  from: z.iso.date(),
  to: z.iso.date(),
  state: z.enum(["placing", "placed", "lifting"]),
  since: z.string(),
  versions: z.number().optional(),
});

/**
 * Reads a case. A value that is no case stops every command: it can be a damaged case, whose versions a lift of another case would
 * release.
 */
function storedCase(parameter: string, value: string): HoldCase {
  try {
    return caseSchema.parse(JSON.parse(value)) as HoldCase;
  } catch (error) {
    throw new UserError(
      `the parameter ${parameter} is not a case of legal hold: ${printable(value.slice(0, 100))}; restore its value from the history of the parameter, or delete it if trailkeeper did not create it`,
      { cause: error },
    );
  }
}

/** Fails if a new case does not fit into a parameter after the command added the number of versions. */
function checkSize(one: HoldCase): void {
  const largest: HoldCase = { ...one, versions: Number.MAX_SAFE_INTEGER };
  const bytes = Buffer.byteLength(JSON.stringify(largest));
  if (bytes > largestValue)
    throw new UserError(
      `case ${one.name} needs ${bytes} bytes, but a parameter has at most ${largestValue}; divide the accounts between several cases`,
    );
}
