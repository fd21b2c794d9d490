import { useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  QuarterlyMetric,
  Quarters,
} from '@backstage-operations/plugin-operations-common';
import { entityPath, operationsApiRef } from '../../api';
import { formatTarget, formatValue } from '../../format/value';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Disclosure } from '../../ui/Disclosure';
import { Figure } from '../../ui/Figure';
import { Problem } from '../../ui/Problem';
import { Sparkline } from '../../ui/Sparkline';
import { StateChip } from '../../ui/StateChip';
import { useLoad } from '../../ui/useLoad';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';

const useStyles = makeStyles({ trend: { display: 'flex', minWidth: 90 } });

/** The operational metrics by quarter: are we getting better? Asked for when it is opened. @internal */
export function QuartersBlock(props: { entityRef: string }) {
  const { t } = useOperationsTranslation();
  return (
    <Disclosure title={t('quarters.title')}>
      <QuartersLoad entityRef={props.entityRef} />
    </Disclosure>
  );
}

function QuartersLoad(props: { entityRef: string }) {
  const { entityRef } = props;
  const api = useApi(operationsApiRef);
  const { value, error, refresh } = useLoad(`quarters ${entityRef}`, () =>
    api.getQuarters(entityPath(entityRef)),
  );
  if (value) return <QuartersTable quarters={value} />;
  return error ? <Problem error={error} retry={refresh} /> : <Waiting />;
}

const tones = { better: 'good', worse: 'bad', same: 'muted' } as const;
const arrows = { better: '▲', worse: '▼', same: '=' } as const;

/** Why quarters are not known, each reason once. */
function reasonsOf(points: QuarterlyMetric['points']): string[] {
  const unknown = points.filter(({ value }) => value === null);
  return [...new Set(unknown.flatMap(({ reason }) => reason ?? []))];
}

function QuartersTable(props: { quarters: Quarters }) {
  const { quarters, metrics } = props.quarters;
  const { t } = useOperationsTranslation();
  const classes = useStyles();
  const columns: Column<QuarterlyMetric>[] = [
    {
      id: 'metric',
      minWidth: '8rem',
      title: t('quarters.metric'),
      render: ({ title, op, target, unit }) => (
        <>
          {title}{' '}
          <Note>
            {t('metrics.target', { target: formatTarget(op, target, unit) })}
          </Note>
        </>
      ),
    },
    ...quarters.map(
      ({ name, complete }, index): Column<QuarterlyMetric> => ({
        id: name,
        title: complete ? name : t('quarters.running', { name }),
        align: 'right',
        render: ({ points, unit, better, target }) => {
          const { value, n, reason } = points[index];
          // The reasons stand in full in the last column: in a cell this narrow they would be a tower of words.
          return (
            <>
              <span title={value === null ? reason : undefined}>
                <Figure
                  value={formatValue(value, unit, { better, target })}
                  reason={t('metrics.unknown')}
                />
              </span>
              {n !== undefined && (
                <div>
                  <Note>{t('metrics.sample', { n: String(n) })}</Note>
                </div>
              )}
            </>
          );
        },
      }),
    ),
    {
      id: 'trend',
      title: t('quarters.trend'),
      render: ({ title, points }) => {
        const known = points.filter(({ value }) => value !== null).length;
        if (known < 2) return null;
        return (
          <div className={classes.trend}>
            <Sparkline
              label={t('quarters.line', { title, count: known })}
              points={points.map(({ value }, index) => ({
                at: quarters[index].to,
                value,
              }))}
            />
          </div>
        );
      },
    },
    {
      id: 'direction',
      title: t('quarters.direction'),
      minWidth: '14rem',
      render: ({ direction, why, points }) => (
        <>
          {direction === null ? (
            <Note>{why}</Note>
          ) : (
            <StateChip tone={tones[direction]}>
              {`${arrows[direction]} ${t(`quarters.${direction}`)}`}
            </StateChip>
          )}
          {reasonsOf(points).map(reason => (
            <div key={reason}>
              <Note>{reason}</Note>
            </div>
          ))}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('quarters.title')}
      columns={columns}
      rows={metrics}
      rowKey={({ id }) => id}
      empty={t('metrics.noSeries')}
    />
  );
}
