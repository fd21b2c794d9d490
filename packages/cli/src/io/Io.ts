/** What a command needs of the world around it. */
export interface Io {
  /** One line for the person or script that called. */
  print(line: string): void;
  /** One line that says what went wrong. */
  printError(line: string): void;
  env: Record<string, string | undefined>;
  fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Decides the exit code at the end of the process. */
  exitWith(code: number): void;
  /** True when a person is watching, so that progress is worth drawing. */
  interactive: boolean;
}

/** The world of the running process. */
export const defaultIo: Io = {
  print: line => process.stdout.write(`${line}\n`),
  printError: line => process.stderr.write(`${line}\n`),
  env: process.env,
  fetch: (...args) => fetch(...args),
  now: () => Date.now(),
  exitWith: code => {
    process.exitCode = code;
  },
  interactive: process.stderr.isTTY === true,
};
