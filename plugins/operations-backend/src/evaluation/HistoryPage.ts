import {
  GateState,
  Millis,
  Verdict,
} from '@backstage-operations/plugin-operations-common';
import {
  causeLetters,
  causeOf,
  ChangeCause,
  decodeVerdicts,
  encodeVerdicts,
  gateLetters,
  gateOf,
  verdictLetters,
  verdictOf,
} from './codes';

/** What held for one entity and scorecard at one instant. @internal */
export interface HistoryState {
  /** Short name of the scorecard version. */
  version: number;
  gate: GateState;
  /** In the order of the version's criteria. */
  verdicts: Verdict[];
}

/** One criterion that changed. @internal */
export interface HistoryDelta {
  /** Position of the criterion in the version. */
  index: number;
  to: Verdict;
  /** Hex material digests of the records behind the new verdict. */
  evidence: string[];
}

/** One change: of single criteria, or of everything when the version changed or there was nothing before. @internal */
export interface HistoryEntry {
  at: Millis;
  cause: ChangeCause;
  gate: GateState;
  deltas: HistoryDelta[];
  /** All verdicts under another version than before. */
  whole?: { version: number; verdicts: Verdict[] };
}

/** One month of changes of one entity and scorecard. @internal */
export interface HistoryPage {
  /** What held before the first entry; absent when there was nothing. */
  opening?: HistoryState;
  /** In the order in which they happened. */
  entries: HistoryEntry[];
}

function encodeDigest(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url');
}

function decodeDigest(text: string): string {
  return Buffer.from(text, 'base64url').toString('hex');
}

/** Text of what held before a month; empty when there was nothing. @internal */
export function encodeOpening(state: HistoryState | undefined): string {
  if (!state) return '';
  const { version, gate, verdicts } = state;
  return `${gateLetters[gate]}${version.toString(36)}=${encodeVerdicts(
    verdicts,
  )}`;
}

function decodeOpening(text: string): HistoryState | undefined {
  if (text === '') return undefined;
  const [head, letters] = text.split('=');
  return {
    gate: gateOf(head[0]),
    version: parseInt(head.slice(1), 36),
    verdicts: decodeVerdicts(letters),
  };
}

function encodeDelta({ index, to, evidence }: HistoryDelta): string {
  const digests = evidence.map(hex => `:${encodeDigest(hex)}`).join('');
  return `${index.toString(36)}${verdictLetters[to].toUpperCase()}${digests}`;
}

function decodeDelta(text: string): HistoryDelta {
  const [head, ...digests] = text.split(':');
  return {
    index: parseInt(head.slice(0, -1), 36),
    to: verdictOf(head.slice(-1).toLowerCase()),
    evidence: digests.map(decodeDigest),
  };
}

/**
 * One line of a month's text, with its line end.
 *
 * @remarks
 * `<instant> <cause><gate> <deltas>` where a delta is `<position><VERDICT>[:digest…]`, or `=<version>=<verdicts>` for a
 * whole new set; numbers in base 36, digests in base64url. A change of one criterion takes about 60 bytes.
 * @internal
 */
export function encodeEntry(entry: HistoryEntry): string {
  const { at, cause, gate, deltas, whole } = entry;
  const body = whole
    ? `=${whole.version.toString(36)}=${encodeVerdicts(whole.verdicts)}`
    : deltas.map(encodeDelta).join(';');
  const head = `${causeLetters[cause]}${gateLetters[gate]}`;
  return `${at.toString(36)} ${head} ${body}\n`;
}

function decodeEntry(line: string): HistoryEntry {
  const [at, head, body] = line.split(' ');
  const entry = {
    at: parseInt(at, 36),
    cause: causeOf(head[0]),
    gate: gateOf(head[1]),
  };
  if (body.startsWith('=')) {
    const [, version, letters] = body.split('=');
    const verdicts = decodeVerdicts(letters);
    return {
      ...entry,
      deltas: [],
      whole: { version: parseInt(version, 36), verdicts },
    };
  }
  return {
    ...entry,
    deltas: body === '' ? [] : body.split(';').map(decodeDelta),
  };
}

/** Reads one month back. @internal */
export function decodePage(opening: string, lines: string): HistoryPage {
  const page: HistoryPage = {
    entries: lines.split('\n').filter(Boolean).map(decodeEntry),
  };
  const state = decodeOpening(opening);
  if (state) page.opening = state;
  return page;
}

/** What holds after an entry. @internal */
export function applyEntry(
  state: HistoryState | undefined,
  entry: HistoryEntry,
): HistoryState {
  if (entry.whole) return { ...entry.whole, gate: entry.gate };
  if (!state) throw new TypeError('a change without anything before it');
  const verdicts = [...state.verdicts];
  for (const { index, to } of entry.deltas) verdicts[index] = to;
  return { version: state.version, gate: entry.gate, verdicts };
}

/** Months since January 1970 in UTC: how pages are cut. @internal */
export function monthOf(at: Millis): number {
  const date = new Date(at);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}
