import { DatasetStatus } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Figure } from '../../ui/Figure';
import { ProofLadder } from '../../ui/ProofLadder';
import { TimeText } from '../../ui/TimeText';
import { Note } from '../../ui/Wording';

/** How far a restore is proven, since when and until when. @internal */
export function ProofBlock(props: { dataset: DatasetStatus }) {
  const { dataset } = props;
  const { proof } = dataset;
  const { t } = useOperationsTranslation();
  const count = (files: number | null) =>
    files === null ? t('proof.notCompared') : String(files);
  return (
    <Block
      title={t('proof.title')}
      note={
        <Figure
          value={
            proof.level &&
            t('proof.level', {
              level: proof.level,
              asked: dataset.policy.restoreTest.minLevel,
            })
          }
          reason={proof.reason ?? t('proof.never')}
        />
      }
    >
      <ProofLadder
        ladder={proof.ladder}
        label={t('proof.label', { dataset: dataset.dataset })}
      />
      <div>
        {proof.at && (
          <Note>
            {t('proof.provenAt')} <TimeText at={proof.at} />
          </Note>
        )}
        {proof.expiresAt && (
          <Note>
            {' · '}
            {t('proof.expires')} <TimeText at={proof.expiresAt} />
          </Note>
        )}
      </div>
      {proof.level && (
        <div>
          <Note>
            {t('proof.files', {
              missing: count(proof.missing),
              extra: count(proof.extra),
              mismatched: count(proof.mismatched),
            })}
          </Note>
        </div>
      )}
      <div>
        <Note>
          {proof.negativeControlAt ? (
            <>
              {t('proof.negativeControl')}{' '}
              <TimeText at={proof.negativeControlAt} />
            </>
          ) : (
            t('proof.noNegativeControl')
          )}
        </Note>
      </div>
    </Block>
  );
}
