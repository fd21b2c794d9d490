import { Waiver } from '@backstage-operations/plugin-operations-common';
import { HistoryVersion } from '../evaluation/foldHistory';
import { HistoryStore } from '../evaluation/HistoryStore';
import { InputStore } from '../evaluation/InputStore';
import { ScorecardStore, ScorecardVersion } from '../scorecards/ScorecardStore';
import { DecisionPart, DecisionSources } from './DecisionPart';
import { ExportScope } from './ExportScope';
import { Life } from './ExportStore';
import { LifeHistory, lifeHistory } from './lifeHistory';
import { OscalElements } from './oscalElements';
import { PopulationFiles } from './PopulationFiles';
import { changeLines, evidenceLine, populationLine } from './tables';

/** What {@link PopulationPart} reads from. @internal */
export interface PopulationSources extends DecisionSources {
  history: HistoryStore;
  inputs: InputStore;
  scorecards: ScorecardStore;
}

type Histories = Map<Life, Map<string, LifeHistory>>;

/** Writes everything about the entities of a pack, chunk by chunk; the number of statements does not depend on the entities of a chunk. @internal */
export class PopulationPart {
  static create(
    sources: PopulationSources,
    scope: ExportScope,
    elements: OscalElements,
    files: PopulationFiles,
  ): PopulationPart {
    return new PopulationPart(sources, scope, elements, files);
  }

  private readonly versions = new Map<number, ScorecardVersion>();
  private readonly told = new Map<number, HistoryVersion>();

  private readonly decisions: DecisionPart;

  private constructor(
    private readonly sources: PopulationSources,
    private readonly scope: ExportScope,
    private readonly elements: OscalElements,
    private readonly files: PopulationFiles,
  ) {
    this.decisions = DecisionPart.create(sources, scope, elements, files);
  }

  /** @param signal - ends the work between two chunks */
  async write(signal: AbortSignal): Promise<void> {
    const { db, store } = this.sources;
    const wanted = this.scope.scorecards ?? (await store.scorecards(db));
    for await (const chunk of store.population(db, this.scope)) {
      signal.throwIfAborted();
      await this.chunk(chunk, wanted, signal);
    }
  }

  /** Rules that the pack's verdicts follow from, one version a line. */
  rules(): string {
    return [...this.versions.values()]
      .map(({ digest, scorecard }) => ({ digest, scorecard }))
      .sort((a, b) => (a.digest < b.digest ? -1 : 1))
      .map(version => `${JSON.stringify(version)}\n`)
      .join('');
  }

  private async chunk(
    chunk: readonly Life[],
    wanted: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const { db, inputs } = this.sources;
    const { scope, elements, files } = this;
    const histories = await this.histories(chunk, wanted);
    const lives = scope.scorecards
      ? chunk.filter(life => (histories.get(life)?.size ?? 0) > 0)
      : chunk;
    if (lives.length === 0) return;
    const refs = [...new Set(lives.map(({ entityRef }) => entityRef))];
    const bases = await inputs.at(db, refs, scope.end);
    for (const life of lives) {
      const entity = bases.get(life.entityRef)?.entity;
      const profile = entity?.uid === life.uid ? entity : undefined;
      const applied = [...(histories.get(life)?.keys() ?? [])];
      await files.population.write(populationLine(life, profile, applied));
      await files.element('components', elements.component(life));
    }
    const waivers = await this.decisions.write(lives, wanted);
    for (const life of lives) {
      for (const [scorecard, history] of histories.get(life) ?? []) {
        await this.judged(life, scorecard, history, waivers.get(life.uid));
      }
    }
    await this.evidence(lives, signal);
  }

  /** What each scorecard said about each entity; those that never applied are left out. */
  private async histories(
    chunk: readonly Life[],
    wanted: readonly string[],
  ): Promise<Histories> {
    const { db, history } = this.sources;
    const { period, end } = this.scope;
    const found: Histories = new Map(chunk.map(life => [life, new Map()]));
    const refs = [...new Set(chunk.map(({ entityRef }) => entityRef))];
    for (const scorecard of wanted) {
      const reach = { from: period.from, to: end };
      const pages = await history.pagesOf(db, refs, scorecard, reach);
      const numbers = new Set<number>();
      for (const { opening, entries } of [...pages.values()].flat()) {
        if (opening) numbers.add(opening.version);
        for (const { whole } of entries) if (whole) numbers.add(whole.version);
      }
      await this.learn([...numbers]);
      for (const life of chunk) {
        const told = lifeHistory(
          { life, scorecard },
          { from: period.from, end },
          pages.get(life.entityRef) ?? [],
          this.told,
        );
        if (told.applied) found.get(life)?.set(scorecard, told);
      }
    }
    return found;
  }

  private async learn(numbers: readonly number[]): Promise<void> {
    const fresh = numbers.filter(number => !this.versions.has(number));
    if (fresh.length === 0) return;
    const { db, scorecards } = this.sources;
    for (const [number, version] of await scorecards.numbered(db, fresh)) {
      this.versions.set(number, version);
      const criteria = version.scorecard.spec.criteria.map(({ id }) => id);
      this.told.set(number, { digest: version.digest, criteria });
    }
  }

  private async judged(
    life: Life,
    scorecard: string,
    { final, changes }: LifeHistory,
    waivers: readonly Waiver[] = [],
  ): Promise<void> {
    const { elements, files, scope } = this;
    for (const change of changes) {
      for (const line of changeLines(life.entityRef, scorecard, change)) {
        await files.changes.write(line);
      }
    }
    if (!final || final.gate === 'not-applicable') return;
    const end = Math.min(scope.end, life.vanishedAt ?? scope.end);
    await files.element(
      'observations',
      elements.evaluation(life, scorecard, end),
    );
    const criteria =
      this.versions.get(final.version)?.scorecard.spec.criteria ?? [];
    for (const [index, { id, title }] of criteria.entries()) {
      const verdict = final.verdicts[index];
      if (verdict === undefined || verdict === 'not-applicable') continue;
      const waiver = waivers.find(
        one => one.scorecard === scorecard && one.criterion === id,
      );
      const judged = { life, scorecard, criterion: id, title, verdict, waiver };
      await files.element('findings', elements.finding(judged, end));
      if (verdict === 'pass') continue;
      await files.element('items', elements.item(judged, end));
    }
  }

  private async evidence(
    lives: readonly Life[],
    signal: AbortSignal,
  ): Promise<void> {
    const { db, store } = this.sources;
    const { elements, files, scope } = this;
    const uids = lives.map(({ uid }) => uid);
    for await (const rows of store.evidence(db, uids, scope)) {
      signal.throwIfAborted();
      for (const row of rows) {
        await files.evidence.write(evidenceLine(row, scope.view));
        await files.element('observations', elements.evidence(row));
      }
    }
  }
}
