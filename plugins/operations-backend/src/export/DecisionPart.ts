import {
  SignoffDecision,
  toMillis,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { SignoffStore } from '../signoffs/SignoffStore';
import { WaiverStore } from '../waivers/WaiverStore';
import { envelope, Signer, statementOf, STATEMENT_TYPE } from './envelopes';
import { ExportScope } from './ExportScope';
import { entryKey, ExportedEntry, ExportStore, Life } from './ExportStore';
import { OscalElements } from './oscalElements';
import { PopulationFiles } from './PopulationFiles';
import { decisionLine, exceptionLine, signoffLine } from './tables';

/** What {@link DecisionPart} reads from. @internal */
export interface DecisionSources {
  db: Knex;
  store: ExportStore;
  signoffs: SignoffStore;
  waivers: WaiverStore;
  key: Signer;
}

type Entries = ReadonlyMap<string, ExportedEntry>;

/** Writes sign-offs and exceptions; only what has its number under the checkpoint, so that the log has all of it. @internal */
export class DecisionPart {
  static create(
    sources: DecisionSources,
    scope: ExportScope,
    elements: OscalElements,
    files: PopulationFiles,
  ): DecisionPart {
    return new DecisionPart(sources, scope, elements, files);
  }

  private constructor(
    private readonly sources: DecisionSources,
    private readonly scope: ExportScope,
    private readonly elements: OscalElements,
    private readonly files: PopulationFiles,
  ) {}

  /**
   * Writes the decisions on some entities.
   *
   * @param wanted - scorecards
   * @returns approved exceptions by uid
   */
  async write(
    lives: readonly Life[],
    wanted: readonly string[],
  ): Promise<Map<string, Waiver[]>> {
    const { db, store } = this.sources;
    const refs = [...new Set(lives.map(({ entityRef }) => entityRef))];
    const entries = await store.decisionEntries(db, refs, this.scope);
    const approved = await this.waivers(lives, wanted, entries);
    await this.signoffs(lives, wanted, entries);
    return approved;
  }

  /** Exceptions that were asked for before the end and had not ended before the beginning; gives the approved ones by entity. */
  private async waivers(
    lives: readonly Life[],
    wanted: readonly string[],
    entries: Entries,
  ): Promise<Map<string, Waiver[]>> {
    const { db, waivers } = this.sources;
    const { elements, files, scope } = this;
    const uids = lives.map(({ uid }) => uid);
    const found = await waivers.ofEntities(db, uids, scope.end);
    const approved = new Map<string, Waiver[]>();
    for (const uid of uids) {
      for (const waiver of found.get(uid) ?? []) {
        if (
          !wanted.includes(waiver.scorecard) ||
          !entries.has(entryKey('waiver.requested', waiver.id)) ||
          toMillis(waiver.expiresAt) <= scope.period.from
        ) {
          continue;
        }
        await files.exceptions.write(exceptionLine(waiver, scope.view));
        await files.decisions.write(decisionLine(waiver, scope.view));
        const risk = elements.risk(waiver, scope.view === 'controlled');
        await files.element('risks', risk);
        if (waiver.state === 'approved') {
          approved.set(uid, [...(approved.get(uid) ?? []), waiver]);
        }
      }
    }
    return approved;
  }

  /** Decisions that were made before the end and not taken back before the beginning. */
  private async signoffs(
    lives: readonly Life[],
    wanted: readonly string[],
    entries: Entries,
  ): Promise<void> {
    const { db, signoffs, key } = this.sources;
    const { files, scope } = this;
    const uids = lives.map(({ uid }) => uid);
    const found = await signoffs.ofEntities(db, uids, scope.end);
    for (const uid of uids) {
      for (const stored of found.get(uid) ?? []) {
        const entry = entries.get(entryKey('signoff.decided', stored.id));
        if (!entry || !wanted.includes(stored.scorecard)) continue;
        const decision = asNumbered(stored, entries);
        const ended = (decision.revoked ?? decision.cleared)?.at;
        if (ended !== undefined && toMillis(ended) < scope.period.from)
          continue;
        await files.signoffs.write(
          signoffLine(decision, entry.index, scope.view),
        );
        await files.decisions.write(decisionLine(decision, scope.view));
        const statement = statementOf(decision, entry);
        const signed = envelope(STATEMENT_TYPE, statement, key);
        await files.statements.write(`${signed}\n`);
      }
    }
  }
}

/** The decision without an ending that is not under the checkpoint yet. */
function asNumbered(
  decision: SignoffDecision,
  entries: Entries,
): SignoffDecision {
  const { revoked, cleared, ...rest } = decision;
  const { id } = decision;
  return {
    ...rest,
    ...(revoked && entries.has(entryKey('signoff.revoked', id))
      ? { revoked }
      : {}),
    ...(cleared && entries.has(entryKey('signoff.cleared', id))
      ? { cleared }
      : {}),
  };
}
