import { cpSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type Metafile, type Plugin, build } from "esbuild";
import { repository } from "./folders";

/** Data files that the program reads when it runs, by the folder of the source file that reads them. */
const dataFiles: readonly (readonly [folder: string, name: RegExp])[] = [
  ["config", /^example\.yaml$/],
  ["hunts/catalog", /\.sql$/],
  ["lakehouse", /\.py$/],
  ["queries", /\.sql$/],
  ["queries/live", /\.logs$/],
];

/** Data files that features read when the program runs: all their files except sources. */
export function featureDataFiles(): string[] {
  return readdirSync(join(repository, "features"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(ts|md)$/.test(entry.name))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)));
}

/** Entry point of the program. The bundled file has the same path. */
const entryPoints = ["cli/trailkeeper.ts"];

/**
 * Replaces `__dirname` of each source file with its folder below the bundle, as in the repository. Without this plugin, `__dirname`
 * would be the root of the bundle, where the chunks are.
 */
const sourceFolders: Plugin = {
  name: "source-folders",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const source = relative(repository, path);
      if (!/\b__dirname\b/.test(text) || source.startsWith("node_modules")) return undefined;
      const folder = JSON.stringify(`/${dirname(source)}`);
      const contents = text.replaceAll(/\b__dirname\b/g, `(import.meta.dirname + ${folder})`);
      return { contents, loader: "ts" };
    });
  },
};

/** Defines `require`, which packages in CommonJS call for Node.js modules. */
const requireOfNode = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/**
 * Writes the program with all its dependencies to a folder. Each command is a file, and code that several commands share is in other
 * files, so that a command loads only the code that it needs.
 *
 * @returns list of the bundled files
 */
export async function bundleProgram(folder: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: repository,
    entryPoints,
    outdir: folder,
    outbase: ".",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    minify: true,
    // CDKTF reads the names of classes at run time
    keepNames: true,
    format: "esm",
    platform: "node",
    // In a bundle, a module in CommonJS that is imported when needed has only a default export. The AWS SDK also has ES modules
    mainFields: ["module", "main"],
    target: "node20.12",
    banner: { js: requireOfNode },
    plugins: [sourceFolders],
    // Only the local AWS needs tsx, and it is not part of the package
    external: ["tsx"],
    metafile: true,
    logLevel: "warning",
  });
  for (const [source, name] of dataFiles) {
    for (const file of readdirSync(join(repository, source)).filter((one) => name.test(one))) {
      cpSync(join(repository, source, file), join(folder, source, file));
    }
  }
  for (const file of featureDataFiles()) cpSync(join(repository, file), join(folder, file));
  return metafile;
}
