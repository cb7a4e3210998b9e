/** A package that apt would fetch. */
export interface AptFile {
  readonly name: string;
  readonly file: string;
}

/**
 * Its C library and loader belong to the system: beside a loader of another release,
 * `LD_LIBRARY_PATH` would break every program.
 */
const NEVER_UNPACKED = /^(libc6|libc-bin|libcrypt1|base-files|dpkg|perl-base)$/;

/** Reads `apt-get --print-uris install`: lines of quoted address, file name, size and hash. */
export function parseAptClosure(printed: string): readonly AptFile[] {
  return printed
    .split("\n")
    .map((line) => /^'[^']+' (\S+\.deb) \d+/.exec(line)?.[1])
    .filter((file) => file !== undefined)
    .map((file) => ({ name: file.slice(0, file.indexOf("_")), file }))
    .filter(({ name }) => !NEVER_UNPACKED.test(name));
}

/** Settings under which apt works for anybody and leaves the system's own lists and hooks alone. */
export function aptSettings(folder: string): string {
  return [
    `Dir::State::Lists "${folder}/lists";`,
    `Dir::Cache "${folder}/cache";`,
    'Debug::NoLocking "true";',
    'APT::Sandbox::User "root";',
    'APT::Install-Recommends "false";',
    'Acquire::Languages "none";',
    'Acquire::http::Timeout "20";',
    'Acquire::Retries "2";',
    "#clear APT::Update::Pre-Invoke;",
    "#clear APT::Update::Post-Invoke;",
    "#clear APT::Update::Post-Invoke-Success;",
    "#clear DPkg::Post-Invoke;",
    "",
  ].join("\n");
}
