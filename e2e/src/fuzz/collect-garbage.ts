// Imported before a program, so that whoever weighs it can ask for this.
process.on("SIGUSR2", () => globalThis.gc?.());
