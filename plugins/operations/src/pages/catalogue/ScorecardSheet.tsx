import {
  ScorecardVersion,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import { formatDuration } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { CopyExample } from '../../ui/CopyExample';
import { Disclosure } from '../../ui/Disclosure';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { Notice } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { TimeText } from '../../ui/TimeText';
import { Mono } from '../../ui/Wording';
import { CriteriaTable } from './CriteriaTable';

const separations = [
  'notRequester',
  'notEvidenceSubmitter',
  'notPolicyEditor',
  'onePersonOneSlot',
] as const;

/** One scorecard as its file says it. @internal */
export function ScorecardSheet(props: { version: ScorecardVersion }) {
  const { version } = props;
  const { metadata, spec } = version.scorecard;
  const { t } = useOperationsTranslation();
  const separation = separations
    .filter(rule => spec.exit.separation[rule])
    .map(rule => t(`catalogue.separations.${rule}`));
  return (
    <SectionCard
      id={metadata.name}
      title={metadata.title}
      summary={metadata.description}
    >
      {version.warnings.map(warning => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      <Facts
        items={[
          { name: t('catalogue.owner'), value: roleTitle(spec.owner) },
          {
            name: t('catalogue.phase'),
            value: <Figure value={spec.phase?.toString()} />,
          },
          {
            name: t('catalogue.since'),
            value: <TimeText at={version.since} />,
          },
          { name: t('catalogue.origin'), value: version.origin },
          {
            name: t('catalogue.exitSlots', {
              ttl: formatDuration(spec.exit.ttl),
            }),
            value: spec.exit.signoffs
              .map(
                ({ role, verb }) => `${roleTitle(role)} ${t(`verb.${verb}`)}`,
              )
              .join(', '),
          },
          {
            name: t('catalogue.separation'),
            value: (
              <Figure
                value={separation.join(', ')}
                reason={t('catalogue.noSeparation')}
              />
            ),
          },
          {
            name: t('catalogue.digest'),
            value: (
              <Mono title={version.policyDigest}>
                {version.policyDigest.slice(0, 16)}
              </Mono>
            ),
          },
        ]}
      />
      <Block title={t('catalogue.criteria')}>
        <CriteriaTable version={version} />
      </Block>
      <Disclosure title={t('catalogue.source')}>
        <CopyExample
          text={JSON.stringify(version.scorecard, undefined, 2)}
          label={t('catalogue.source')}
        />
      </Disclosure>
    </SectionCard>
  );
}
