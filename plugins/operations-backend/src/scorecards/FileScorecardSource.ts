import { InputError } from '@backstage/errors';
import { glob, readFile, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { BUILT_IN } from './RulesEditor';
import { ScorecardFile, ScorecardSource } from './ScorecardSource';

/** Largest scorecard file that is read, in bytes. */
const MAX_BYTES = 1024 * 1024;

const GLOB_CHARACTERS = /[*?[\]{}]/;

/** Options of {@link FileScorecardSource.create}. @internal */
export interface FileScorecardSourceOptions {
  /** A file or a glob, absolute or relative to `root`. */
  target: string;
  /** Directory that relative targets start from. */
  root: string;
  builtIn?: boolean;
}

/** Scorecards in local files, named one by one or by a glob. @internal */
export class FileScorecardSource implements ScorecardSource {
  static create(options: FileScorecardSourceOptions): FileScorecardSource {
    const { target, root, builtIn = false } = options;
    return new FileScorecardSource(target, root, builtIn);
  }

  private constructor(
    readonly target: string,
    private readonly root: string,
    readonly builtIn: boolean,
  ) {}

  async read(): Promise<ScorecardFile[]> {
    const files: ScorecardFile[] = [];
    for (const path of await this.paths()) {
      const { size } = await stat(path);
      if (size > MAX_BYTES) {
        throw new InputError(`${this.locationOf(path)} is larger than 1 MiB`);
      }
      files.push({
        location: this.locationOf(path),
        text: await readFile(path, 'utf8'),
      });
    }
    return files;
  }

  private async paths(): Promise<string[]> {
    if (!GLOB_CHARACTERS.test(this.target)) {
      return [resolve(this.root, this.target)];
    }
    const paths: string[] = [];
    for await (const match of glob(this.target, { cwd: this.root })) {
      paths.push(resolve(this.root, match));
    }
    return paths.sort();
  }

  /** Built-in files are named by their file name: where a package is installed is nobody's business. */
  private locationOf(path: string): string {
    const shown = isAbsolute(this.target) ? path : relative(this.root, path);
    return this.builtIn ? `${BUILT_IN}${relative(this.root, path)}` : shown;
  }
}
