import { SignoffSubject } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../translation';
import { Lines } from '../ui/Lines';
import { subjectChanges } from './subjectChanges';

/** In words: what changed between what a person signed and what stands now. @internal */
export function ChangesList(props: {
  before: SignoffSubject;
  now: SignoffSubject;
}) {
  const { before, now } = props;
  const { t } = useOperationsTranslation();
  const changes = subjectChanges(before, now);
  const lines: (string | false | undefined)[] = [
    changes.verdict &&
      t('changed.verdict', {
        before: t(`verdict.${changes.verdict.before}`),
        now: t(`verdict.${changes.verdict.now}`),
      }),
    changes.policy && t('changed.policy'),
    changes.owner &&
      t('changed.owner', {
        before: before.owner ?? '—',
        now: now.owner ?? '—',
      }),
    changes.recreated && t('changed.recreated'),
    ...changes.added.map(({ kind, id }) => t('changed.added', { kind, id })),
    ...changes.removed.map(({ kind, id }) =>
      t('changed.removed', { kind, id }),
    ),
    ...changes.changed.map(({ kind, id }) =>
      t('changed.changed', { kind, id }),
    ),
  ];
  const said = lines.filter((line): line is string => Boolean(line));
  return <Lines items={said.length > 0 ? said : [t('changed.nothing')]} />;
}
