import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

/** A backend under measurement. */
export interface Server {
  url: string;
  /** Seconds from its start until it said that it is ready. */
  startSeconds: number;
  /** Seconds of processor time it has used; NaN where the system does not tell. */
  cpuSeconds(): number;
  /** Megabytes of memory it holds; NaN where the system does not tell. */
  memory(): number;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function procFile(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** User and system time in hundredths of a second are the twelfth and thirteenth after the name. */
function cpuSeconds(pid: number | undefined): number {
  const fields = procFile(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function memory(pid: number | undefined): number {
  const found = /VmRSS:\s+(\d+)/.exec(procFile(pid, 'status'));
  return Number(found?.[1]) / 1024;
}

/** Starts a backend and waits until it is ready; what it says goes to a file in the results. */
export async function startServer(options: {
  name: string;
  /** Directory in which it runs. */
  directory: string;
  /** Arguments for Node. */
  args: string[];
  env: Record<string, string>;
}): Promise<Server> {
  const port = await freePort();
  const log = openSync(path.resolve('results', `${options.name}.log`), 'w');
  const started = performance.now();
  const server = spawn(process.execPath, options.args, {
    cwd: options.directory,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      ...options.env,
      BENCH_PORT: String(port),
      NODE_ENV: 'production',
    },
  });
  const ended = once(server, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => {
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`).catch(
      () => undefined,
    );
    return answer?.ok ?? false;
  };
  while (!(await isReady())) {
    if (server.exitCode !== null || performance.now() - started > 240_000) {
      throw new Error(`it did not start; see results/${options.name}.log`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return {
    url,
    startSeconds: (performance.now() - started) / 1000,
    cpuSeconds: () => cpuSeconds(server.pid),
    memory: () => memory(server.pid),
    async stop() {
      server.kill();
      await ended;
    },
  };
}
