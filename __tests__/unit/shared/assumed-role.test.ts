import { type Server, createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { assumedRole } from "../../../shared/assumed-role";
import { account, arn } from "../../../sample-data/values";

let server: Server;
let endpoint: string;
let requests: URLSearchParams[];
let signedBy: string[];
let answer: { status: number; body: string };

const key = "<AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken>";
const credentials = `<Credentials>${key}<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    requests.push(new URLSearchParams(body));
    signedBy.push(/Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "");
    response.writeHead(answer.status, { "content-type": "text/xml" }).end(answer.body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  [requests, signedBy] = [[], []];
  const result = `<AssumeRoleResult>${credentials}</AssumeRoleResult>`;
  answer = { status: 200, body: `<AssumeRoleResponse>${result}</AssumeRoleResponse>` };
});

afterAll(async () => {
  server.close();
  await once(server, "close");
});

const roleArn = arn("iam", "", account(3), "role/audit-plan");
const assume = () =>
  assumedRole({
    roleArn,
    sessionName: "trailkeeper",
    region: "eu-west-1",
    settings: { endpoint, maxAttempts: 1, credentials: { accessKeyId: "caller", secretAccessKey: "secret" } },
  });

test("a role is assumed with the credentials of the settings, when its credentials are needed", async () => {
  const provider = assume();
  expect(requests).toEqual([]);

  expect(await provider()).toMatchObject({ accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" });
  expect(requests.map((one) => [one.get("Action"), one.get("RoleArn"), one.get("RoleSessionName")])).toEqual([
    ["AssumeRole", roleArn, "trailkeeper"],
  ]);
  expect(signedBy).toEqual(["caller"]);
});

test("fails with the error of AWS when the role cannot be assumed", async () => {
  const message = "the trust policy refuses it";
  answer = {
    status: 403,
    body: `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };

  await expect(assume()()).rejects.toThrow(message);
});

test("fails when the response contains no credentials", async () => {
  answer = { status: 200, body: "<AssumeRoleResponse><AssumeRoleResult></AssumeRoleResult></AssumeRoleResponse>" };

  await expect(assume()()).rejects.toThrow(`Invalid response from STS.assumeRole call with role ${roleArn}`);
});
