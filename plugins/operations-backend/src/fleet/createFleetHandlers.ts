import { NotFoundError } from '@backstage/errors';
import {
  FleetGroup,
  FleetRow,
  Millis,
  toIso,
  verdicts,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { readPeriod } from '../evaluation/createResultHandlers';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { Handlers } from '../http/Handlers';
import { Streamed } from '../http/Streamed';
import { Breather } from '../runtime/Breather';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { fleetCsvHead, fleetCsvLine } from './csv';
import { emptyGroup } from './DatabaseFleetStore';
import { readFleetFilter } from './FleetFilter';
import { FleetSort, readFleetSort } from './FleetSort';
import { FleetPosition, FleetQuery, FleetStore } from './FleetStore';
import { TrendCounter } from './TrendCounter';

/** Rows per query of a stream: few enough that other requests hardly wait. */
const STREAM_PAGE = 250;

/** Characters that are sent at once. */
const CHUNK = 65_536;

/** Counts that are compared as 32 bit numbers. */
const MAX_COUNT = 1_000_000;

/** The latest instant that JavaScript knows, in milliseconds. */
const MAX_INSTANT = 8.64e15;

/** What a cursor of an order holds; PostgreSQL compares nothing else with the column. */
function positionOf({ key }: FleetSort) {
  // PostgreSQL's driver hands out large numbers as text.
  const number = z.coerce.number().int().min(0);
  const value = {
    entityRef: z.string().max(500),
    owner: z.string().max(500),
    system: z.string().max(500),
    kind: z.string().max(500),
    gate: number.max(MAX_COUNT),
    fail: number.max(MAX_COUNT),
    oldestProof: number.max(MAX_INSTANT),
  }[key];
  return z.tuple([value, z.string().max(500)]);
}

/** What {@link createFleetHandlers} needs. @internal */
export interface FleetHandlerOptions {
  db: Knex;
  access: EntityAccess;
  store: FleetStore;
  scorecards: () => readonly ActiveScorecard[];
  clock: () => Millis;
}

function totalOf(groups: readonly FleetGroup[]): FleetGroup {
  const total = emptyGroup(null);
  for (const { entities, gates, verdicts: counts } of groups) {
    total.entities += entities;
    for (const [gate, count] of Object.entries(gates)) {
      total.gates[gate as keyof FleetGroup['gates']] += count;
    }
    for (const verdict of verdicts) total.verdicts[verdict] += counts[verdict];
  }
  return total;
}

/** Results of all entities at once. @internal */
export function createFleetHandlers(options: FleetHandlerOptions): Handlers {
  const { db, access, store, scorecards, clock } = options;

  async function read(
    credentials: CallerCredentials,
    id: string,
    filter: string[] | undefined,
  ): Promise<FleetQuery> {
    const scorecard = scorecards().find(active => active.id === id);
    if (!scorecard) throw new NotFoundError(`There is no scorecard ${id}`);
    const view = await access.view(credentials);
    return { scorecard, filter: readFleetFilter(filter), view };
  }

  async function* all(
    query: FleetQuery,
    sort: FleetSort,
    toLine: (row: FleetRow) => string,
    head = '',
  ): AsyncGenerator<string> {
    let after: FleetPosition | undefined;
    let chunk = head;
    const breather = Breather.create();
    do {
      const page = { sort, limit: STREAM_PAGE, after };
      const { items, next } = await store.rows(db, query, page);
      for (const row of items) {
        chunk += toLine(row);
        if (chunk.length < CHUNK) continue;
        yield chunk;
        chunk = '';
        await breather.breathe();
      }
      after = next;
    } while (after);
    if (chunk) yield chunk;
  }

  return {
    async listFleetResults({ params, query: asked, credentials, request }) {
      const query = await read(credentials, params.scorecard, asked.filter);
      const sort = readFleetSort(asked.sort);
      const wanted = request.accepts([
        'application/json',
        'text/csv',
        'application/x-ndjson',
      ]);
      if (wanted === 'text/csv') {
        const { spec } = query.scorecard.scorecard;
        const criteria = spec.criteria.map(criterion => criterion.id);
        return Streamed.of(
          'text/csv; charset=utf-8',
          all(
            query,
            sort,
            row => fleetCsvLine(row, criteria),
            fleetCsvHead(criteria),
          ),
          {
            'Content-Disposition': `attachment; filename="${params.scorecard}.csv"`,
          },
        );
      }
      if (wanted === 'application/x-ndjson') {
        return Streamed.of(
          'application/x-ndjson',
          all(query, sort, row => `${JSON.stringify(row)}\n`),
        );
      }
      const after =
        asked.cursor === undefined
          ? undefined
          : decodeCursor(asked.cursor, positionOf(sort));
      const [{ items, next }, totalItems] = await Promise.all([
        store.rows(db, query, { sort, limit: asked.limit, after }),
        store.count(db, query),
      ]);
      return {
        items,
        totalItems,
        ...(next ? { nextCursor: encodeCursor(next) } : {}),
      };
    },

    async getFleetSummary({ params, query: asked, credentials }) {
      const query = await read(credentials, params.scorecard, asked.filter);
      const [groups, criteria] = await Promise.all([
        store.groups(db, query, asked.groupBy),
        store.criteria(db, query),
      ]);
      return {
        scorecard: params.scorecard,
        groupBy: asked.groupBy,
        asOf: toIso(clock()),
        total: totalOf(groups),
        groups,
        criteria,
      };
    },

    async getFleetTrend({ params, query: asked, credentials }) {
      const query = await read(credentials, params.scorecard, asked.filter);
      const period = readPeriod(asked, clock());
      const counter = TrendCounter.create(period);
      const histories = store.histories(db, query, period, asked.groupBy);
      for await (const chunk of histories) {
        for (const { key, pages } of chunk) counter.add(key, pages);
      }
      return counter.trend(params.scorecard);
    },
  };
}
