import { ChildProcess, spawn } from 'node:child_process';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** A port of the loopback interface that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server);
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

function listening(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
}

/** A server that keeps the bodies it is sent. */
export class Receiver {
  readonly bodies: string[] = [];

  static async create(): Promise<Receiver> {
    const receiver = new Receiver();
    await listening(receiver.server);
    return receiver;
  }

  private constructor(
    private readonly server: Server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        this.bodies.push(Buffer.concat(chunks).toString('utf8'));
        response.end();
      });
    }),
  ) {}

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** Starts a server program and waits until its address answers. */
export async function started(
  command: string,
  args: readonly string[],
  readyUrl: string,
): Promise<ChildProcess> {
  const child = spawn(command, [...args], { stdio: 'ignore' });
  await eventually(async () => (await fetch(readyUrl)).ok);
  return child;
}

/** Waits until the answer is yes, at most thirty seconds. */
export async function eventually(
  ask: () => Promise<boolean> | boolean,
): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const yes = await Promise.resolve()
      .then(ask)
      .catch(() => false);
    if (yes) return;
    if (Date.now() > deadline) throw new Error('it did not happen in 30 s');
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
  }
}
