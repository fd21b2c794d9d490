import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { ScorecardFile, ScorecardSource } from './ScorecardSource';

/** Pause between two looks at a source, in milliseconds: it may be a metered API. */
const EVERY = 60_000;

/** Scorecards behind a url that the configured integrations may read; a glob in the path names several. @internal */
export class UrlScorecardSource implements ScorecardSource {
  static create(options: {
    target: string;
    reader: UrlReaderService;
    clock: () => Millis;
  }): UrlScorecardSource {
    const { target, reader, clock } = options;
    return new UrlScorecardSource(target, reader, clock);
  }

  readonly builtIn = false;
  private etag: string | undefined;
  private files: ScorecardFile[] | undefined;
  private next = -Infinity;

  private constructor(
    readonly target: string,
    private readonly reader: UrlReaderService,
    private readonly clock: () => Millis,
  ) {}

  async read(): Promise<ScorecardFile[]> {
    const now = this.clock();
    if (this.files && now < this.next) return this.files;
    try {
      this.files = this.target.includes('*')
        ? await this.search()
        : await this.single();
    } catch (error) {
      if (!isError(error) || error.name !== 'NotModifiedError') throw error;
    }
    this.next = now + EVERY;
    return this.files ?? [];
  }

  private async single(): Promise<ScorecardFile[]> {
    const response = await this.reader.readUrl(this.target, {
      etag: this.etag,
    });
    const text = (await response.buffer()).toString('utf8');
    this.etag = response.etag;
    return [{ location: this.target, text }];
  }

  private async search(): Promise<ScorecardFile[]> {
    const response = await this.reader.search(this.target, {
      etag: this.etag,
    });
    const files = await Promise.all(
      response.files.map(async file => ({
        location: file.url,
        text: (await file.content()).toString('utf8'),
      })),
    );
    this.etag = response.etag;
    return files.sort((a, b) => (a.location < b.location ? -1 : 1));
  }
}
