import { durationMillis, Millis } from '../../time';
import { PatchPreset, PatchSeverity } from '../settings';

/** Presets that give a time by severity; the CISA directive asks something else. @internal */
export type SeverityPreset = Exclude<PatchPreset, 'cisa-bod-26-04'>;

type Times = Record<Exclude<PatchSeverity, 'unknown'>, string>;

/**
 * Time to remediate by severity, ISO 8601.
 *
 * @remarks
 * `seed-07` and `seed-08`: the Phase 07 and Phase 08 documents (24 and 48 hours for a critical one; Phase 07 gives 3 days for
 * a high one, which Phase 08 leaves open), 30 and 90 days below that. `pci-dss`: requirement 6.3.3, one month for critical
 * and high. `fedramp`: Rev 5 continuous monitoring, 30, 90 and 180 days.
 * @internal
 */
export const slaPresets: Record<SeverityPreset, Times> = {
  'seed-07': { critical: 'PT24H', high: 'P3D', medium: 'P30D', low: 'P90D' },
  'seed-08': { critical: 'PT48H', high: 'P3D', medium: 'P30D', low: 'P90D' },
  'pci-dss': { critical: 'P30D', high: 'P30D', medium: 'P90D', low: 'P90D' },
  fedramp: { critical: 'P30D', high: 'P30D', medium: 'P90D', low: 'P180D' },
};

/** What each preset is called in rules. @internal */
export const patchPresetTitles: Record<PatchPreset, string> = {
  'seed-07': 'Phase 7 times',
  'seed-08': 'Phase 8 times',
  'pci-dss': 'PCI DSS times',
  fedramp: 'FedRAMP times',
  'cisa-bod-26-04': 'CISA BOD 26-04 times',
};

/** Names of all presets. @internal */
export const patchPresets: readonly PatchPreset[] = [
  'seed-07',
  'seed-08',
  'pci-dss',
  'fedramp',
  'cisa-bod-26-04',
];

/** Whether a text names a preset. @internal */
export function isPatchPreset(text: string): text is PatchPreset {
  return patchPresets.some(preset => preset === text);
}

/** Time for a severity; one that nobody rated gets the time of `high`. @internal */
export function timeForSeverity(
  preset: SeverityPreset,
  severity: PatchSeverity,
): Millis {
  const rated = severity === 'unknown' ? 'high' : severity;
  return durationMillis(slaPresets[preset][rated]);
}
