import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AthenaEngine } from "../../../../cli/query/athena-engine";

type Body = Record<string, unknown>;

/** A simulation of Athena for one query: each request receives the next of its responses, and then the last one again. */
class StandIn {
  public readonly calls: [string, Body][] = [];
  private readonly server: Server;

  constructor(private readonly answers: Record<string, Body[]>) {
    this.server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        const call = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
        this.calls.push([call, JSON.parse(text) as Body]);
        const [answer = {}, ...later] = this.answers[call] ?? [];
        if (later.length > 0) this.answers[call] = later;
        response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify(answer));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const state = (State: string, more: Body = {}, bytes = 0) => ({
  QueryExecution: { Status: { State, ...more }, Statistics: { DataScannedInBytes: bytes } },
});
const row = (...values: (string | null)[]) => ({
  Data: values.map((value) => (value === null ? {} : { VarCharValue: value })),
});
const metadata = {
  ResultSetMetadata: {
    ColumnInfo: [
      { Name: "principal", Type: "varchar" },
      { Name: "calls", Type: "bigint" },
    ],
  },
};

const request = {
  sql: "-- What is it?\n-- ? key: id\nSELECT ? -- sure?\n;\n",
  values: ["it's"],
  database: "acme_audit",
};
let standIn: StandIn;

async function ask(answers: Record<string, Body[]>, requested = request) {
  standIn = new StandIn({ StartQueryExecution: [{ QueryExecutionId: "id-1" }], ...answers });
  const engine = new AthenaEngine("acme-audit", {
    region: "eu-west-1",
    endpoint: await standIn.start(),
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
  const progress: [string, number][] = [];
  const answer = await engine.answer(requested, (...said) => progress.push(said));
  return { answer, progress };
}

afterEach(() => standIn.stop());

describe("a query in Athena", () => {
  test("runs in the workgroup and the database, with every value as a literal", async () => {
    await ask({ GetQueryExecution: [state("SUCCEEDED")], GetQueryResults: [{ ResultSet: metadata }] });

    expect(standIn.calls[0]).toEqual([
      "StartQueryExecution",
      {
        QueryString: "SELECT ?",
        WorkGroup: "acme-audit",
        QueryExecutionContext: { Database: "acme_audit" },
        ExecutionParameters: ["'it''s'"],
        ClientRequestToken: expect.any(String),
      },
    ]);
  });

  test("a query in Athena is sent without a list of parameters if it has none, because Athena refuses an empty list", async () => {
    const answers = { GetQueryExecution: [state("SUCCEEDED")], GetQueryResults: [{ ResultSet: metadata }] };
    await ask(answers, { ...request, values: [] });

    expect(standIn.calls[0]?.[1]).not.toHaveProperty("ExecutionParameters");
  });

  test("a query in Athena is polled, and its progress is reported", async () => {
    const { progress } = await ask({
      GetQueryExecution: [state("QUEUED"), state("RUNNING", {}, 10), state("SUCCEEDED", {}, 30)],
      GetQueryResults: [{ ResultSet: metadata }],
    });

    expect(progress).toEqual([
      ["queued", 0],
      ["running", 10],
      ["succeeded", 30],
    ]);
  });

  test("a query in Athena may return several pages, of which the first begins with the column names", async () => {
    const { answer } = await ask({
      GetQueryExecution: [state("SUCCEEDED", {}, 1234)],
      GetQueryResults: [
        { ResultSet: { ...metadata, Rows: [row("principal", "calls"), row("ana", "3")] }, NextToken: "more" },
        { ResultSet: { ...metadata, Rows: [row(null, "12")] } },
      ],
    });

    expect(answer).toEqual({
      columns: ["principal", "calls"],
      types: ["varchar", "bigint"],
      rows: [
        ["ana", "3"],
        [null, "12"],
      ],
      scannedBytes: 1234,
    });
    expect(standIn.calls.filter(([call]) => call === "GetQueryResults").map(([, body]) => body["NextToken"])).toEqual([
      undefined,
      "more",
    ]);
  });

  test("a query in Athena may return no rows", async () => {
    const { answer } = await ask({
      GetQueryExecution: [state("SUCCEEDED")],
      GetQueryResults: [{ ResultSet: { ...metadata, Rows: [row("principal", "calls")] } }],
    });

    expect(answer).toMatchObject({ columns: ["principal", "calls"], rows: [], scannedBytes: 0 });
  });

  test.each([
    ["FAILED", "line 1:8: column x cannot be resolved", "Athena reports the query as failed: line 1:8: column x"],
    ["CANCELLED", undefined, "Athena reports the query as cancelled: no reason given"],
    [
      "CANCELLED",
      "Query cancelled! : Bytes scanned limit was exceeded",
      "Athena stopped the query, because it exceeds the scan limit of its workgroup; narrow it with --account",
    ],
  ])("ends with %s because of %j", async (State, StateChangeReason, message) => {
    const answers = { GetQueryExecution: [state(State, StateChangeReason ? { StateChangeReason } : {})] };

    await expect(ask(answers)).rejects.toThrow(message);
    expect(standIn.calls.some(([call]) => call === "GetQueryResults")).toBe(false);
  });

  test("fails if Athena refuses the query", async () => {
    const refusal = {
      __type: "AccessDeniedException",
      Message: "not authorized to perform athena:StartQueryExecution",
    };

    await expect(ask({ StartQueryExecution: [refusal] })).rejects.toThrow("athena:StartQueryExecution");
  });
});
