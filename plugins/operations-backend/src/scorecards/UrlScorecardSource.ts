import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { ScorecardFile, ScorecardSource } from './ScorecardSource';

/** Scorecards behind a url that the configured integrations may read; a glob in the path names several. @internal */
export class UrlScorecardSource implements ScorecardSource {
  static create(options: {
    target: string;
    reader: UrlReaderService;
  }): UrlScorecardSource {
    return new UrlScorecardSource(options.target, options.reader);
  }

  readonly builtIn = false;
  private etag: string | undefined;
  private files: ScorecardFile[] = [];

  private constructor(
    readonly target: string,
    private readonly reader: UrlReaderService,
  ) {}

  async read(): Promise<ScorecardFile[]> {
    try {
      this.files = this.target.includes('*')
        ? await this.search()
        : await this.single();
    } catch (error) {
      if (!isError(error) || error.name !== 'NotModifiedError') throw error;
    }
    return this.files;
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
