import { useApi } from '@backstage/frontend-plugin-api';
import {
  formatRatio,
  StandardEntity,
  StandardPosture,
} from '@backstage-operations/plugin-operations-common';
import { operationsApiRef } from '../../api';
import { OperationsLink } from '../../tab/rollup/OperationsLink';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { Pager } from '../../ui/Pager';
import { PersonText } from '../../ui/PersonText';
import { Problem } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { usePages } from '../../ui/usePages';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';

/** The entities that are held to a standard, the worst first. @internal */
export function StandardEntities(props: {
  standard: StandardPosture;
  owner: string | undefined;
}) {
  const { standard, owner } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const pages = usePages(`standard ${standard.id} ${owner}`, (limit, cursor) =>
    api.listStandardEntities({ standard: standard.id, owner, limit, cursor }),
  );
  const { value, error, refresh } = pages.load;
  const columns: Column<StandardEntity>[] = [
    {
      id: 'entity',
      title: t('rollUp.entity'),
      render: ({ entityRef, owner: owned }) => (
        <>
          <OperationsLink entityRef={entityRef} />
          {owned && (
            <div>
              <PersonText entityRef={owned} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'controls',
      title: t('compliance.controls'),
      minWidth: '12rem',
      render: ({ controls }) => (
        <>
          <Figure
            value={
              controls.applicable > 0
                ? t('compliance.met', {
                    share: formatRatio(controls.met / controls.applicable),
                    met: String(controls.met),
                    count: controls.applicable,
                  })
                : undefined
            }
            reason={t('compliance.notChecked')}
          />
          {controls.notMet.length > 0 && (
            <div>
              <Note>
                {t('compliance.notMet', { names: controls.notMet.join(', ') })}
              </Note>
            </div>
          )}
          {controls.oldestCheckAt && (
            <div>
              <Note>{t('compliance.oldest')}</Note>{' '}
              <TimeText at={controls.oldestCheckAt} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'drift',
      title: t('controls.drift'),
      render: ({ drift }) =>
        drift.length > 0 ? (
          <>
            <StateChip tone="bad">{drift.length}</StateChip> {drift.join(', ')}
          </>
        ) : (
          <Note>{t('controls.noDrift')}</Note>
        ),
    },
    {
      id: 'findings',
      title: t('compliance.findings'),
      render: ({ findings }) => (
        <>
          <Figure
            value={
              findings.notKnown
                ? undefined
                : t('compliance.openFindings', { count: findings.open })
            }
            reason={findings.notKnown}
          />
          {findings.overdue > 0 && (
            <>
              {' '}
              <StateChip tone="bad">
                {t('compliance.overdue', { count: findings.overdue })}
              </StateChip>
            </>
          )}
        </>
      ),
    },
    {
      id: 'audits',
      title: t('compliance.audits'),
      render: ({ audits }) =>
        audits.length === 0 ? (
          <Note>{t('compliance.noAudit')}</Note>
        ) : (
          audits.map(({ type, title, at, passed, nextDueAt }) => (
            <div key={type}>
              {title} <TimeText at={at} />{' '}
              {!passed && (
                <StateChip tone="bad">{t('compliance.auditFailed')}</StateChip>
              )}
              {nextDueAt && (
                <>
                  {' '}
                  <Note>{t('compliance.next')}</Note>{' '}
                  <TimeText at={nextDueAt} />
                </>
              )}
            </div>
          ))
        ),
    },
    {
      id: 'exceptions',
      title: t('compliance.exceptions'),
      align: 'right',
      render: ({ exceptions }) => exceptions,
    },
  ];
  return (
    <SectionCard
      id="standard-entities"
      title={t('compliance.entitiesOf', { title: standard.title })}
    >
      {!value && error && <Problem error={error} retry={refresh} />}
      {!value && !error && <Waiting />}
      {value && (
        <>
          <DataTable
            caption={t('compliance.entitiesOf', { title: standard.title })}
            columns={columns}
            rows={value.items}
            rowKey={({ entityRef }) => entityRef}
            empty={t('compliance.none')}
          />
          <Pager pages={pages} />
        </>
      )}
    </SectionCard>
  );
}
