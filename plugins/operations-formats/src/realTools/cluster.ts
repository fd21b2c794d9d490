import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { must, postgresBinaries, run, workFolder } from './tools';

/** A real PostgreSQL server of its own, reachable through a socket in its folder only. */
export class Cluster {
  static start(
    name: string,
    port: number,
    settings: (folder: string) => string,
  ): Cluster {
    const folder = workFolder(name);
    const cluster = new Cluster(folder, port, postgresBinaries() ?? '');
    cluster.as(cluster.binary('initdb'), [
      '-D',
      'data',
      '-k',
      '-A',
      'trust',
      '-U',
      'postgres',
    ]);
    appendFileSync(
      path.join(folder, 'data/postgresql.conf'),
      `port=${port}\nunix_socket_directories='${folder}'\nlisten_addresses=''\nwal_level=replica\narchive_mode=on\n${settings(
        folder,
      )}\n`,
    );
    cluster.as('mkdir', ['-p', 'log', 'repo', 'lock']);
    cluster.as(cluster.binary('pg_ctl'), [
      '-D',
      'data',
      '-l',
      'log/server.log',
      '-w',
      'start',
    ]);
    return cluster;
  }

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly binaries: string,
  ) {}

  binary(name: string): string {
    return path.join(this.binaries, name);
  }

  /** Runs a command in the cluster's folder as the server's user; throws when it fails. */
  as(command: string, args: readonly string[]) {
    return must(command, args, this.options());
  }

  /** Like {@link as}, whatever the exit code. */
  try(command: string, args: readonly string[]) {
    return run(command, args, this.options());
  }

  sql(text: string): string {
    return this.as('psql', [
      '-h',
      this.folder,
      '-p',
      String(this.port),
      '-U',
      'postgres',
      '-d',
      'postgres',
      '-Atqc',
      text,
    ]).stdout.trim();
  }

  stop() {
    this.try(this.binary('pg_ctl'), ['-D', 'data', '-m', 'immediate', 'stop']);
  }

  private options() {
    mkdirSync(this.folder, { recursive: true });
    return {
      cwd: this.folder,
      unprivileged: true,
      env: { PATH: `${this.binaries}:${process.env.PATH}` },
    };
  }
}
