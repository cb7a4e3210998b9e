/** Says in one sentence why a file cannot be read. */
export function sayUnreadable(path: string, error: unknown): string {
  if (/^https?:\/\//.test(path)) return `"${path}" is an address: download it, and name the file`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  if (code === "ENOENT") return `There is no file "${path}"`;
  if (code === "EISDIR") return `"${path}" is a folder`;
  if (code === "EACCES" || code === "EPERM") return `You may not read "${path}"`;
  return `Cannot read "${path}" (${code})`;
}
