import { readFileSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { gte, valid } from "semver";
import { toError } from "../../shared/thrown";
import { PlanError } from "./plan-error";
import { type JsonObject, isObject } from "../../shared/json";
import type { Plan } from "./plan";
import { readPlan } from "./read-plan";

/** Maximum bytes of a plan file. Node.js does not support longer strings. */
const mostBytes = 500_000_000;

/** Lowest version of Terraform and OpenTofu whose plans contain the data that a review needs. */
const oldest = "1.5.0";

const hint = "write it with: terraform show -json plan.out > plan.json";

/** Matches general file names that do not contain the name of a root. */
const generic = /^(tf)?plan([._-]?out)?$/i;

/** Name of the root of a plan file: the name of the file, or of its folder if the file has a general name. */
export function rootName(path: string): string {
  const name = basename(path).replace(/\.json$/i, "");
  return generic.test(name) && basename(dirname(path)) !== "." ? basename(dirname(path)) || name : name;
}

/**
 * Reads the plan files of several roots.
 *
 * @throws PlanError when a file cannot be read, or two files have the same root
 */
export function readPlanFiles(paths: readonly string[]): Plan[] {
  const roots = paths.map(rootName);
  const isOnce = new Set(roots).size === roots.length;
  return paths.map((path, i) => readPlanText(path, textOf(path), isOnce ? (roots[i] ?? path) : path));
}

/**
 * Reads a plan that `terraform show -json` wrote.
 *
 * @throws PlanError if the text is not a complete plan
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readPlanText(path: string, text: string, root: string): Plan {
  const json = parse(path, text);
  checkFormat(path, json);
  try {
    return readPlan(root, json);
  } catch (error) {
    if (error instanceof RangeError) throw new PlanError(`${path} is nested too deeply; ${hint}`);
    if (error instanceof PlanError) throw new PlanError(`${path}: ${error.message}`);
    throw error;
  }
}

function textOf(path: string): string {
  const bytes = read(path);
  if (bytes.length === 0) throw new PlanError(`${path} is empty; ${hint}`);
  if (bytes.subarray(0, 2).toString("latin1") === "PK") {
    throw new PlanError(`${path} is a binary plan; ${hint}`);
  }
  if (bytes[0] === 0xff || bytes[0] === 0xfe || bytes[1] === 0) {
    throw new PlanError(`${path} is not UTF-8 and may be UTF-16; write it again as UTF-8`);
  }
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

function read(path: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > mostBytes) {
      throw new PlanError(
        `${path} has ${size} bytes, but a plan can have at most ${mostBytes}; compare synthesized outputs with --base and --head instead`,
      );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof PlanError) throw error;
    throw new PlanError(`cannot read ${path}: ${toError(error).message}`);
  }
}

function parse(path: string, text: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const isStream = text.startsWith('{"@level"');
    // The message of the parser is not printed, because it quotes the plan, which can contain secrets
    throw new PlanError(
      `${path} is ${isStream ? "the log of terraform plan -json" : "not valid JSON, or truncated"}; ${hint}`,
    );
  }
  if (!isObject(json)) throw new PlanError(`${path} is JSON, but not a plan; ${hint}`);
  return json;
}

function checkFormat(path: string, json: JsonObject): void {
  const { format_version: format, terraform_version: version } = json;
  if (typeof format !== "string" || typeof version !== "string") {
    throw new PlanError(`${path} has no format_version and terraform_version, so it is not a plan; ${hint}`);
  }
  if (!/^1\.\d+$/.test(format)) {
    throw new PlanError(
      `${path} has format_version ${JSON.stringify(format)}, but only 1.x is supported; use a supported version of Terraform`,
    );
  }
  if (valid(version) === null || !gte(version.replace(/-.*$/, ""), oldest)) {
    throw new PlanError(`${path} is from Terraform ${JSON.stringify(version)}; use ${oldest} or newer`);
  }
  if (!isObject(json["planned_values"]) || !isObject(json["configuration"])) {
    throw new PlanError(`${path} has no planned_values or no configuration: it is a state, or truncated; ${hint}`);
  }
  if (json["errored"] === true) {
    throw new PlanError(
      `${path} is from a plan that failed, so changes are missing; correct the error, and plan again`,
    );
  }
}
