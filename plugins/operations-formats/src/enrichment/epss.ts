import { z } from 'zod';
import { FormatError } from '../FormatError';
import { FormatFile, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from '../vulnerabilities/errorBody';

const answer = z.looseObject({
  status: z.literal('OK'),
  data: z.array(z.looseObject({ cve: z.string(), epss: z.string() })),
});

/**
 * FIRST's exploit prediction scores by CVE, from the daily CSV or from an answer of the API.
 *
 * @remarks Scores are written as text, 0 to 1.
 * @throws FormatError when it is another file
 * @public
 */
export function readEpss(file: FormatFile): Map<string, number> {
  const text = file.requireText('epss');
  const scores = new Map<string, number>();
  if (isRecord(file.json)) {
    if (!('data' in file.json)) refuseErrorBody('epss', file.json);
    for (const { cve, epss } of shaped('epss', answer, file.json).data) {
      addScore(scores, cve, epss);
    }
    return scores;
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
  return scores;
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
