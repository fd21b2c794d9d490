import { useApi } from '@backstage/frontend-plugin-api';
import {
  EvidenceRef,
  RuleResult,
  SignoffState,
  SignoffSubject,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { entityPath, operationsApiRef } from '../api';
import { personName } from '../format/person';
import { useOperationsTranslation } from '../translation';
import { Block } from '../ui/Block';
import { Lines } from '../ui/Lines';
import { PlainDialog } from '../ui/PlainDialog';
import { Notice } from '../ui/Problem';
import { Refusal } from '../ui/Refusal';
import { useSubmit } from '../ui/useSubmit';
import { ChangesSince } from './ChangesSince';
import { DecisionFields, DecisionValues } from './DecisionFields';
import { differenceOf, isConflict } from './difference';
import { recordChanges } from './recordChanges';
import { RecordChanges } from './RecordChanges';
import { SubjectView } from './SubjectView';
import { valueChanges } from './valueChanges';
import { Action } from '../ui/Action';

/** What a decision is made on. @internal */
export interface Signable {
  entityRef: string;
  scorecard: string;
  /** Criterion id, or `exit`. */
  criterion: string;
  /** Title of the criterion. */
  title: string;
  slot: Pick<SignoffState, 'id' | 'verb' | 'role' | 'decision'>;
  subject: SignoffSubject;
  subjectDigest: string;
  evidence: readonly EvidenceRef[];
  /** The rules with what they found. */
  rules: readonly RuleResult[];
  /** Titles of criteria by id, where the exit is signed. */
  titles?: Readonly<Record<string, string>>;
  /** The person whose delegation is used. */
  onBehalfOf?: string;
}

/**
 * Shows exactly what is signed and takes the decision.
 *
 * @remarks The digest that was shown goes along. When it no longer stands nothing is signed: the difference is shown, what
 * stands now is fetched, and the person decides again.
 * @internal
 */
export function SignDialog(props: {
  signable: Signable;
  onClose: () => void;
  /** Called after a decision stands. */
  onDecided: () => void;
  /** Called when what is shown no longer stands. */
  onOutdated: () => void;
}) {
  const { signable, onClose, onDecided, onOutdated } = props;
  const { slot, subject, subjectDigest } = signable;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [values, setValues] = useState<DecisionValues>({ comment: '' });
  const [refused, setRefused] =
    useState<Pick<Signable, 'subjectDigest' | 'rules' | 'evidence'>>();
  const { pending, error, submit } = useSubmit(
    async (decision: 'approve' | 'reject') => {
      try {
        await api.decideSignoff({
          ...entityPath(signable.entityRef),
          scorecard: signable.scorecard,
          criterion: signable.criterion,
          body: {
            slot: slot.id,
            decision,
            comment: values.comment,
            expectedSubjectDigest: subjectDigest,
            onBehalfOf: signable.onBehalfOf,
          },
        });
      } catch (cause) {
        if (cause instanceof Error && isConflict(cause)) {
          const { rules, evidence } = signable;
          setRefused({ subjectDigest, rules, evidence });
          onOutdated();
        }
        throw cause;
      }
      onDecided();
    },
  );
  const outdated = refused?.subjectDigest === subjectDigest;
  const difference = error && differenceOf(error);
  const { decision } = values;
  return (
    <PlainDialog
      title={t('sign.title', {
        verb: t(`verb.${slot.verb}`),
        role: roleTitle(slot.role),
        title: signable.title,
      })}
      onClose={onClose}
      actions={
        <Action
          kind="main"
          disabled={
            pending || outdated || !decision || values.comment.trim() === ''
          }
          onClick={() => decision && submit(decision)}
        >
          {t(decision === 'reject' ? 'sign.reject' : 'sign.approve')}
        </Action>
      }
    >
      {error && !difference && <Refusal error={error} />}
      {refused && (
        <Notice>{t(outdated ? 'sign.outdated' : 'sign.again')}</Notice>
      )}
      {difference && (
        <Block title={t('sign.difference')}>
          <Lines
            items={[
              ...valueChanges(refused?.rules ?? [], signable.rules),
              ...difference.changes,
            ]}
          />
          {refused && !outdated && (
            <RecordChanges
              changes={recordChanges(refused.evidence, signable.evidence)}
            />
          )}
        </Block>
      )}
      {slot.decision && slot.decision.subjectDigest !== subjectDigest && (
        <Block title={t('sign.since', { by: personName(slot.decision.by) })}>
          <ChangesSince signable={signable} decision={slot.decision} />
        </Block>
      )}
      <SubjectView
        subject={subject}
        subjectDigest={subjectDigest}
        evidence={signable.evidence}
        rules={signable.rules}
        titles={signable.titles}
      />
      <DecisionFields values={values} onChange={setValues} />
    </PlainDialog>
  );
}
