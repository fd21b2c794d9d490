import { FindingStatus } from '@backstage-operations/plugin-operations-common';
import Link from '@material-ui/core/Link';
import { useOperationsTranslation } from '../../translation';
import { Column } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Tone } from '../../ui/tone';
import { Note } from '../../ui/Wording';

const tones: Record<string, Tone> = {
  critical: 'bad',
  high: 'warn',
  medium: 'info',
};

/** What the findings table shows of each; `open` opens the whole record. @internal */
export function useFindingColumns(
  open: (finding: FindingStatus) => void,
): Column<FindingStatus>[] {
  const { t } = useOperationsTranslation();
  return [
    {
      id: 'severity',
      title: t('patch.severityTitle'),
      render: ({ severity }) => (
        <StateChip tone={tones[severity] ?? 'unknown'}>{severity}</StateChip>
      ),
    },
    {
      id: 'vulnerability',
      title: t('patch.vulnerability'),
      render: finding => (
        <Link
          component="button"
          variant="inherit"
          align="left"
          noWrap
          onClick={() => open(finding)}
        >
          {finding.vulnerability}
        </Link>
      ),
    },
    {
      id: 'package',
      title: t('patch.package'),
      render: finding => (
        <>
          {finding.package}{' '}
          <Note>
            {finding.fixedVersion
              ? t('patch.fixedIn', { version: finding.fixedVersion })
              : t('patch.noFix')}
          </Note>
        </>
      ),
      minWidth: '12rem',
    },
    {
      id: 'due',
      title: t('patch.due'),
      render: finding => (
        <>
          <Figure
            value={finding.dueAt && <TimeText at={finding.dueAt} />}
            reason={finding.reason ?? t('patch.noDue')}
          />
          {finding.overdue && (
            <>
              {' '}
              <StateChip tone="bad">{t('patch.isOverdue')}</StateChip>
            </>
          )}
        </>
      ),
    },
    {
      id: 'epss',
      title: t('patch.epss'),
      align: 'right',
      render: ({ epss }) => (
        <Figure value={epss?.toFixed(3)} reason={t('patch.noEpss')} />
      ),
    },
    {
      id: 'state',
      title: t('patch.stateTitle'),
      render: ({ state, kev }) => (
        <>
          {t(`patch.state.${state}`)}
          {kev && (
            <>
              {' '}
              <StateChip tone="bad">{t('patch.kev')}</StateChip>
            </>
          )}
        </>
      ),
    },
  ];
}
