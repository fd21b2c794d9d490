import {
  Millis,
  SignoffSubject,
  subjectDifference,
  SubjectDifference,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { AsOfReader } from '../evaluation/AsOfReader';
import { HistoryStore } from '../evaluation/HistoryStore';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { Place, placeOf } from './place';

/** Past instants that are looked at. */
const LOOKS = 25;

/** How far back a page may have been opened, in milliseconds. */
const REACH = 7 * 24 * 60 * 60 * 1000;

/** Options of {@link ShownSubjects.create}. @internal */
export interface ShownSubjectsOptions {
  db: Knex;
  asOf: AsOfReader;
  evidence: EvidenceStore;
  history: HistoryStore;
}

/** Finds what somebody was shown by its digest: it is computed again for the instants at which it can have held. @internal */
export class ShownSubjects {
  static create(options: ShownSubjectsOptions): ShownSubjects {
    return new ShownSubjects(options);
  }

  private constructor(private readonly options: ShownSubjectsOptions) {}

  /** What changed since the digest held; undefined where it did not hold lately. */
  async difference(
    key: { entityRef: string; scorecard: string; criterion: string },
    digest: string,
    present: Place,
    now: Millis,
  ): Promise<SubjectDifference | undefined> {
    for (const at of await this.instants(key, now)) {
      const shown = await this.subjectAt(key, at);
      if (shown?.subjectDigest === digest) {
        const times = { signedAt: at, now };
        return subjectDifference(shown.subject, present.subject, times);
      }
    }
    return undefined;
  }

  private async subjectAt(
    key: { entityRef: string; scorecard: string; criterion: string },
    at: Millis,
  ): Promise<{ subject: SignoffSubject; subjectDigest: string } | undefined> {
    try {
      const { entityRef, scorecard, criterion } = key;
      const result = await this.options.asOf.result(entityRef, scorecard, at);
      return placeOf(result, criterion);
    } catch {
      // Not known, or not in force, at that instant.
      return undefined;
    }
  }

  /** Instants right before something changed, newest first. */
  private async instants(
    { entityRef, scorecard }: { entityRef: string; scorecard: string },
    now: Millis,
  ): Promise<Millis[]> {
    const { db, evidence, history } = this.options;
    const from = now - REACH;
    const period = { from, to: now };
    const pages = await history.pages(db, { entityRef, scorecard }, period);
    const { items } = await evidence.list(db, { entityRef, limit: 200 });
    const changes = new Set<Millis>();
    for (const { at } of pages.flatMap(page => page.entries)) changes.add(at);
    for (const { receivedAt } of items) changes.add(toMillis(receivedAt));
    return [...changes]
      .filter(at => at > from && at <= now)
      .sort((a, b) => b - a)
      .slice(0, LOOKS)
      .map(at => at - 1);
  }
}
