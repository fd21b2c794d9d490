import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, stringifyError } from '@backstage/errors';
import {
  EntityProfile,
  Evidence,
  Millis,
  SloSeries,
} from '@backstage-operations/plugin-operations-common';
import { SloSeriesProvider } from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { EvidenceFileReader } from '../collectors/EvidenceFileReader';
import { EntityStore } from '../entities/EntityStore';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { SloHistoryStore } from './SloHistoryStore';
import { measuredPoints, storedPoints } from './toSloSeries';

/** Points of a plot at most. */
const MAX_POINTS = 200;

/** How long an answer is given again, in milliseconds. */
const LASTS: Millis = 10_000;

/** How long a provider is waited for, in milliseconds. */
const PATIENCE: Millis = 20_000;

/** Answers that are remembered at the same time. */
const REMEMBERED = 500;

/** What {@link SloSeriesReader} needs. @internal */
export interface SloSeriesReaderOptions {
  db: Knex;
  entities: EntityStore;
  evidence: EvidenceStore;
  history: SloHistoryStore;
  providers: readonly SloSeriesProvider[];
  reader: EvidenceFileReader;
  now: () => Millis;
  logger: LoggerService;
}

type Period = { from: Millis; to: Millis };

/** The plot of an SLO: measured now where a provider can, else what was stored of each day. @internal */
export class SloSeriesReader {
  static create(options: SloSeriesReaderOptions): SloSeriesReader {
    return new SloSeriesReader(options);
  }

  private readonly answers = new Map<
    string,
    { at: Millis; answer: Promise<SloSeries> }
  >();

  private constructor(private readonly options: SloSeriesReaderOptions) {}

  /** @throws NotFoundError when nothing is known of such an SLO */
  read(entityRef: string, slo: string, period: Period): Promise<SloSeries> {
    const now = this.options.now();
    const key = JSON.stringify([
      entityRef,
      slo,
      Math.floor(period.from / LASTS),
      Math.floor(period.to / LASTS),
    ]);
    const known = this.answers.get(key);
    if (known && now - known.at < LASTS) return known.answer;
    for (const [old, { at }] of this.answers) {
      if (now - at >= LASTS || this.answers.size >= REMEMBERED) {
        this.answers.delete(old);
      }
    }
    const answer = this.ask(entityRef, slo, period);
    this.answers.set(key, { at: now, answer });
    answer.catch(() => this.answers.delete(key));
    return answer;
  }

  private async ask(
    entityRef: string,
    slo: string,
    period: Period,
  ): Promise<SloSeries> {
    const { db, entities, providers, logger } = this.options;
    const entity = (await entities.profiles(db, [entityRef])).get(entityRef);
    if (!entity) throw new NotFoundError(`There is no ${entityRef}`);
    const silent: string[] = [];
    for (const provider of providers) {
      try {
        const series = await this.measured(provider, entity, slo, period);
        if (series) return series;
      } catch (error) {
        logger.warn(
          `${provider.id}: series of ${slo} of ${entityRef}: ${stringifyError(
            error,
          )}`,
        );
        silent.push(provider.id);
      }
    }
    const stored = await this.stored(entityRef, slo, period);
    return silent.length === 0
      ? stored
      : { ...stored, reason: `${silent.join(', ')} could not be asked` };
  }

  private async measured(
    provider: SloSeriesProvider,
    entity: EntityProfile,
    slo: string,
    period: Period,
  ): Promise<SloSeries | undefined> {
    const signal = AbortSignal.timeout(PATIENCE);
    const measured = await provider.series({
      entity,
      slo,
      ...period,
      maxPoints: MAX_POINTS,
      signal,
      readFile: target => this.options.reader.read(entity, target, signal),
    });
    return (
      measured && {
        name: slo,
        target: measured.target,
        window: measured.window,
        source: provider.id,
        points: measuredPoints(measured),
      }
    );
  }

  private async stored(
    entityRef: string,
    slo: string,
    period: Period,
  ): Promise<SloSeries> {
    const { db, evidence, history } = this.options;
    const current = await evidence.currentFor(db, [entityRef], {
      kinds: ['slo'],
    });
    const newest = (current.get(entityRef) ?? [])
      .filter((record): record is Evidence<'slo'> => record.kind === 'slo')
      .filter(({ payload }) => payload.name === slo)
      .sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1))[0];
    if (!newest) throw new NotFoundError(`There is no SLO ${slo}`);
    const days = await history.daily(db, { entityRef, slo }, period);
    const { target, window } = newest.payload;
    return {
      name: slo,
      target,
      window: typeof window === 'number' ? `PT${window}S` : window,
      source: 'evidence',
      points: storedPoints(days),
    };
  }
}
