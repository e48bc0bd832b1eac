/** Evaluates a module again, although this process has evaluated it before. */
export function loadAgain<T>(path: string): T {
  delete require.cache[path];
  try {
    return require(path);
  } finally {
    delete require.cache[path];
  }
}
