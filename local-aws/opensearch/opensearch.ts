import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { BackgroundProcess, freePorts } from "../background-process";
import { localFolder, repository } from "../folders";
import { type MavenLibrary, fetchJars } from "../trino/maven-jars";

/** Version of the search domain. */
const version = "2.19.1";
const installFolder = join(localFolder, `opensearch-${version}`);

const libraries: readonly MavenLibrary[] = [
  { group: "org.opensearch", artifact: "opensearch", version },
  { group: "org.opensearch.plugin", artifact: "transport-netty4-client", version },
  // OpenSearch declares log4j-core as optional, but does not start without it
  { group: "org.apache.logging.log4j", artifact: "log4j-core", version: "2.21.0" },
];

/** Maximum time in seconds until a node responds. It usually takes about fifteen seconds. */
const patience = 180;

/** Downloads OpenSearch (43 MB, Apache-2.0) with Maven. */
export async function installOpenSearch(maven: string): Promise<void> {
  await fetchJars(maven, installFolder, libraries);
}

/** An OpenSearch node in the background, on the loopback interface. */
export class OpenSearch {
  private readonly process: BackgroundProcess;
  private url = "";

  constructor(private readonly folder: string) {
    this.process = new BackgroundProcess("opensearch", folder);
  }

  public async start(java: string): Promise<void> {
    const [port] = await freePorts(1);
    this.url = `http://127.0.0.1:${port}`;
    mkdirSync(join(this.folder, "config"), { recursive: true });
    const driver = join(repository, "local-aws/opensearch/Serve.java");
    const args = ["-Xmx1g", "-cp", join(installFolder, "lib", "*"), driver, this.folder, String(port)];
    await this.process.start(java, args, {
      env: process.env,
      cwd: this.folder,
      answers: () => this.isReady(),
      seconds: patience,
    });
  }

  public async stop(): Promise<void> {
    await this.process.stop();
  }

  /**
   * Sends a request to the node, and parses the response.
   *
   * @param body JSON object, or lines of text for APIs that need lines
   * @throws with the message of the node when it rejects the request
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- every API answers another shape
  public async request(method: "GET" | "PUT" | "POST", path: string, body?: object | string): Promise<any> {
    const isLines = typeof body === "string";
    const response = await fetch(`${this.url}/${path}`, {
      method,
      headers: { "content-type": isLines ? "application/x-ndjson" : "application/json" },
      ...(body !== undefined && { body: isLines ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  private async isReady(): Promise<boolean> {
    return this.request("GET", "_cluster/health?wait_for_status=yellow&timeout=1s").then(
      () => true,
      () => false,
    );
  }
}
