import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { operations } from "./operations";

/**
 * Evaluates for the emulator what AWS would do: a request `POST /<operation>` with facts as JSON gets the answer as JSON. An error
 * has the status 400 and its message as text.
 */
export function semanticsService(): Server {
  return createServer((request, response) => {
    answerTo(request).then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: unknown) => {
        console.error(`cannot answer ${request.url}:`, error);
        response.writeHead(400).end(error instanceof Error ? error.message : String(error));
      },
    );
  });
}

async function answerTo(request: IncomingMessage): Promise<unknown> {
  const name = request.url?.slice(1) ?? "";
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined)
    throw new Error(`unknown operation ${name}; use one of ${Object.keys(operations).join(", ")}`);
  return operation.answer(JSON.parse(await text(request)));
}

/** Prints its port, and ends when the program that started it ends, because then its standard input ends. */
function serve(): void {
  const server = semanticsService().listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(typeof address === "object" ? address?.port : address);
  });
  process.stdin.on("end", () => process.exit(0)).resume();
}

if (require.main === module) serve();
