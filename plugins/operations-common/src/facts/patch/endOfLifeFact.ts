import { durationMillis, toIso } from '../../time';
import { FactDefinition } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter } from '../select';
import { endOfLife } from './endOfLife';
import { patchView } from './PatchView';
import { streamName } from './scanKnowledge';
import { patchKinds } from './scannedFact';

/** How many products in use get no fixes any more. @internal */
export const endOfLifeFact: FactDefinition = {
  id: 'patch.endOfLife',
  title: 'End of life',
  description:
    'Operating systems and runtimes that get no fixes any more; that no vulnerabilities are found in them means nothing.',
  unit: 'count',
  kinds: patchKinds,
  better: 'lower',
  compute(subject, query) {
    const { now } = query;
    const { maxScanAge } = subject.settings.patch;
    const { streams, scans: evidence } = patchView(subject);
    const reports = streams.flatMap(stream =>
      stream.endOfLife ? [{ stream, at: stream.endOfLife.at }] : [],
    );
    if (reports.length === 0) {
      return unknown(
        endOfLifeFact,
        query,
        'No scanner has reported on end of life. Import an image scan of Trivy, or the answer of endoflife.date for a product.',
        { evidence },
      );
    }
    const limit = durationMillis(maxScanAge);
    const old = reports.find(({ at }) => now > at + limit);
    if (old) {
      return unknown(
        endOfLifeFact,
        query,
        `The end of life of products was last reported by ${streamName(
          old.stream,
        )} on ${toIso(old.at)}, longer ago than ${maxScanAge}.`,
        { evidence },
      );
    }
    const { reached, validUntil } = endOfLife(streams, now);
    const products = reached.map(({ product, version }) =>
      version ? `${product} ${version}` : product,
    );
    return known(endOfLifeFact, query, reached.length, {
      provenAt: Math.min(...reports.map(({ at }) => at)),
      validUntil: earliestAfter(now, [
        validUntil,
        ...reports.map(({ at }) => at + limit + 1),
      ]),
      details: { products },
      evidence,
    });
  },
};
