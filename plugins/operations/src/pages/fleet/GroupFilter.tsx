import { useApi } from '@backstage/frontend-plugin-api';
import { FleetGrouping } from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { TextFilter } from '../../ui/TextFilter';
import { useLoad } from '../../ui/useLoad';
import { useUrlParam } from '../../ui/useUrlParam';

/** Narrows the fleet to one group; which there are is asked for once somebody is about to choose. @internal */
export function GroupFilter(props: { scorecard: string; name: FleetGrouping }) {
  const { scorecard, name } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [value, setValue] = useUrlParam(name);
  const [wanted, setWanted] = useState(false);
  const groups = useLoad(`groups ${scorecard} ${name} ${wanted}`, async () =>
    wanted ? api.getFleetSummary({ scorecard, groupBy: name }) : undefined,
  );
  return (
    <TextFilter
      label={t(`fleet.by.${name}`)}
      value={value ?? ''}
      onChange={setValue}
      onFocus={() => setWanted(true)}
      suggestions={groups.value?.groups.flatMap(({ key }) =>
        key ? { value: key } : [],
      )}
    />
  );
}
