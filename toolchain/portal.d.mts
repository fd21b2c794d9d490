import { ChildProcess } from 'node:child_process';

/** A running portal. */
export interface Portal {
  url: string;
  child: ChildProcess;
  exited: Promise<unknown>;
  stop(): Promise<void>;
}

export function portTaken(port: number): Promise<boolean>;
export function startPortal(options: {
  port: number;
  data: string;
  app?: 'app' | 'app-legacy';
  log: string;
  env?: Record<string, string>;
}): Promise<Portal>;
export function seedPortal(url: string): Promise<number>;
export function signIn(
  base: string,
  userRef: string,
): Promise<{ token: string }>;
