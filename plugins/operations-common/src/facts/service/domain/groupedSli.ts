import { Sli } from './sli';

/** One series of an SLO that is grouped by labels, for example by region. @public */
export interface SliGroup {
  /** What tells it from the others: label values in words. */
  name: string;
  result: Sli;
}

/** The worst of the groups, and all of them, worst first. @public */
export interface GroupedSli {
  worst: Sli;
  groups: SliGroup[];
}

const rank = ({ result }: SliGroup): number =>
  result.state === 'known' ? result.sli : -1;

function badness(group: SliGroup): [kind: number, sli: number] {
  const kinds = { inconsistent: 0, 'no-data': 1, known: 2 };
  return [kinds[group.result.state], rank(group)];
}

/**
 * Puts groups together without adding up ratios: the worst group speaks for the SLO.
 *
 * @remarks A group that contradicts itself or has no data is worse than any with a figure, since it could hide anything.
 * @public
 */
export function combineGroups(groups: readonly SliGroup[]): GroupedSli {
  const ordered = [...groups].sort((a, b) => {
    const [kindA, sliA] = badness(a);
    const [kindB, sliB] = badness(b);
    return kindA - kindB || sliA - sliB || (a.name < b.name ? -1 : 1);
  });
  const worst = ordered[0]?.result ?? {
    state: 'no-data',
    sli: null,
    coverage: 0,
    reason: 'there is no series',
  };
  return { worst, groups: ordered };
}
