import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Report } from './Report';
import { Server } from './startServer';

/** What is built before a cold start can be measured, in the order in which they need each other. */
const packages = ['common', 'formats', 'node', 'backend'];

/** Starts of each, in turns. */
const STARTS = 5;

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Builds the packages that a backend loads; returns what went wrong. */
function build(): string | undefined {
  for (const name of packages) {
    const { status, stdout, stderr } = spawnSync(
      'yarn',
      ['backstage-cli', 'package', 'build'],
      {
        cwd: path.resolve(`../plugins/operations-${name}`),
        encoding: 'utf8',
      },
    );
    if (status !== 0) return `${name}: ${(stderr || stdout).slice(-300)}`;
  }
  return undefined;
}

/** From the start of the process until it is ready, on a database that has its tables: the bare route, and that with our plugin. */
export async function measureStart(
  start: (only: 'floor' | 'all') => Promise<Server>,
  report: Report,
): Promise<void> {
  const problem = build();
  if (problem) {
    report.add('start', 'cold start', `not measured: ${problem}`);
    return;
  }
  const measured: Record<
    'floor' | 'all',
    { seconds: number[]; cpu: number[]; memory: number[] }
  > = {
    floor: { seconds: [], cpu: [], memory: [] },
    all: { seconds: [], cpu: [], memory: [] },
  };
  // The first of each makes the tables.
  for (let turn = 0; turn <= STARTS; turn++) {
    for (const only of ['floor', 'all'] as const) {
      const server = await start(only);
      try {
        if (turn === 0) continue;
        measured[only].seconds.push(server.startSeconds);
        measured[only].cpu.push(server.cpuSeconds());
        measured[only].memory.push(server.memory());
      } finally {
        await server.stop();
      }
    }
  }
  for (const [only, { seconds, cpu, memory }] of Object.entries(measured)) {
    report.add(
      'start',
      only === 'floor' ? 'cold start of the bare route' : 'cold start',
      `${middle(seconds).toFixed(1)} s, ${middle(cpu).toFixed(
        1,
      )} s of processor time, ${Math.round(middle(memory))} MB`,
    );
  }
}
