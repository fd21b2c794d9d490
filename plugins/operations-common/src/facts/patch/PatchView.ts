import { annotations } from '../../entity/annotations';
import { Evidence } from '../../evidence/Evidence';
import { toMillis } from '../../time';
import { FactSubject } from '../Fact';
import { recordsOf } from '../select';
import { PatchPreset } from '../settings';
import { PatchPolicy } from './dueDate';
import { statementsOf } from './exclusions';
import { Finding } from './Finding';
import { streamsOf } from './PatchLedger';
import { replayScans } from './replayScans';
import { isRetired, ScanStream, streamKey } from './ScanStream';
import { TrackedFinding, trackFinding } from './TrackedFinding';
import { enrichFinding } from './VulnerabilityKnowledge';

/** Everything the patch facts read, computed once per subject and preset. @internal */
export interface PatchView {
  policy: PatchPolicy;
  /** Scopes that are scanned; retired ones are left out. */
  streams: readonly ScanStream[];
  tracked: readonly TrackedFinding[];
  /** The newest success of each stream, and the newest failure after it. */
  scans: readonly Evidence[];
}

interface ReadLedger {
  findings: readonly Finding[];
  streams: ScanStream[];
}

const ledgers = new WeakMap<FactSubject, ReadLedger>();

const views = new WeakMap<FactSubject, Map<PatchPreset, PatchView>>();

/** The findings of an entity under its policy. @internal */
export function patchView(
  subject: FactSubject,
  preset: PatchPreset = subject.settings.patch.preset,
): PatchView {
  const known = views.get(subject) ?? new Map<PatchPreset, PatchView>();
  views.set(subject, known);
  const view = known.get(preset) ?? createView(subject, preset);
  known.set(preset, view);
  return view;
}

function createView(subject: FactSubject, preset: PatchPreset): PatchView {
  const policy: PatchPolicy = {
    clock: subject.settings.patch.clock,
    preset,
    exposed: subject.entity.annotations[annotations.exposed] !== 'false',
  };
  const scans = recordsOf(subject.evidence, 'vulnerability-scan');
  const { findings, streams } = ledgerOnce(subject, scans);
  const statements = statementsOf(subject.evidence);
  return {
    policy,
    streams,
    tracked: findings.flatMap(finding =>
      trackFinding(finding, statements, policy),
    ),
    scans: scansBehind(scans, streams),
  };
}

/** Read once for all presets: there may be tens of thousands of findings. */
function ledgerOnce(
  subject: FactSubject,
  scans: readonly Evidence<'vulnerability-scan'>[],
): ReadLedger {
  const known = ledgers.get(subject);
  if (known) return known;
  const { findings, streams } = readLedger(subject, scans);
  const { knowledge } = subject;
  const ledger = {
    findings: knowledge
      ? findings.map(finding => enrichFinding(finding, knowledge))
      : findings,
    streams,
  };
  ledgers.set(subject, ledger);
  return ledger;
}

function readLedger(
  subject: FactSubject,
  scans: readonly Evidence<'vulnerability-scan'>[],
): ReadLedger {
  const scanned = (streams: Iterable<ScanStream>) =>
    [...streams].filter(stream => !isRetired(stream));
  if (subject.findings) {
    const streams = streamsOf(
      scans.map(({ payload }) => payload),
      'kept apart',
    );
    return { findings: subject.findings, streams: scanned(streams.values()) };
  }
  const ledger = replayScans(scans);
  return {
    findings: [...ledger.findings.values()],
    streams: scanned(ledger.streams.values()),
  };
}

function scansBehind(
  scans: readonly Evidence<'vulnerability-scan'>[],
  streams: readonly ScanStream[],
): Evidence[] {
  const byKey = new Map(streams.map(stream => [streamKey(stream), stream]));
  return scans.filter(({ payload }) => {
    const stream = byKey.get(streamKey(payload));
    const at = toMillis(payload.completedAt);
    return payload.status === 'failed'
      ? at === stream?.lastFailure?.at && at > (stream.lastSuccessAt ?? 0)
      : at === stream?.lastSuccessAt || at === stream?.endOfLife?.at;
  });
}
