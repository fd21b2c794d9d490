import {
  FindingStatus,
  PatchStatus,
} from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { DataTable } from '../../ui/DataTable';
import { Choice, Choices } from '../../ui/Choices';
import { useUrlParams } from '../../ui/useUrlParam';
import { AllFindings } from './AllFindings';
import { FindingDialog } from './FindingDialog';
import { useFindingColumns } from './useFindingColumns';
import { Action } from '../../ui/Action';

const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
const states = [
  'open',
  'accepted',
  'suppressed',
  'fixed',
  'withdrawn',
  'stale',
] as const;

const keyOf = (finding: FindingStatus) =>
  `${finding.vulnerability} ${finding.package} ${finding.location ?? ''}`;

/** Findings with filters and order kept in the address; the most urgent come with the tab, all others are fetched. @internal */
export function FindingsBlock(props: {
  patch: PatchStatus;
  entityRef: string;
}) {
  const { patch, entityRef } = props;
  const { t } = useOperationsTranslation();
  const [params, setParams] = useUrlParams();
  const [chosen, setChosen] = useState<FindingStatus>();
  const columns = useFindingColumns(setChosen);
  const severity = params.get('severity') ?? undefined;
  const state = params.get('finding') ?? undefined;
  const sort = params.get('order') === 'epss' ? 'epss' : undefined;
  const [asked, setAsked] = useState(false);
  // The tab brings the most urgent open ones only; what is filtered or ordered is of all.
  const all = asked || Boolean(severity ?? state ?? sort);
  const severityChoices: Choice[] = severities.map(value => ({
    value,
    title: t(`patch.severity.${value}`),
  }));
  const stateChoices: Choice[] = states.map(value => ({
    value,
    title: t(`patch.state.${value}`),
  }));
  return (
    <Block
      title={t('patch.findings')}
      note={
        <>
          <Choices
            label={t('patch.bySeverity')}
            choices={severityChoices}
            value={severity}
            onChange={value => setParams({ severity: value })}
          />
          <Choices
            label={t('patch.byState')}
            choices={stateChoices}
            value={state}
            onChange={value => setParams({ finding: value })}
          />
          <Choices
            label={t('patch.byEpss')}
            choices={(['due', 'epss'] as const).map(value => ({
              value,
              title: t(`patch.order.${value}`),
            }))}
            value={sort ?? 'due'}
            optional={false}
            onChange={value =>
              setParams({ order: value === 'epss' ? value : undefined })
            }
          />
        </>
      }
    >
      {all ? (
        <AllFindings
          entityRef={entityRef}
          severity={severity}
          state={state}
          sort={sort}
          columns={columns}
          rowKey={keyOf}
        />
      ) : (
        <>
          <DataTable
            caption={t('patch.findings')}
            columns={columns}
            rows={patch.top}
            rowKey={keyOf}
            empty={
              patch.scans.length === 0
                ? t('patch.neverScanned')
                : t('patch.noFinding')
            }
            first={10}
          />
          <Action onClick={() => setAsked(true)}>{t('patch.fetchAll')}</Action>
        </>
      )}
      {chosen && (
        <FindingDialog finding={chosen} onClose={() => setChosen(undefined)} />
      )}
    </Block>
  );
}
