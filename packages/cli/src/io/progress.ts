import { SingleBar } from 'cli-progress';
import { Io } from './Io';

/** Tells a watching person how far long work is. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** A progress bar on standard error; nothing when nobody watches. */
export function progress(io: Io, title: string, total: number): Progress {
  if (!io.interactive) return { update() {}, stop() {} };
  const bar = new SingleBar({
    format: `${title} {bar} {value} of {total}, {eta} s left`,
    hideCursor: true,
    stream: process.stderr,
  });
  bar.start(total, 0);
  return { update: done => bar.update(done), stop: () => bar.stop() };
}
