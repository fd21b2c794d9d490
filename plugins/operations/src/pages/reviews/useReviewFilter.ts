import { useApi } from '@backstage/frontend-plugin-api';
import { ReviewItem } from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useLoad } from '../../ui/useLoad';
import { useUrlParams } from '../../ui/useUrlParam';
import { Known, Meant, meantRef } from './meantRef';

const mostItems = 500;

/** Filters of the inbox that name an entity. @internal */
export const refFilters = ['entityRef', 'owner'] as const;

/** Name of a filter that names an entity. @internal */
export type RefFilter = (typeof refFilters)[number];

/** The inbox's filters as the address has them, and what they mean. @internal */
export interface ReviewFilter {
  /** What the backend is asked for; a text that means nothing certain is left out. */
  query: {
    state?: ReviewItem['type'];
    entityRef?: string;
    owner?: string;
    scorecard?: string;
  };
  /** Whether anything is filtered. */
  active: boolean;
  texts: Record<RefFilter, string>;
  known: Record<RefFilter, Known[]>;
  meant: Record<RefFilter, Meant | undefined>;
  /** Fetches what can be chosen from. */
  want: () => void;
}

const kinds = { entityRef: 'component', owner: 'group' } as const;

function knownIn(
  items: readonly ReviewItem[],
  knownOf: (item: ReviewItem) => Known | undefined,
): Known[] {
  const found = new Map<string, Known>();
  for (const item of items) {
    const known = knownOf(item);
    if (known) found.set(known.ref, known);
  }
  return [...found.values()].sort((a, b) => a.ref.localeCompare(b.ref));
}

const types: readonly string[] = ['signoff', 'stale-signoff', 'waiver'];

const isType = (text: string | null): text is ReviewItem['type'] =>
  text !== null && types.includes(text);

/** Reads the filters, and finds what a typed name means among what waits. @internal */
export function useReviewFilter(): ReviewFilter {
  const api = useApi(operationsApiRef);
  const [params] = useUrlParams();
  const [wanted, setWanted] = useState(false);
  const texts = {
    entityRef: params.get('entityRef') ?? '',
    owner: params.get('owner') ?? '',
  };
  const asked = wanted || texts.entityRef !== '' || texts.owner !== '';
  const inbox = useLoad(`inbox ${asked}`, async () =>
    asked ? api.listReviews({ limit: mostItems }) : undefined,
  );
  const items = inbox.value?.items ?? [];
  const known = {
    entityRef: knownIn(items, item => ({
      ref: item.entityRef,
      title: item.entityTitle,
    })),
    owner: knownIn(items, ({ owner }) => (owner ? { ref: owner } : undefined)),
  };
  const means = (name: RefFilter) =>
    meantRef(texts[name], known[name], kinds[name]);
  const meant = { entityRef: means('entityRef'), owner: means('owner') };
  const refOf = (name: RefFilter) => {
    const found = meant[name];
    return found && 'ref' in found ? found.ref : undefined;
  };
  const state = params.get('state');
  const scorecard = params.get('scorecard') ?? undefined;
  return {
    query: {
      state: isType(state) ? state : undefined,
      entityRef: refOf('entityRef'),
      owner: refOf('owner'),
      scorecard,
    },
    active:
      isType(state) ||
      scorecard !== undefined ||
      refFilters.some(name => texts[name] !== ''),
    texts,
    known,
    meant,
    want: () => setWanted(true),
  };
}
