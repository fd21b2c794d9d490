import { InputError } from '@backstage/errors';
import {
  Millis,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityAccess } from '../access/EntityAccess';
import { entityRefOf } from '../http/entityRefOf';
import { Handlers } from '../http/Handlers';
import { Streamed } from '../http/Streamed';
import { sendPacked } from '../http/sendPacked';
import { ScorecardStore } from '../scorecards/ScorecardStore';
import { AsOfReader } from './AsOfReader';
import { foldHistory } from './foldHistory';
import { GateAnswer } from './GateAnswer';
import { gateBadge } from './gateBadge';
import { hideOthers } from './hideOthers';
import { HistoryStore } from './HistoryStore';
import { ResultReader } from './ResultReader';

const DAY = 24 * 60 * 60 * 1000;

/** Days of history when the caller names no beginning. */
const DEFAULT_DAYS = 90;

/** Longest period that one answer covers, in days. */
const MAX_DAYS = 800;

/** What {@link createResultHandlers} needs. @internal */
export interface ResultHandlerOptions {
  db: Knex;
  access: EntityAccess;
  reader: ResultReader;
  asOf: AsOfReader;
  history: HistoryStore;
  scorecards: ScorecardStore;
  /** What stands in the way of the sign-offs of a result, in words. */
  warnings: (answer: GateAnswer) => Promise<string[]>;
  clock: () => Millis;
}

/** The period that a caller asked for. @internal */
export function readPeriod(
  query: { from?: string; to?: string },
  now: Millis,
): { from: Millis; to: Millis } {
  const to = query.to === undefined ? now : toMillis(query.to);
  const from =
    query.from === undefined ? to - DEFAULT_DAYS * DAY : toMillis(query.from);
  if (from >= to) throw new InputError('query.from: must be before query.to');
  if (to - from > MAX_DAYS * DAY) {
    throw new InputError(
      `query.from: at most ${MAX_DAYS} days before query.to`,
    );
  }
  return { from, to };
}

/** Results of one entity: now, at a past instant, over time, and as a gate. @internal */
export function createResultHandlers(options: ResultHandlerOptions): Handlers {
  const { db, access, reader, asOf, history, scorecards, clock } = options;
  const { warnings } = options;
  return {
    async getScorecardResult({ params, query, credentials, request }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const view = () => access.view(credentials);
      if (query.at !== undefined) {
        const at = toMillis(query.at);
        const past = await asOf.result(entityRef, params.scorecard, at);
        return hideOthers(past, await view());
      }
      return sendPacked(
        request,
        await reader.packed(entityRef, params.scorecard, view),
      );
    },

    async getScorecardHistory({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const period = readPeriod(query, clock());
      const key = { entityRef, scorecard: params.scorecard };
      const pages = await history.pages(db, key, period);
      const numbers = new Set<number>();
      for (const { opening, entries } of pages) {
        if (opening) numbers.add(opening.version);
        for (const { whole } of entries) if (whole) numbers.add(whole.version);
      }
      const versions = await scorecards.numbered(db, [...numbers]);
      return foldHistory(
        key,
        period,
        pages,
        new Map(
          [...versions].map(([number, { digest, scorecard }]) => [
            number,
            { digest, criteria: scorecard.spec.criteria.map(({ id }) => id) },
          ]),
        ),
      );
    },

    async getGateBadge({ params, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const { title, gate } = await reader.gate(entityRef, params.scorecard);
      return Streamed.of('image/svg+xml', gateBadge(title, gate.state), {
        'Cache-Control': 'private, no-cache',
        'Content-Security-Policy': "default-src 'none'",
      });
    },

    async getGate({ params, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const answer = await reader.gate(entityRef, params.scorecard);
      const { gate, scorecard, asOf: at, validUntil } = answer;
      return {
        ...gate,
        entityRef,
        scorecard,
        asOf: at,
        warnings: await warnings(answer),
        ...(validUntil === undefined ? {} : { validUntil }),
      };
    },
  };
}
