import {
  Overview,
  PatchStatus,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Notice } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { Note } from '../../ui/Wording';
import { Missing } from '../Missing';
import { BurndownBlock } from './BurndownBlock';
import { DueBlock } from './DueBlock';
import { FindingsBlock } from './FindingsBlock';
import { KnowledgeBlock } from './KnowledgeBlock';
import { PatchFacts } from './PatchFacts';
import { clockWords, presetWords } from './patchWords';
import { ScansBlock } from './ScansBlock';

/** Open findings against their due dates, the in-time rate, and the scans they come from. @internal */
export function PatchSection(props: { overview: Overview }) {
  const { overview } = props;
  const { patch } = overview;
  const { t } = useOperationsTranslation();
  return (
    <SectionCard
      id="patch"
      title={t('section.patch')}
      summary={
        patch &&
        t('patch.summary', {
          clock: clockWords(patch.clock, t),
          preset: presetWords(patch.preset, t),
        })
      }
    >
      {patch && <Known patch={patch} entityRef={overview.entityRef} />}
      <Missing overview={overview} of={['patch']} />
      {!patch &&
        overview.missing.every(({ section }) => section !== 'patch') && (
          <Note>{t('patch.none')}</Note>
        )}
    </SectionCard>
  );
}

function Known(props: { patch: PatchStatus; entityRef: string }) {
  const { patch, entityRef } = props;
  const { t } = useOperationsTranslation();
  return (
    <>
      {patch.notKnown && (
        <Notice>{t('patch.notKnown', { reason: patch.notKnown })}</Notice>
      )}
      <PatchFacts patch={patch} />
      <DueBlock patch={patch} />
      <FindingsBlock patch={patch} entityRef={entityRef} />
      <BurndownBlock patch={patch} />
      <ScansBlock patch={patch} />
      <KnowledgeBlock patch={patch} />
    </>
  );
}
