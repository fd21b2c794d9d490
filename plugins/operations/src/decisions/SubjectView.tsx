import {
  EvidenceRef,
  RuleResult,
  SignoffSubject,
  statementAbout,
} from '@backstage-operations/plugin-operations-common';
import { ruleValue } from '../format/ruleValue';
import { sentenceCase } from '../format/sentenceCase';
import { useOperationsTranslation } from '../translation';
import { Block } from '../ui/Block';
import { CopyExample } from '../ui/CopyExample';
import { Column, DataTable } from '../ui/DataTable';
import { EvidenceTable } from '../ui/EvidenceTable';
import { Facts } from '../ui/Facts';
import { Figure } from '../ui/Figure';
import { PersonText } from '../ui/PersonText';
import { TimeText } from '../ui/TimeText';
import { VerdictChip } from '../ui/VerdictChip';
import { Mono, Note } from '../ui/Wording';

type Statement = SignoffSubject['evidence'][number];

/** Exactly what a decision binds to: verdict, rules, every statement, and the digest over all of it. @internal */
export function SubjectView(props: {
  subject: SignoffSubject;
  subjectDigest: string;
  evidence: readonly EvidenceRef[];
  rules: readonly RuleResult[];
  /** Titles of criteria by id, for a subject that rests on them. */
  titles?: Readonly<Record<string, string>>;
}) {
  const { subject, subjectDigest, evidence, rules, titles = {} } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<Statement>[] = [
    {
      id: 'kind',
      title: t('evidence.kind'),
      render: ({ kind }) => sentenceCase(kind),
    },
    {
      id: 'id',
      title: t('subject.thing'),
      render: statement => {
        const { name, source, elsewhere } = statementAbout(statement);
        if (elsewhere) return t('recordChanges.elsewhere');
        return (
          <>
            {titles[statement.id] ?? name} {source && <Note>{source}</Note>}
          </>
        );
      },
    },
    {
      id: 'until',
      title: t('subject.validUntil'),
      render: ({ validUntil }) => (
        <Figure
          value={validUntil && <TimeText at={validUntil} />}
          reason={t('subject.noEnd')}
        />
      ),
    },
    {
      id: 'digest',
      title: t('evidence.digest'),
      render: ({ materialDigest }) => (
        <Mono title={materialDigest}>{materialDigest.slice(0, 12)}</Mono>
      ),
    },
  ];
  const ruleColumns: Column<RuleResult>[] = [
    {
      id: 'sentence',
      title: t('rules.rule'),
      minWidth: '16rem',
      render: ({ sentence }) => sentence,
    },
    {
      id: 'value',
      title: t('rules.value'),
      render: rule => (
        <Figure
          value={ruleValue(rule)}
          reason={rule.fact.reason ?? rule.reason}
        />
      ),
    },
  ];
  return (
    <>
      <Facts
        items={[
          { name: t('evidence.entity'), value: subject.entityRef },
          {
            name: t('subject.verdict'),
            value: <VerdictChip verdict={subject.verdict} />,
          },
          {
            name: t('subject.owner'),
            value: (
              <Figure
                value={
                  subject.owner && <PersonText entityRef={subject.owner} />
                }
                reason={t('subject.noOwner')}
              />
            ),
          },
        ]}
      />
      {rules.length > 0 && (
        <Block title={t('rules.title')}>
          <DataTable
            caption={t('rules.title')}
            columns={ruleColumns}
            rows={rules}
            rowKey={({ sentence }) => sentence}
          />
        </Block>
      )}
      <Block
        title={t('subject.statements', { count: subject.evidence.length })}
      >
        <DataTable
          caption={t('subject.caption')}
          columns={columns}
          rows={subject.evidence}
          rowKey={({ kind, id }) => `${kind} ${id}`}
          empty={t('evidence.none')}
          first={12}
        />
      </Block>
      {evidence.length > 0 && (
        <Block title={t('subject.records')}>
          <EvidenceTable evidence={evidence} caption={t('subject.records')} />
        </Block>
      )}
      <Block title={t('subject.digest')}>
        <CopyExample text={subjectDigest} label={t('subject.digest')} />
      </Block>
    </>
  );
}
