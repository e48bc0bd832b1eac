import { Readable } from "node:stream";
import { checkRoots } from "../../../../cli/check/check-roots";
import { checks } from "../../../../cli/check/checks";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { organization } from "../../../support/organization";

// CHECKED_ACCOUNTS=1000 sends as many requests as for a large organization. This takes a minute
const members = Array.from({ length: Number(process.env["CHECKED_ACCOUNTS"] ?? 60) }, (_, i) => ({
  name: `unit-${i}`,
  id: String(500_000_000_000 + i),
}));

interface Request {
  readonly hostname: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** An organization whose accounts are empty. It throttles requests, and does not allow to assume some roles. */
class EmptyAccounts {
  readonly sent = new Map<string, number>();

  /** Handlers of clients that sent a request and are not closed. */
  readonly open = new Set<object>();
  mostOpen = 0;
  running = 0;
  mostRunning = 0;
  throttled = 0;

  constructor(
    private readonly refuses: (roleArn: string) => boolean,
    private readonly throttles: (count: number) => boolean,
  ) {}

  /** The request handler of one client. */
  handler() {
    const handler = {
      handle: (request: Request) => {
        this.open.add(handler);
        this.mostOpen = Math.max(this.mostOpen, this.open.size);
        return this.handle(request);
      },
      destroy: () => void this.open.delete(handler),
    };
    return handler;
  }

  private readonly handle = async ({ hostname, headers, body = "" }: Request) => {
    this.mostRunning = Math.max(this.mostRunning, ++this.running);
    await new Promise(setImmediate);
    this.running--;
    const text = typeof body === "string" ? body : Buffer.from(body as Uint8Array).toString();
    const target = headers["x-amz-target"] ?? /Action=(\w+)/.exec(text)?.[1] ?? hostname;
    const count = (this.sent.get(target) ?? 0) + 1;
    this.sent.set(target, count);
    const role = decodeURIComponent(/RoleArn=([^&]+)/.exec(text)?.[1] ?? "");
    if (role === "" && this.throttles(count)) {
      this.throttled++;
      const error = "<Error><Code>Throttling</Code></Error>";
      const xml = hostname.startsWith("ec2.")
        ? `<Response><Errors>${error}</Errors></Response>`
        : `<ErrorResponse>${error}</ErrorResponse>`;
      return answer(400, headers, { __type: "ThrottlingException" }, xml);
    }
    if (role !== "" && this.refuses(role))
      return answer(403, headers, {}, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
    if (target === "AssumeRole") {
      const credentials =
        "<AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>";
      const result = `<AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult>`;
      return answer(200, headers, {}, `<AssumeRoleResponse>${result}</AssumeRoleResponse>`);
    }
    // No role, document, bucket or user exists
    if (/GetRole|GetUser|GetDocument|HeadBucket/.test(target))
      return answer(404, headers, {}, "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>");
    return answer(200, headers, {}, `<${target}Response><${target}Result/></${target}Response>`);
  };
}

function answer(statusCode: number, { "content-type": type = "" }: Record<string, string>, json: object, xml: string) {
  const body = type.includes("json") ? JSON.stringify(json) : xml;
  return { response: { statusCode, headers: { "content-type": type }, body: Readable.from([Buffer.from(body)]) } };
}

/** Checks the members. The stack of each member is a copy of one stack with the account id replaced. */
async function checkAll(accounts: EmptyAccounts) {
  const { config, stacks } = organization("config/example.yaml", {
    accounts: { members: members.slice(0, 1) },
  } as never);
  const sample = JSON.stringify(stacks.get("member-unit-0")?.json);
  const all = members.map(({ name, id }) => {
    const stack = readStack(`member-${name}`, JSON.parse(sample.replaceAll(members[0]?.id ?? "", id)));
    return Object.assign(stack, { backend: {} });
  });
  const active = config.accounts.members[0];
  if (active === undefined) throw new Error("no member");
  const accountsOf = {
    ...config.accounts,
    members: members.map((one) => ({ ...active, ...one, stack: `member-${one.name}` })),
  };
  const settings = {
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    get requestHandler() {
      return accounts.handler();
    },
    retryMode: "standard",
  };
  return checkRoots({
    config: { ...config, accounts: accountsOf },
    stacks: all,
    roots: all.map(({ name }) => name),
    checks,
    settings,
  });
}

test("many accounts need few requests each, and throttled requests are repeated", async () => {
  const refused = members.filter((_, i) => i % 20 === 0).map(({ id }) => id);
  const accounts = new EmptyAccounts(
    (role) => refused.some((id) => role.includes(id)),
    (count) => count % 50 === 0,
  );
  const { findings, requests } = await checkAll(accounts);
  const perAccount = requests / members.length;

  expect(findings.map(({ check, account: id }) => [check, id])).toEqual(
    refused.map((id) => ["role-not-assumable", id]),
  );
  expect(accounts.throttled).toBeGreaterThan(0);
  expect(accounts.mostRunning).toBeLessThanOrEqual(32);
  expect(perAccount).toBeGreaterThan(5);
  expect(perAccount).toBeLessThan(10);
  expect(accounts.sent.get("AssumeRole")).toBe(members.length);
});

test("no connection of an account is open after its roots are checked", async () => {
  const accounts = new EmptyAccounts(
    () => false,
    () => false,
  );
  await checkAll(accounts);

  expect(accounts.mostOpen).toBeGreaterThan(0);
  // Sixteen roots are checked at the same time, each with its own clients, besides the clients of the caller
  expect(accounts.mostOpen).toBeLessThanOrEqual(16 * 8 + 1);
  expect(accounts.open.size).toBeLessThanOrEqual(1);
});
