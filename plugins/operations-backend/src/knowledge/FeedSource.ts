import {
  resolvePackagePath,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gunzip } from '../imports/gunzip';
import { Edition, Feed } from './KnowledgeStore';

/** Largest file that is read, unpacked, in bytes; all scores take 12 MB. */
const MAX_BYTES = 100 * 1024 * 1024;

/** Where a feed is read from. @internal */
export interface FeedSource {
  feed: Feed;
  origin: Edition['origin'];
  /** The file, unpacked where it is gzip. */
  read(signal?: AbortSignal): Promise<Uint8Array>;
}

const feeds: Record<Feed, { key: string; bundled: string }> = {
  kev: { key: 'knownExploited', bundled: 'known-exploited.json' },
  epss: { key: 'exploitScores', bundled: 'exploit-scores.csv' },
};

/** What ships of a feed. @internal */
export function bundledSource(feed: Feed): FeedSource {
  const path = resolvePackagePath(
    '@backstage-operations/plugin-operations-backend',
    'vulnerabilities',
    feeds[feed].bundled,
  );
  return { feed, origin: 'bundled', read: () => readFile(path) };
}

/** The feeds that `operations.vulnerabilities` names, else those that ship. @internal */
export function readFeedSources(options: {
  config: RootConfigService;
  reader: UrlReaderService;
  /** Directory that relative targets start from. */
  root: string;
}): FeedSource[] {
  const { config, reader, root } = options;
  return (Object.keys(feeds) as Feed[]).map(feed => {
    const target = config.getOptionalString(
      `operations.vulnerabilities.${feeds[feed].key}.target`,
    );
    if (target === undefined) return bundledSource(feed);
    return {
      feed,
      origin: 'configured',
      async read(signal) {
        const bytes = /^https?:\/\//i.test(target)
          ? await (await reader.readUrl(target, { signal })).buffer()
          : await readFile(resolve(root, target), { signal });
        return gunzip(bytes, MAX_BYTES);
      },
    };
  });
}
