import {
  formatRatio,
  StandardPosture,
} from '@backstage-operations/plugin-operations-common';
import { OperationsLink } from '../../tab/rollup/OperationsLink';
import { useOperationsTranslation } from '../../translation';
import { Action } from '../../ui/Action';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Note } from '../../ui/Wording';

/** A count that should be zero. @internal */
export function Trouble(props: { count: number }) {
  const { count } = props;
  return count > 0 ? <StateChip tone="bad">{count}</StateChip> : <>0</>;
}

/** One row per standard: controls, drift, findings, audits and exceptions. @internal */
export function StandardTable(props: {
  standards: readonly StandardPosture[];
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
}) {
  const { standards, chosen, onChoose } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<StandardPosture>[] = [
    {
      id: 'standard',
      title: t('compliance.standard'),
      minWidth: '10rem',
      render: ({ id, title, entities }) => (
        <>
          {title} <Note>{t('fleet.entities', { count: entities })}</Note>
          <div>
            <Action
              onClick={() => onChoose(id === chosen ? undefined : id)}
              aria-label={t('compliance.openOf', { title })}
            >
              {id === chosen ? t('compliance.close') : t('compliance.open')}
            </Action>
          </div>
        </>
      ),
    },
    {
      id: 'controls',
      title: t('compliance.controls'),
      minWidth: '10rem',
      render: ({ controls }) => (
        <>
          <Figure
            value={
              controls.share === null
                ? undefined
                : t('compliance.met', {
                    share: formatRatio(controls.share),
                    met: String(controls.met),
                    count: controls.applicable,
                  })
            }
            reason={controls.reason}
          />
          {controls.entitiesAssessed > 0 && (
            <div>
              <Note>
                {t('compliance.meetingAll', {
                  all: String(controls.entitiesMeetingAll),
                  count: controls.entitiesAssessed,
                })}
              </Note>
            </div>
          )}
          {controls.worst && (
            <div>
              <Note>{t('compliance.worst')}</Note>{' '}
              <OperationsLink entityRef={controls.worst.entityRef} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'drift',
      title: t('controls.drift'),
      align: 'right',
      render: ({ drift }) => <Trouble count={drift.controls} />,
    },
    {
      id: 'findings',
      title: t('compliance.findings'),
      render: ({ findings }) => (
        <>
          {t('compliance.openFindings', { count: findings.open })}
          {findings.overdue > 0 && (
            <>
              {' '}
              <StateChip tone="bad">
                {t('compliance.overdue', { count: findings.overdue })}
              </StateChip>
            </>
          )}
          {findings.notKnown > 0 && (
            <div>
              <Note>
                {t('compliance.findingsNotKnown', { count: findings.notKnown })}
              </Note>
            </div>
          )}
        </>
      ),
    },
    {
      id: 'audits',
      title: t('compliance.audits'),
      render: ({ audits }) => (
        <>
          <Figure
            value={audits.lastPassedAt && <TimeText at={audits.lastPassedAt} />}
            reason={t('compliance.nonePassed')}
          />{' '}
          {audits.failed > 0 && (
            <StateChip tone="bad">
              {t('compliance.failed', { count: audits.failed })}
            </StateChip>
          )}
          {audits.nextDueAt && (
            <div>
              <Note>{t('compliance.next')}</Note>{' '}
              <TimeText at={audits.nextDueAt} />
            </div>
          )}
        </>
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
    <DataTable
      caption={t('compliance.title')}
      columns={columns}
      rows={standards}
      rowKey={({ id }) => id}
      empty={t('compliance.none')}
    />
  );
}
