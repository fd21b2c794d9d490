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
const states = ['open', 'accepted', 'suppressed', 'fixed', 'stale'] as const;

const keyOf = (finding: FindingStatus) =>
  `${finding.vulnerability} ${finding.package} ${finding.location ?? ''}`;

/** Findings with filters kept in the address; the first ones come with the tab, the rest is fetched on request. @internal */
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
  const [all, setAll] = useState(false);
  const rows = patch.top.filter(
    finding =>
      (severity === undefined || finding.severity === severity) &&
      (state === undefined || finding.state === state),
  );
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
        </>
      }
    >
      {all ? (
        <AllFindings
          entityRef={entityRef}
          severity={severity}
          state={state}
          columns={columns}
          rowKey={keyOf}
        />
      ) : (
        <>
          <DataTable
            caption={t('patch.findings')}
            columns={columns}
            rows={rows}
            rowKey={keyOf}
            empty={
              patch.scans.length === 0
                ? t('patch.neverScanned')
                : t('patch.noFinding')
            }
            first={10}
          />
          <Action onClick={() => setAll(true)}>{t('patch.fetchAll')}</Action>
        </>
      )}
      {chosen && (
        <FindingDialog finding={chosen} onClose={() => setChosen(undefined)} />
      )}
    </Block>
  );
}
