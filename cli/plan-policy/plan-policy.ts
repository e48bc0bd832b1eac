import type { Stack } from "../../terraform-types/synthesized/stack";
import { SynthesizedError } from "../../terraform-types/synthesized/synthesized-error";
import { readActions } from "./read-actions";

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
  const actions = [...new Set([...stacks.flatMap(typesOf).flatMap(actionsOf), ...more])].toSorted();
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

/** @throws SynthesizedError for a type that this version of the project does not create */
function actionsOf(type: string): readonly string[] {
  const actions = readActions[type];
  if (actions !== undefined) return actions;
  throw new SynthesizedError(`the actions that plan ${type} are unknown; use the synthesized output of this project`);
}

/** Types of the resources of a root, and of its data sources as `data.<type>`. */
export function typesOf({ resources, lookups }: Stack): string[] {
  return [...resources.map(({ type }) => type), ...lookups.map(({ type }) => `data.${type}`)];
}

/** The id of a statement. IAM allows only letters and digits, but names of services such as `emr-serverless` contain hyphens. */
const sidOf = (service: string): string =>
  `Read${service.charAt(0).toUpperCase()}${service.slice(1).replaceAll("-", "")}`;
