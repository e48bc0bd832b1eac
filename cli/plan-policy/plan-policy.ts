import type { Stack } from "../../terraform-types/synthesized/stack";
import { SynthesizedError } from "../../terraform-types/synthesized/synthesized-error";
import { dataSourceReads } from "../../terraform-types/data-sources";
import { rowOf } from "../../terraform-types/terraform-types";

/** A statement of the policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A policy for a role that plans. */
export interface PlanPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * The policy that a role needs to plan these roots: the read actions of each of their types, with one statement for each service.
 *
 * @param more further actions to allow
 */
export function planPolicy(stacks: readonly Stack[], more: readonly string[] = []): PlanPolicy {
  const actions = [...new Set([...stacks.flatMap(readsOf), ...more])].toSorted();
  const services = [...new Set(actions.map(serviceOf))];
  return {
    Version: "2012-10-17",
    Statement: services.map((service) => ({
      Sid: sidOf(service),
      Effect: "Allow",
      Action: actions.filter((action) => serviceOf(action) === service),
      Resource: "*",
    })),
  };
}

const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));

/** Actions that read the resources and data sources of a root. */
function readsOf({ resources, lookups }: Stack): string[] {
  const known: Readonly<Record<string, readonly string[]>> = dataSourceReads;
  const types = new Set(resources.map(({ type }) => type));
  const sources = new Set(lookups.map(({ type }) => type));
  return [
    ...[...types].flatMap((type) => rowOf(type)?.reads ?? refuse(type)),
    ...[...sources].flatMap((type) => known[type] ?? refuse(`data.${type}`)),
  ];
}

/** @throws SynthesizedError for a type that this version of the project does not create */
function refuse(type: string): never {
  throw new SynthesizedError(`the actions that plan ${type} are unknown; use the synthesized output of this project`);
}

/** The id of a statement. IAM allows only letters and digits, but names of services such as `emr-serverless` contain hyphens. */
const sidOf = (service: string): string =>
  `Read${service.charAt(0).toUpperCase()}${service.slice(1).replaceAll("-", "")}`;
