import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { providerSource, providerVersion } from "../../../local-aws/terraform/provider-mirror";
import { terraform, terraformEnvironment } from "../../../local-aws/terraform/terraform";
import { checkResult, runChecked } from "../../../shared/child-process";
import type { Attributes, PlannedResource } from "../../support/plans";

/** A block of a provider's schema in the format of `terraform providers schema -json`. */
interface Block {
  readonly attributes?: Readonly<Record<string, { readonly optional?: boolean; readonly required?: boolean }>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

/** An address without a service. A plan without a refresh sends no request. */
const env = () => ({ ...terraformEnvironment(), AWS_ENDPOINT_URL: "http://127.0.0.1:9" });

const provider = {
  region: "eu-central-1",
  access_key: "test",
  secret_key: "test",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: "true",
};

const settings = {
  terraform: { required_providers: { aws: { source: providerSource, version: providerVersion } } },
  provider: { aws: provider },
};

/**
 * Plans of Terraform and the AWS provider. The old values of a resource are written into a state, and the new values into the
 * configuration.
 */
export class RealPlan {
  private constructor(
    private readonly folder: string,
    private readonly schemas: Readonly<Record<string, { readonly version: number; readonly block: Block }>>,
    private readonly providerAddress: string,
  ) {}

  /** Installs the provider in a folder, and reads its schema. */
  static async in(folder: string): Promise<RealPlan> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(settings));
    checkResult("terraform init", await terraform(folder, ["init", "-input=false", "-no-color"], { env: env() }));
    const text = await runChecked("terraform", ["providers", "schema", "-json"], { cwd: folder, env: env() });
    const [[address, { resource_schemas: schemas }]] = Object.entries<Attributes>(
      JSON.parse(text).provider_schemas,
    ) as [[string, Attributes]];
    return new RealPlan(folder, schemas, address);
  }

  /** Returns whether the change concerns an argument that this version of the provider does not have. */
  changesUnknownArgument({ type, before, after }: PlannedResource): boolean {
    const { attributes = {}, block_types = {} } = this.schemas[type]?.block ?? {};
    const unknown = Object.keys({ ...before, ...after }).filter((name) => !(name in attributes || name in block_types));
    return before !== null && after !== null && unknown.some((name) => before[name] !== after[name]);
  }

  /** Plans these resources in one run of Terraform. Returns the plan as JSON. */
  async of(resources: ReadonlyMap<string, PlannedResource>): Promise<Attributes> {
    const configuration: Attributes = { ...settings, resource: { terraform_data: { later: {} } }, removed: [] };
    const state = { version: 4, terraform_version: "1.5.0", serial: 1, lineage: "cases", resources: [] as object[] };
    for (const [name, { type, before, after, actions, unknown = {} }] of resources) {
      if (after !== null) {
        const known = argumentsOf(this.schemas[type]?.block ?? {}, after);
        (configuration.resource[type] ??= {})[name] = { ...known, ...valuesOfApply(unknown) };
      }
      if (actions.includes("forget")) {
        configuration.removed.push({ from: `${type}.${name}`, lifecycle: { destroy: false } });
      }
      if (before !== null) state.resources.push(this.stateOf(name, type, before));
    }
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify(configuration));
    writeFileSync(join(this.folder, "terraform.tfstate"), JSON.stringify(state));
    const options = { cwd: this.folder, env: env() };
    const planned = await terraform(
      this.folder,
      ["plan", "-refresh=false", "-input=false", "-no-color", "-out=plan"],
      options,
    );
    if (planned.status !== 0) throw new Error(planned.output);
    return JSON.parse(await runChecked("terraform", ["show", "-json", "plan"], options));
  }

  private stateOf(name: string, type: string, attributes: Attributes): object {
    const instance = { schema_version: this.schemas[type]?.version, attributes: { id: name, ...attributes } };
    return { mode: "managed", type, name, provider: `provider["${this.providerAddress}"]`, instances: [instance] };
  }
}

/** Returns the values that a configuration may set. */
function argumentsOf({ attributes = {}, block_types = {} }: Block, values: Attributes): Attributes {
  const isSet = ([name]: [string, unknown]) => values[name] !== undefined && values[name] !== null;
  // The id of a resource is computed, although older resources declare it as an argument
  const settable = Object.entries(attributes).filter(
    ([name, { optional, required }]) => required || (optional && name !== "id"),
  );
  return {
    ...Object.fromEntries(settable.filter(isSet).map(([name]) => [name, literal(values[name])])),
    ...Object.fromEntries(
      Object.entries(block_types)
        .filter(isSet)
        .map(([name, { block }]) => [name, [values[name]].flat().map((one: Attributes) => argumentsOf(block, one))]),
    ),
  };
}

/** Returns references to a value that is unknown until apply, for the marked attributes. */
const valuesOfApply = (unknown: Attributes): Attributes =>
  Object.fromEntries(Object.keys(unknown).map((name) => [name, "${terraform_data.later.id}"]));

/** Returns a value without Terraform expressions. */
function literal(value: Attributes): Attributes {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll("${", () => "$${")
      .replaceAll("%{", "%%{"),
  );
}
