import { cpSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type Metafile, type Plugin, build } from "esbuild";
import { repository } from "./folders";

/** Files that are read when the program runs, by the folder of the source that reads them. */
const dataFiles: readonly (readonly [folder: string, name: RegExp])[] = [
  ["config", /^example\.yaml$/],
  ["hunts/catalog", /\.sql$/],
  ["lakehouse", /\.py$/],
  ["queries", /\.sql$/],
  ["queries/live", /\.logs$/],
  ["search", /\.(json|ndjson|yaml)$/],
];

/** The program. It becomes a file of the same path. */
const entryPoints = ["tools/trailkeeper.ts"];

/**
 * Sets the folder in which a source finds its files: `__dirname` is its folder below the bundle, as it is in the repository.
 * Chunks of the bundle are in its root.
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

/** Packages in CommonJS call `require` for modules of Node. */
const requireOfNode = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/**
 * Writes the program with all its dependencies to a folder: one file for each command and for what several commands share,
 * so that a command loads only what it needs.
 *
 * @returns what is in the bundle
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
    // cdktf reads names of classes
    keepNames: true,
    format: "esm",
    platform: "node",
    target: "node20.12",
    banner: { js: requireOfNode },
    plugins: [sourceFolders],
    // Only the local AWS needs it, which is part of the repository
    external: ["tsx"],
    metafile: true,
    logLevel: "warning",
  });
  for (const [source, name] of dataFiles) {
    for (const file of readdirSync(join(repository, source)).filter((one) => name.test(one))) {
      cpSync(join(repository, source, file), join(folder, source, file));
    }
  }
  return metafile;
}
