// Asked by the container engine: does the program behind this port still live?
const [port = "8080"] = process.argv.slice(2);
const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
process.exitCode = answer?.ok === true ? 0 : 1;
