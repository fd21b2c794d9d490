import { isError } from '@backstage/errors';
import { ParsedScorecard } from '@backstage-operations/plugin-operations-common';
import { ScorecardFile, ScorecardSource } from './ScorecardSource';
import { NewScorecardVersion } from './ScorecardStore';

/** Reads the scorecards of a file; throws an error that names file, line and field of what is wrong. @internal */
export type ScorecardParser = (
  text: string,
  location: string,
) => readonly ParsedScorecard[];

/** How one file or target fared. @internal */
export interface ScorecardFileState {
  location: string;
  /** Names of the scorecards that were last read well from here. */
  scorecards: string[];
  /** Why the file can't be used as it is now; the last good version stays in force. */
  error?: string;
}

/** What one pass over all sources found. @internal */
export interface LoadedScorecards {
  /** The newest good version of each scorecard. */
  versions: NewScorecardVersion[];
  files: ScorecardFileState[];
  /** False while a target as a whole can't be read, so that absence proves nothing. */
  complete: boolean;
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : 'unreadable';
}

/**
 * Reads all sources and remembers the last good version of each file.
 *
 * @remarks Built-in scorecards give way to configured ones of the same name; between configured ones the first wins.
 * @internal
 */
export class ScorecardLoader {
  static create(options: {
    sources: readonly ScorecardSource[];
    parse: ScorecardParser;
  }): ScorecardLoader {
    return new ScorecardLoader(options.sources, options.parse);
  }

  private readonly lastGood = new Map<string, NewScorecardVersion[]>();
  private readonly lastText = new Map<
    string,
    { text: string; error?: string }
  >();
  private readonly lastFiles = new Map<ScorecardSource, ScorecardFile[]>();

  private constructor(
    private readonly sources: readonly ScorecardSource[],
    private readonly parse: ScorecardParser,
  ) {}

  async load(): Promise<LoadedScorecards> {
    const files: ScorecardFileState[] = [];
    const byName = new Map<string, NewScorecardVersion>();
    let complete = true;
    const configuredFirst = [...this.sources].sort(
      (a, b) => Number(a.builtIn) - Number(b.builtIn),
    );
    for (const source of configuredFirst) {
      try {
        this.lastFiles.set(source, await source.read());
      } catch (error) {
        complete = false;
        const location = source.target;
        files.push({ location, scorecards: [], error: messageOf(error) });
      }
      for (const file of this.lastFiles.get(source) ?? []) {
        files.push(this.take(file, source, byName));
      }
    }
    return { versions: [...byName.values()], files, complete };
  }

  private take(
    file: ScorecardFile,
    source: ScorecardSource,
    byName: Map<string, NewScorecardVersion>,
  ): ScorecardFileState {
    const { location } = file;
    let error = this.parseOnce(file);
    const versions = this.lastGood.get(location) ?? [];
    for (const version of versions) {
      const other = byName.get(version.id);
      if (!other) byName.set(version.id, version);
      else if (!source.builtIn) {
        error ??= `${location}: metadata.name ${version.id} is taken by ${other.loadedBy}`;
      }
    }
    const scorecards = versions.map(version => version.id);
    return { location, scorecards, ...(error ? { error } : {}) };
  }

  /** Parses a file unless its text is that of the last time; returns what is wrong with it. */
  private parseOnce({ location, text }: ScorecardFile): string | undefined {
    const last = this.lastText.get(location);
    if (last?.text === text) return last.error;
    let error: string | undefined;
    try {
      const versions = this.parse(text, location).map(
        ({ scorecard, digest }) => ({
          id: scorecard.metadata.name,
          digest,
          scorecard,
          loadedBy: location,
        }),
      );
      this.lastGood.set(location, versions);
    } catch (problem) {
      error = messageOf(problem);
    }
    this.lastText.set(location, { text, error });
    return error;
  }
}
