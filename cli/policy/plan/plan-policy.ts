import type { Stack } from "../../../terraform-types/synthesized/stack";
import { SynthesizedError } from "../../../terraform-types/synthesized/synthesized-error";
import { dataSourceReads } from "../../../terraform-types/data-sources";
import { References } from "../../../terraform-types/synthesized/references";
import { rowOf } from "../../../terraform-types/terraform-types";

/** A statement of the policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
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
    Statement: [
      ...services.map((service) => ({
        Sid: sidOf("Read", service),
        Effect: "Allow" as const,
        Action: actions.filter((action) => serviceOf(action) === service),
        Resource: "*",
      })),
      ...contentStatements(stacks),
    ],
  };
}

/** Statements that allow to read the content of the objects of these roots, and of no other object. */
function contentStatements(stacks: readonly Stack[]): Statement[] {
  const references = new References(stacks);
  const reads = stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) => {
      const actions = rowOf(resource.type)?.contentReads ?? "none";
      const arn = references.arnOf(stack, resource);
      return actions === "none" || arn === undefined ? [] : [{ actions, arn: foldNumber(arn) }];
    }),
  );
  const lists = new Map(reads.map(({ actions }) => [actions.join(" "), actions]));
  return [...lists.values()].map((actions) => ({
    Sid: sidOf("ReadContentOf", serviceOf(actions[0] ?? "")),
    Effect: "Allow",
    Action: actions,
    Resource: [...new Set(reads.filter((read) => read.actions === actions).map(({ arn }) => arn))].toSorted(),
  }));
}

/** Numbered parts of one object as one pattern, because a policy could not list them all. */
const foldNumber = (arn: string): string => arn.replace(/\/\d+$/, "/*");

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
const sidOf = (verb: string, service: string): string =>
  `${verb}${service.charAt(0).toUpperCase()}${service.slice(1).replaceAll("-", "")}`;
