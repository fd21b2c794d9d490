import { Format } from '../Format';
import { openslo } from './openslo';
import { prometheusRules } from './prometheusRules';
import { pyrra } from './pyrra';
import { sloth } from './sloth';

/** Formats of service level objectives, defined or measured. */
export const sloFormats: readonly Format[] = [
  openslo,
  sloth,
  pyrra,
  prometheusRules,
];
