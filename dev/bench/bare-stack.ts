import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

type Attributes = Readonly<Record<string, unknown>>;

/** The part of Terraform JSON that a root of this project uses. */
export interface TerraformJson {
  readonly provider: { readonly aws: readonly Attributes[] };
  readonly terraform: Attributes;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, { readonly value: string; readonly description?: string }>>;
}

interface BareElement extends TerraformElement {
  getStringAttribute(name: string): string;
}

type ElementClass = new (scope: Construct, id: string, config: Attributes) => BareElement;

const reference = /\$\{((?:data\.)?[a-z]\w*\.[\w-]+)\.(\w+)\}/g;

/** A stack whose elements are created from Terraform JSON, with the class of their type. References between elements are kept. */
export class BareStack extends TerraformStack {
  private readonly made = new Map<string, BareElement>();
  private readonly providers = new Map<string, AwsProvider>();

  /** @param rename replaces the account id in a string of the JSON */
  constructor(
    scope: Construct,
    id: string,
    private readonly json: TerraformJson,
    private readonly rename: (text: string) => string,
  ) {
    super(scope, id);

    for (const provider of json.provider.aws) {
      const alias = typeof provider["alias"] === "string" ? provider["alias"] : "aws";
      this.providers.set(`aws.${alias}`, new AwsProvider(this, alias, this.camel(provider)));
    }
    for (const [type, named] of Object.entries(json.data ?? {})) {
      for (const name of Object.keys(named)) this.element(`data.${type}.${name}`);
    }
    for (const [type, named] of Object.entries(json.resource ?? {})) {
      for (const name of Object.keys(named)) this.element(`${type}.${name}`);
    }
    for (const [name, { value }] of Object.entries(json.output ?? {})) {
      new TerraformOutput(this, name, { value: String(this.value(value)) });
    }
  }

  /** The element at an address, created at the first reference. */
  private element(address: string): BareElement {
    const existing = this.made.get(address);
    if (existing) return existing;
    const isData = address.startsWith("data.");
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    const {
      "//": _comment,
      depends_on,
      provider,
      for_each,
      ...attributes
    } = {
      ...(isData ? this.json.data : this.json.resource)?.[type]?.[name],
    };
    const Class = classOf(type, isData);
    const element = new Class(this, address.replaceAll(".", "-"), {
      ...this.camel(attributes),
      ...(Array.isArray(depends_on) && { dependsOn: depends_on.map((other: string) => this.element(other)) }),
      ...(typeof provider === "string" && { provider: this.providers.get(provider) }),
    });
    if (for_each !== undefined) element.addOverride("for_each", for_each);
    this.made.set(address, element);
    return element;
  }

  private value(value: unknown): unknown {
    if (typeof value === "string") {
      return this.rename(value).replace(reference, (text, address: string, attribute: string) =>
        this.isElement(address) ? this.element(address).getStringAttribute(attribute) : text,
      );
    }
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    return typeof value === "object" && value !== null ? this.camel(value) : value;
  }

  private isElement(address: string): boolean {
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    return (address.startsWith("data.") ? this.json.data : this.json.resource)?.[type]?.[name] !== undefined;
  }

  private camel(attributes: object): Attributes {
    const renamed = Object.entries(attributes).map(([key, value]) => [camelCase(key), this.value(value)] as const);
    return Object.fromEntries(renamed);
  }
}

const camelCase = (key: string): string => key.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());

const classes = new Map<string, ElementClass>();

/** The class of the bindings for a type of resource or data source. */
function classOf(type: string, isData: boolean): ElementClass {
  const name = (isData ? `data-${type}` : type.replace(/^aws_/, "")).replaceAll("_", "-");
  const known = classes.get(name);
  if (known) return known;
  const bindings: Record<string, unknown> = require(`@cdktf/provider-aws/lib/${name}`);
  const found = Object.values(bindings).find(isElementClass);
  if (found === undefined) throw new Error(`the bindings have no class for ${type}`);
  classes.set(name, found);
  return found;
}

function isElementClass(candidate: unknown): candidate is ElementClass {
  return typeof candidate === "function" && "tfResourceType" in candidate;
}
