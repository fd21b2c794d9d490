import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

/** One measured figure. */
interface Line {
  scenario: string;
  work: string;
  figure: string;
}

/** Prints what is measured as it comes, and keeps it as a table in the results. */
export class Report {
  private readonly lines: Line[] = [];

  add(scenario: string, work: string, figure: string): void {
    this.lines.push({ scenario, work, figure });
    process.stdout.write(
      `${scenario.padEnd(8)} ${work.padEnd(40)} ${figure}\n`,
    );
  }

  /** Writes the table; returns the name of the file. */
  write(now: Date): string {
    const [{ model }] = cpus();
    const gigabytes = Math.round(totalmem() / 2 ** 30);
    const head = `${now.toISOString()} · ${
      cpus().length
    } × ${model} · ${gigabytes} GB · Node ${process.version}`;
    const rows = this.lines.map(
      ({ scenario, work, figure }) => `| ${scenario} | ${work} | ${figure} |`,
    );
    const table = ['| scenario | work | measured |', '|---|---|---|', ...rows];
    const name = path.join(
      'results',
      `${now.toISOString().replace(/[:.]/g, '-')}.md`,
    );
    mkdirSync('results', { recursive: true });
    writeFileSync(name, `${head}\n\n${table.join('\n')}\n`);
    return name;
  }
}
