import { existsSync, readFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { BackgroundProcess, freePorts } from "../background-process";
import { CommandError } from "../../shared/child-process";
import { readJson, writeWhole } from "../../shared/files";
import { installPackages } from "./python-environment";

const sources = __dirname;

/** Command line of the service that evaluates for the emulator what AWS would do. The emulator starts it as a child process. */
const semanticsService = [process.execPath, "--import", "tsx", join(sources, "semantics/service.ts")];

/** Maximum time in seconds until the emulator responds. It usually takes two or three seconds. */
const patience = 60;

/** Endpoints of the emulator. */
export interface EmulatorAddress {
  /** Endpoint with TLS, like AWS. */
  readonly endpoint: string;

  /** Endpoint without TLS. The archives must refuse requests to it. */
  readonly plainEndpoint: string;

  /** PEM file with the certificate to trust. */
  readonly certificate: string;

  /** Java trust store (PKCS 12) that contains the certificate. */
  readonly trustStore: string;

  /** PEM file with the private key that signs digests, as CloudTrail does. */
  readonly digestKey: string;
}

/**
 * Installs the emulator into its own Python environment, once.
 *
 * @returns path of the Python interpreter
 */
export async function installEmulator(python: string): Promise<string> {
  return join(await installPackages(python, "python", join(sources, "requirements.txt")), "python");
}

/** An AWS emulator in the background. Its data is lost when it stops. */
export class Emulator {
  private readonly process: BackgroundProcess;
  private readonly addressFile: string;

  constructor(private readonly folder: string) {
    this.process = new BackgroundProcess("emulator", folder);
    this.addressFile = join(folder, "emulator.json");
  }

  public isRunning(): boolean {
    return this.process.isRunning();
  }

  /** Endpoints of the running emulator. */
  public get address(): EmulatorAddress {
    const address = readJson<EmulatorAddress>(this.addressFile);
    if (address === undefined) throw new CommandError(`cannot read ${this.addressFile}; run: npm run local:down`);
    return address;
  }

  /** Starts the emulator without data. */
  public async start(interpreter: string): Promise<EmulatorAddress> {
    const [port, plainPort] = await freePorts(2);
    const address: EmulatorAddress = {
      endpoint: `https://127.0.0.1:${port}`,
      plainEndpoint: `http://127.0.0.1:${plainPort}`,
      certificate: join(this.folder, "certificate.pem"),
      trustStore: join(this.folder, "truststore.p12"),
      digestKey: join(this.folder, "digest-key.pem"),
    };
    writeWhole(this.addressFile, JSON.stringify(address));
    const ports = [String(port), String(plainPort)];
    await this.process.start(interpreter, [join(sources, "launch.py"), this.folder, ...ports, ...semanticsService], {
      // A minimal environment, because the user's variables for AWS and emulators would change the behaviour of the emulator
      env: { PATH: process.env["PATH"], HOME: this.folder, TMPDIR: this.folder, PYTHONDONTWRITEBYTECODE: "1" },
      cwd: this.folder,
      answers: () => isHealthy(address),
      seconds: patience,
    });
    return address;
  }

  public async stop(): Promise<void> {
    await this.process.stop();
  }
}

function isHealthy({ endpoint, certificate }: EmulatorAddress): Promise<boolean> {
  if (!existsSync(certificate)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const options = { ca: readFileSync(certificate), signal: AbortSignal.timeout(2_000) };
    const request = get(`${endpoint}/_ministack/health`, options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("error", () => resolve(false));
  });
}
