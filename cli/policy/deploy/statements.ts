import { planPolicy } from "../plan/plan-policy";
import { References } from "../../../terraform-types/synthesized/references";
import { type Resource, type Stack, regionOf } from "../../../terraform-types/synthesized/stack";
import { SynthesizedError } from "../../../terraform-types/synthesized/synthesized-error";
import { condenseArns } from "./arns";
import { type ArnForm, fillArn } from "../../../terraform-types/columns/arn-form";
import type { TerraformType } from "../../../terraform-types/columns/terraform-type";
import { type ManagedType, rowOf } from "../../../terraform-types/terraform-types";

/** A statement of a policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[] | "*";
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The statements that the role needs to deploy these roots. */
export function statementsOf(stacks: readonly Stack[]): Statement[] {
  return new Writer(stacks).statements();
}

/** Actions on the resources of a type. */
interface Scoped {
  readonly service: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly arns: readonly string[];
}

/** Services in which roots also change resources of other owners, with the type that a root creates itself. */
const owning: Readonly<Record<string, ManagedType>> = { logs: "aws_cloudwatch_log_group", s3: "aws_s3_bucket" };

/** Collects the actions on the resources of all roots. */
class Writer {
  readonly #references: References;
  readonly #scoped: Scoped[] = [];

  /** ARNs of buckets and log groups that the roots create. */
  readonly #owned = new Set<string>();
  readonly #unscoped = new Set<string>();

  /** Services whose service-linked role the caller creates with a resource. */
  readonly #linkedServices = new Set<string>();
  readonly #account: string;

  constructor(private readonly stacks: readonly Stack[]) {
    this.#references = new References(stacks);
    const accounts = new Set(stacks.map(({ accountId }) => accountId));
    this.#account = accounts.size === 1 ? ([...accounts][0] ?? "*") : "*";
  }

  statements(): Statement[] {
    for (const stack of this.stacks) for (const resource of stack.resources) this.#add(stack, resource);
    const reads = planPolicy(this.stacks).Statement;
    return [
      ...reads.map(({ Sid, Action, Resource }) =>
        statement(Sid, Action, Resource === "*" ? Resource : [Resource].flat()),
      ),
      ...this.#ofServices(),
      ...byService([...this.#unscoped]).map(([service, actions]) => statement(`Write${service}Anywhere`, actions, "*")),
      ...this.#attachments(),
      ...this.#passes(),
      ...this.#linkedRoles(),
    ];
  }

  #add(stack: Stack, resource: Resource): void {
    const row = rowOf(resource.type);
    if (row === undefined) {
      throw new SynthesizedError(
        `the actions that write ${resource.type} are unknown; use the synthesized output of this project`,
      );
    }
    const { actions, anywhere } = row.writes;
    // A name that AWS chooses would become a pattern for every name. The resource that creates it already has its actions
    const arns = writtenArns(row)
      .map((form) => this.#arn(stack, resource, form))
      .filter((arn) => !arn.includes("<"));
    for (const action of [...anywhere, ...keyActionsOf(row)]) this.#unscoped.add(action);
    if (row.linkedRole !== "none") this.#linkedServices.add(row.linkedRole);
    if (arns.length === 0) return;
    if (Object.values(owning).some((type) => type === resource.type)) for (const arn of arns) this.#owned.add(arn);
    this.#scoped.push({ service: serviceOf(actions[0] ?? ""), type: resource.type, actions, arns });
  }

  #arn(stack: Stack, resource: Resource, form: ArnForm): string {
    const place = {
      partition: this.#references.partition,
      region: regionOf(stack, resource),
      account: this.#account,
    };
    return fillArn(form, place, (attribute) => {
      const value: unknown = resource.attributes[attribute];
      return value === undefined ? undefined : this.#references.text(stack, String(value));
    });
  }

  /** One statement for each service, and one for resources of other owners that the roots change in part. */
  #ofServices(): Statement[] {
    const groups = grouped(this.#scoped, ({ service, type, arns }) => {
      if (type === "aws_iam_policy") return "WriteIamPolicies";
      const isOwn = owning[service] === undefined || arns.every((arn) => this.#owned.has(arn));
      return `Write${titled(service)}${isOwn ? "" : "OfOthers"}`;
    });
    return groups.map(([sid, parts]) =>
      statement(
        sid,
        parts.flatMap(({ actions }) => actions),
        condenseArns(parts.flatMap(({ arns }) => arns)),
      ),
    );
  }

  /** Allows attaching only the policies that the roots attach. */
  #attachments(): Statement[] {
    const attached = this.#each("aws_iam_role_policy_attachment", (text, { attributes }) =>
      text(attributes.policy_arn),
    );
    const roles = this.#each("aws_iam_role_policy_attachment", (text, { attributes }) => text(attributes.role));
    if (attached.length === 0) return [];
    const created = new Set(this.#each("aws_iam_policy", (_, { attributes }) => attributes.name));
    const arns = attached.map((arn) => {
      const name = arn.split(":policy/")[1] ?? "";
      return created.has(name) ? this.#iamArn(`policy/${name}`) : arn;
    });
    return [
      {
        ...statement("AttachPolicies", ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], this.#roleArns(roles)),
        Condition: { ArnLike: { "iam:PolicyARN": condenseArns(arns) } },
      },
    ];
  }

  /** Allows passing a role only to the services in its trust policy. */
  #passes(): Statement[] {
    const pairs = this.#each(
      "aws_iam_role",
      (_, { attributes }) => `${servicesIn(attributes.assume_role_policy).join()} ${attributes.name}`,
    );
    const trusting = pairs.filter((pair) => !pair.startsWith(" "));
    return grouped(trusting, (pair) => pair.split(" ")[0] ?? "").map(([services, passed]) => {
      const names = passed.map((pair) => pair.slice(services.length + 1));
      const all = services.split(",");
      const sid = all.map((service) => titled(service.split(".")[0] ?? "")).join("");
      // A pattern could match the role of another service, so up to ten names are listed without a pattern
      const arns = [...new Set(names.map((name) => this.#iamArn(`role/${name}`)))];
      const passes = statement(
        `PassTo${sid}`,
        ["iam:PassRole"],
        arns.length > 10 ? condenseArns(arns) : arns.toSorted(),
      );
      return withCondition(passes, { StringEquals: { "iam:PassedToService": all } });
    });
  }

  /** Allows service-linked roles for the services that need one. */
  #linkedRoles(): Statement[] {
    const created = this.#each("aws_iam_service_linked_role", (_, { attributes }) => attributes.aws_service_name);
    const services = [...new Set([...created, ...this.#linkedServices])].toSorted();
    if (services.length === 0) return [];
    const arns = services.map((service) => this.#iamArn(`role/aws-service-role/${service}/*`));
    const creates = statement("CreateServiceLinkedRoles", ["iam:CreateServiceLinkedRole"], arns);
    const deletes = ["iam:DeleteServiceLinkedRole", "iam:GetServiceLinkedRoleDeletionStatus"];
    const changed = ["iam:TagRole", "iam:UntagRole", "iam:UpdateRoleDescription"];
    const own = created.map((service) => this.#iamArn(`role/aws-service-role/${service}/*`));
    return [
      { ...creates, Condition: { StringEquals: { "iam:AWSServiceName": services } } },
      ...(own.length > 0 ? [statement("WriteServiceLinkedRoles", [...deletes, ...changed], [...new Set(own)])] : []),
    ];
  }

  /** Returns the distinct strings that `find` returns for the resources of a type. */
  #each(type: string, find: (text: (value: unknown) => string, resource: Resource) => string): string[] {
    const texts = this.stacks.flatMap((stack) => {
      const text = (value: unknown) => this.#references.text(stack, String(value));
      return stack.resources.filter((resource) => resource.type === type).map((resource) => find(text, resource));
    });
    return [...new Set(texts)];
  }

  #iamArn(resource: string): string {
    return `arn:${this.#references.partition}:iam::${this.#account}:${resource}`;
  }

  #roleArns(names: readonly string[]): string[] {
    return condenseArns(names.map((name) => this.#iamArn(`role/${name}`)));
  }
}

/** ARNs to which the write actions of a type are limited. */
function writtenArns({ arn, writes: { on } }: TerraformType): readonly ArnForm[] {
  if (on !== "its ARN") return on;
  return arn === "none" || arn === "chosen by AWS" ? [] : [arn];
}

/** Actions that the caller needs at the key of a new object. */
function keyActionsOf({ callerAtKey: key }: TerraformType): readonly string[] {
  if (key === "no key" || typeof key.calls === "string" || !key.calls.isPrinted) return [];
  return key.calls.create === "undecided" ? [] : key.calls.create;
}

/** Services that a trust policy allows. */
function servicesIn(trust: string): string[] {
  const statements: { readonly Principal?: { readonly Service?: string | string[] } }[] = [
    JSON.parse(trust).Statement,
  ].flat();
  return [...new Set(statements.flatMap(({ Principal }) => [Principal?.Service ?? []].flat()))].toSorted();
}

function statement(Sid: string, actions: readonly string[], Resource: readonly string[] | "*"): Statement {
  return { Sid, Effect: "Allow", Action: [...new Set(actions)].toSorted(), Resource };
}

const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));

function byService(actions: readonly string[]): [string, string[]][] {
  return grouped(actions, serviceOf).map(([service, all]) => [titled(service), [...all]]);
}

/** Groups items by a key. The groups are in the order of their first items. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, readonly T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}

const withCondition = (allowed: Statement, Condition: NonNullable<Statement["Condition"]>): Statement => ({
  ...allowed,
  Condition,
});

const titled = (name: string): string =>
  name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
