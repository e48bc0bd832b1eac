import { Readable } from "node:stream";
import { OrganizationsClient } from "@aws-sdk/client-organizations";

/** An account of a simulated organization. */
export interface FakeAccount {
  Id?: string;
  Name?: string;
  State?: string;
  Status?: string;
  parent?: string;
  tags?: Record<string, string>;
}

/** A simulation of AWS Organizations, with pages of 20 accounts and with errors that a test adds. */
export class FakeOrganizations {
  readonly accounts: FakeAccount[] = [];

  /** The parent of each organizational unit. The root has no parent. */
  readonly units = new Map<string, string>();

  /** The operations in the order of their requests. */
  readonly requests: string[] = [];

  /** Replaces the response of an operation by an error or a value. Undefined keeps the usual response. */
  answers: (operation: string, input: Record<string, string>) => object | undefined = () => undefined;

  constructor(
    readonly id: string,
    readonly management: string,
  ) {
    this.accounts.push({ Id: management, Name: "Management", State: "ACTIVE", parent: "r-a1b2" });
  }

  /** Returns a real client of the SDK, whose requests this simulation handles. */
  client(): OrganizationsClient {
    return new OrganizationsClient({
      region: "eu-west-1",
      credentials: { accessKeyId: "x", secretAccessKey: "x" },
      retryMode: "standard",
      maxAttempts: 3,
      requestHandler: { handle: async (request: Request) => ({ response: this.respond(request) }) } as never,
    });
  }

  private respond({ headers, body }: Request) {
    const operation = headers["x-amz-target"]?.split(".")[1] ?? "";
    const input = JSON.parse(Buffer.from(body as Uint8Array).toString()) as Record<string, string>;
    this.requests.push(operation);
    const answer = this.answers(operation, input) ?? this.usual(operation, input);
    const isError = "__type" in answer;
    return {
      statusCode: isError ? 400 : 200,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: Readable.from([Buffer.from(JSON.stringify(answer))]),
    };
  }

  private usual(operation: string, input: Record<string, string>): object {
    const inParent = ({ parent = "r-a1b2" }: FakeAccount) => parent === input["ParentId"];
    switch (operation) {
      case "DescribeOrganization":
        return { Organization: { Id: this.id, MasterAccountId: this.management } };
      case "ListAccounts":
        return page("Accounts", this.accounts, shown, input);
      case "ListAccountsForParent":
        return page("Accounts", this.accounts.filter(inParent), shown, input);
      case "ListRoots":
        return { Roots: [{ Id: "r-a1b2" }] };
      case "ListOrganizationalUnitsForParent": {
        const units = [...this.units].filter(([, parent]) => parent === input["ParentId"]);
        return page("OrganizationalUnits", units, ([Id]) => ({ Id }), input);
      }
      case "ListParents":
        return { Parents: [{ Id: this.find(input["ChildId"])?.parent ?? "r-a1b2" }] };
      case "ListTagsForResource": {
        const tags = Object.entries(this.find(input["ResourceId"])?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
        return page("Tags", tags, (tag) => tag, input);
      }
      default:
        throw new Error(`the fake does not know ${operation}`);
    }
  }

  private find(id: string | undefined): FakeAccount | undefined {
    return this.accounts.find(({ Id }) => Id === id);
  }
}

interface Request {
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const shown = ({ parent: _parent, tags: _tags, ...account }: FakeAccount) => account;

/** Returns a page of a list, with each entry converted by `entryOf`. */
function page<T>(
  key: string,
  items: readonly T[],
  entryOf: (item: T) => object,
  { NextToken = "0" }: Record<string, string>,
): object {
  const next = Number(NextToken) + 20;
  return {
    [key]: items.slice(Number(NextToken), next).map(entryOf),
    ...(next < items.length && { NextToken: String(next) }),
  };
}
