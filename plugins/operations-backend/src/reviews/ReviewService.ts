import {
  Millis,
  ReviewItem,
  ReviewPage,
  ScorecardResult,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import {
  CallerCredentials,
  CallerView,
  EntityAccess,
} from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { inTransaction } from '../database/inTransaction';
import { DelegationStore } from '../delegations/DelegationStore';
import { EntityStore } from '../entities/EntityStore';
import { EntityEvaluator } from '../evaluation/EntityEvaluator';
import { ResultStore } from '../evaluation/ResultStore';
import { RoleService } from '../roles/RoleService';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { SignoffStore } from '../signoffs/SignoffStore';
import { WaiverStore } from '../waivers/WaiverStore';
import { Reviewer } from './Reviewer';
import { readReviewer } from './readReviewer';
import { itemOf, placeText, keyOf, typeOf, Waiting } from './reviewItem';
import { reviewSlots } from './reviewSlots';
import { ReviewStore } from './ReviewStore';

/** Options of {@link ReviewService.create}. @internal */
export interface ReviewServiceOptions {
  db: Knex;
  access: EntityAccess;
  roles: RoleService;
  delegations: DelegationStore;
  entities: EntityStore;
  reviews: ReviewStore;
  evaluator: EntityEvaluator;
  results: ResultStore;
  signoffs: SignoffStore;
  waivers: WaiverStore;
  scorecards: () => readonly ActiveScorecard[];
  clock: () => Millis;
}

/** Narrows the inbox. @internal */
export interface ReviewQuery {
  states?: readonly string[];
  entityRef?: string;
  owner?: string;
  scorecard?: string;
  limit: number;
  /** The item that a page ended with; what was decided since leaves no gap. */
  after?: ReviewPosition;
}

/** Since when an item waits, and where it stands. @internal */
export type ReviewPosition = [since: Millis, place: string];

const positionOf = (item: Waiting): ReviewPosition => [
  item.since,
  placeText(item),
];

function inOrder([a, one]: ReviewPosition, [b, other]: ReviewPosition): number {
  if (a !== b || one === other) return a - b;
  return one < other ? -1 : 1;
}

/** What waits for one person. @internal */
export class ReviewService {
  static create(options: ReviewServiceOptions): ReviewService {
    return new ReviewService(options);
  }

  private constructor(private readonly options: ReviewServiceOptions) {}

  async list(
    caller: CallerCredentials,
    query: ReviewQuery,
  ): Promise<{
    page: Omit<ReviewPage, 'nextCursor'>;
    next?: ReviewPosition;
  }> {
    const { access } = this.options;
    const person = requirePerson(caller);
    const view = await access.view(caller);
    const reviewer = await readReviewer(person, this.options);
    const found = [
      ...(await this.signoffs(reviewer, query, view)),
      ...(await this.exceptions(reviewer, query, view)),
    ]
      .map(item => ({ item, at: positionOf(item) }))
      .sort((a, b) => inOrder(a.at, b.at));
    const counts = { signoff: 0, 'stale-signoff': 0, waiver: 0 };
    for (const { item } of found) counts[item.type] += 1;
    const wanted = found.filter(
      ({ item }) => query.states?.includes(item.type) ?? true,
    );
    const { after, limit } = query;
    const left = after
      ? wanted.filter(({ at }) => inOrder(at, after) > 0)
      : wanted;
    const shown = left.slice(0, limit);
    const items = await this.details(
      reviewer,
      shown.map(({ item }) => item),
    );
    return {
      page: { items, totalItems: wanted.length, counts },
      ...(limit < left.length ? { next: shown[shown.length - 1].at } : {}),
    };
  }

  private async signoffs(
    reviewer: Reviewer,
    query: ReviewQuery,
    view: CallerView,
  ): Promise<Waiting[]> {
    const { db, reviews, signoffs, scorecards, clock } = this.options;
    const signed = await signoffs.signedEntities(db, [reviewer.person]);
    const mine = await this.ownPlaces(reviewer.person, signed);
    const waiting: Waiting[] = [];
    for (const scorecard of scorecards()) {
      if (query.scorecard !== undefined && query.scorecard !== scorecard.id) {
        continue;
      }
      const slots = reviewSlots(scorecard.scorecard);
      const wanted = slots.flatMap(slot => {
        const owners = reviewer.owners(slot.slot.role);
        if (owners === 'everywhere') return [{ slot }];
        return owners.length === 0 ? [] : [{ slot, owners }];
      });
      const rows = await reviews.rows(db, {
        scorecard,
        wanted,
        signed,
        entityRef: query.entityRef,
        owner: query.owner,
        view,
      });
      for (const row of rows) {
        for (const slot of slots) {
          const own = mine.has(
            keyOf(row.entityRef, scorecard.id, slot.criterion, slot.slot.id),
          );
          const type = typeOf(row, slot, own, clock());
          const holder = reviewer.holder(slot.slot.role, row.owner);
          if (!type || (type === 'signoff' && holder === undefined)) continue;
          const { criterion } = slot;
          const since = row.changedAt;
          waiting.push({ type, since, row, scorecard, criterion, slot });
        }
      }
    }
    return waiting;
  }

  /** Slots in which the person made the newest decision. */
  private async ownPlaces(
    person: string,
    signed: readonly string[],
  ): Promise<Set<string>> {
    const { db, entities, signoffs, clock } = this.options;
    const profiles = await entities.profiles(db, signed);
    const uids = [...profiles.values()].map(({ uid }) => uid);
    const made = await signoffs.ofEntities(db, uids, clock());
    const newest = new Map<string, boolean>();
    for (const one of [...made.values()].flat()) {
      const place = keyOf(
        one.entityRef,
        one.scorecard,
        one.criterion,
        one.slot,
      );
      newest.set(place, one.by === person || one.onBehalfOf === person);
    }
    return new Set([...newest].filter(([, own]) => own).map(([at]) => at));
  }

  private async exceptions(
    reviewer: Reviewer,
    query: ReviewQuery,
    view: CallerView,
  ): Promise<Waiting[]> {
    const { db, waivers, entities, scorecards, clock } = this.options;
    const pending = await waivers.pending(db, clock());
    const refs = [...new Set(pending.map(({ entityRef }) => entityRef))];
    const visible = await view.visible(refs);
    const profiles = await entities.profiles(db, [...visible]);
    return pending.flatMap(waiver => {
      const { entityRef, criterion, requestedAt } = waiver;
      const profile = profiles.get(entityRef);
      const scorecard = scorecards().find(({ id }) => id === waiver.scorecard);
      const spec = scorecard?.scorecard.spec;
      const written = spec?.criteria.find(({ id }) => id === criterion);
      if (!profile || !scorecard || !spec || !written) return [];
      if (profile.uid !== waiver.entityUid) return [];
      const wanted =
        (query.scorecard ?? scorecard.id) === scorecard.id &&
        (query.entityRef ?? entityRef) === entityRef &&
        (query.owner ?? profile.owner) === profile.owner;
      const role = written.waiverRole ?? spec.owner;
      // Exceptions are decided in person: delegations lend signatures only.
      const holds = reviewer.holder(role, profile.owner) === reviewer.person;
      if (!wanted || !holds || waiver.requestedBy === reviewer.person) {
        return [];
      }
      const title = profile.title ?? profile.name;
      const row = { entityRef, title, owner: profile.owner };
      const since = toMillis(requestedAt);
      const type = 'waiver' as const;
      return [{ type, since, row, scorecard, criterion, waiver }];
    });
  }

  /** Everything that is shown of the items of one page. */
  private async details(
    reviewer: Reviewer,
    waiting: readonly Waiting[],
  ): Promise<ReviewItem[]> {
    const { db, evaluator, results, clock } = this.options;
    const refs = [...new Set(waiting.map(({ row }) => row.entityRef))];
    await inTransaction(db, trx =>
      evaluator.evaluate(trx, {
        entityRefs: refs,
        now: clock(),
        cause: 'time',
        onlyDue: true,
        bodies: true,
      }),
    );
    const bodies = await results.bodies(db, refs);
    const byKey = new Map<string, ScorecardResult>();
    for (const body of [...bodies.values()].flat()) {
      const result = JSON.parse(body) as ScorecardResult;
      byKey.set(keyOf(result.entityRef, result.scorecard), result);
    }
    return waiting.flatMap(one => {
      const result = byKey.get(keyOf(one.row.entityRef, one.scorecard.id));
      return result ? [itemOf(one, result, reviewer, clock())] : [];
    });
  }
}
