import { z } from 'zod';
import { FormatError } from '../FormatError';
import { FormatFile, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from '../vulnerabilities/errorBody';
import { advisoryDate } from '../vulnerabilities/scanRecord';

/** An edition of the scores. @public */
export interface ExploitScores {
  /** The model that made them, as the file names it. */
  version?: string;
  /** ISO 8601; absent when the file does not say. */
  scoredAt?: string;
  /** Probability of exploitation within 30 days, 0 to 1, by CVE in capitals. */
  scores: ReadonlyMap<string, number>;
}

const answer = z.looseObject({
  status: z.literal('OK'),
  total: z.number().nullish(),
  data: z.array(
    z.looseObject({
      cve: z.string(),
      epss: z.string(),
      date: z.string().nullish(),
    }),
  ),
});

/**
 * FIRST's exploit prediction scores by CVE, from the daily CSV or from an answer of the API.
 *
 * @remarks Scores are written as text, 0 to 1.
 * @throws FormatError when it is another file
 * @public
 */
export function readEpss(file: FormatFile): ExploitScores {
  const text = file.requireText('epss');
  const scores = new Map<string, number>();
  if (isRecord(file.json)) {
    if (!('data' in file.json)) refuseErrorBody('epss', file.json);
    const { data, total } = shaped('epss', answer, file.json);
    if (data.length === 0) {
      throw new FormatError('epss: the answer holds no scores');
    }
    if (total && total > data.length) {
      throw new FormatError(
        `epss: the answer is a page of ${data.length} of ${total} scores; take the daily file`,
      );
    }
    for (const { cve, epss } of data) addScore(scores, cve, epss);
    return { ...dated(data[0]?.date), scores };
  }
  const lines = text
    .split(/\r?\n/)
    .filter(line => line && !line.startsWith('#'));
  if (!/^cve,epss(,|$)/i.test(lines[0] ?? '')) {
    throw new FormatError(
      `epss: expected a header cve,epss,percentile, found "${(
        lines[0] ?? ''
      ).slice(0, 40)}"`,
    );
  }
  for (const line of lines.slice(1)) {
    const [cve, epss] = line.split(',');
    addScore(scores, cve, epss);
  }
  if (scores.size === 0) {
    throw new FormatError('epss: the table holds no scores');
  }
  const version = /^#.*model_version:([^,\s]+)/.exec(text)?.[1];
  const day = /^#.*score_date:([^,\s]+)/.exec(text)?.[1];
  return { ...(version ? { version } : {}), ...dated(day), scores };
}

function dated(text: string | null | undefined): { scoredAt?: string } {
  const scoredAt = advisoryDate(text);
  return scoredAt ? { scoredAt } : {};
}

function addScore(
  scores: Map<string, number>,
  cve: string,
  text: string | undefined,
): void {
  const score = text ? Number(text) : Number.NaN;
  if (!(score >= 0 && score <= 1)) {
    throw new FormatError(
      `epss: ${cve}: ${String(text)} is no score from 0 to 1`,
    );
  }
  scores.set(cve.toUpperCase(), score);
}
