import {
  GateState,
  verdicts,
} from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../../translation';
import { Choices } from '../../ui/Choices';
import { TextFilter } from '../../ui/TextFilter';
import { useUrlParams } from '../../ui/useUrlParam';
import { fleetFilter, fleetFilters } from './fleetFilter';
import { GroupFilter } from './GroupFilter';
import { Action } from '../../ui/Action';

const gates: readonly GateState[] = [
  'blocked',
  'reopened',
  'awaiting-signoff',
  'approved',
  'not-applicable',
];

const groupings = ['owner', 'system', 'domain', 'kind', 'lifecycle'] as const;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    rowGap: theme.spacing(0.5),
  },
}));

/** Narrows the fleet; every filter is a part of the address. @internal */
export function FleetFilters(props: { scorecard: string }) {
  const { scorecard } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [params, setParams] = useUrlParams();
  const active = fleetFilter(params).length > 0;
  return (
    <div className={classes.root} role="search" aria-label={t('fleet.filters')}>
      <TextFilter
        label={t('fleet.search')}
        value={params.get('q') ?? ''}
        onChange={q => setParams({ q })}
      />
      <Choices
        label={t('fleet.gate')}
        choices={gates.map(value => ({ value, title: t(`gate.${value}`) }))}
        value={params.get('gate') ?? undefined}
        onChange={gate => setParams({ gate })}
      />
      <Choices
        label={t('fleet.hasVerdict')}
        choices={verdicts.map(value => ({
          value,
          title: t(`verdict.${value}`),
        }))}
        value={params.get('verdict') ?? undefined}
        onChange={verdict => setParams({ verdict })}
      />
      {groupings.map(name => (
        <GroupFilter key={name} scorecard={scorecard} name={name} />
      ))}
      {active && (
        <Action
          onClick={() =>
            setParams(
              Object.fromEntries(fleetFilters.map(name => [name, undefined])),
            )
          }
        >
          {t('fleet.clear')}
        </Action>
      )}
    </div>
  );
}
