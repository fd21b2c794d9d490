import { useApi } from '@backstage/frontend-plugin-api';
import { FleetGrouping } from '@backstage-operations/plugin-operations-common';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Choices } from '../../ui/Choices';
import { Problem } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { useLoad } from '../../ui/useLoad';
import { useUrlParams } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { GroupTable } from './GroupTable';

const groupings: readonly FleetGrouping[] = [
  'owner',
  'system',
  'domain',
  'kind',
  'lifecycle',
];

/** The fleet by owner, system, domain, kind or lifecycle; counts only. @internal */
export function FleetSummarySection(props: { scorecard: string }) {
  const { scorecard } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [params, setParams] = useUrlParams();
  const groupBy =
    groupings.find(one => one === params.get('groupBy')) ?? 'owner';
  const { value, error, refresh } = useLoad(
    `fleet summary ${scorecard} ${groupBy}`,
    () => api.getFleetSummary({ scorecard, groupBy }),
  );
  return (
    <SectionCard
      id="fleet-summary"
      title={t('fleet.summary')}
      summary={value && t('fleet.entities', { count: value.total.entities })}
      actions={
        <Choices
          label={t('fleet.groupBy')}
          choices={groupings.map(one => ({
            value: one,
            title: t(`fleet.by.${one}`),
          }))}
          value={groupBy}
          optional={false}
          onChange={one => setParams({ groupBy: one })}
        />
      }
    >
      {value && (
        <GroupTable
          summary={value}
          onChoose={key => setParams({ [groupBy]: key })}
        />
      )}
      {!value && error && <Problem error={error} retry={refresh} />}
      {!value && !error && <Waiting />}
    </SectionCard>
  );
}
