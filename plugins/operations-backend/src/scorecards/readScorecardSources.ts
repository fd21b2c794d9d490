import {
  resolvePackagePath,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { FileScorecardSource } from './FileScorecardSource';
import { ScorecardSource } from './ScorecardSource';
import { UrlScorecardSource } from './UrlScorecardSource';

/** What {@link readScorecardSources} needs. @internal */
export interface ScorecardSourceOptions {
  config: RootConfigService;
  reader: UrlReaderService;
  /** Directory that relative targets start from. */
  root: string;
  clock: () => Millis;
}

/** The scorecards that ship, and those that the configuration names. @internal */
export function readScorecardSources(
  options: ScorecardSourceOptions,
): ScorecardSource[] {
  const { config, reader, root, clock } = options;
  const entries = config.getOptionalConfigArray('operations.scorecards') ?? [];
  const configured = entries.map(entry => {
    const target = entry.getString('target');
    return /^https?:\/\//i.test(target)
      ? UrlScorecardSource.create({ target, reader, clock })
      : FileScorecardSource.create({ target, root });
  });
  const builtIn = FileScorecardSource.create({
    target: '*.yaml',
    root: resolvePackagePath(
      '@backstage-operations/plugin-operations-backend',
      'scorecards',
    ),
    builtIn: true,
  });
  return [...configured, builtIn];
}
