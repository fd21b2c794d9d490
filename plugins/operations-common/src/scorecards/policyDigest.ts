import { canonicalDigest } from '../evidence/canonical';
import { Scorecard } from './Scorecard';

/**
 * Content address of a scorecard: equal rules have equal digests, whatever the order of keys, comments or layout of the file.
 *
 * @public
 */
export function policyDigest(scorecard: Scorecard): string {
  return canonicalDigest(scorecard);
}
