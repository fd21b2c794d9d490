import {
  SignoffDecision,
  SignoffState,
  SlotRight,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import { personName } from '../format/person';
import { whyNot } from '../format/whyNot';
import { Translate, useOperationsTranslation } from '../translation';
import { Column, DataTable } from '../ui/DataTable';
import { Disclosure } from '../ui/Disclosure';
import { PersonText } from '../ui/PersonText';
import { StateChip } from '../ui/StateChip';
import { TimeText } from '../ui/TimeText';
import { Tone } from '../ui/tone';
import { Note } from '../ui/Wording';
import { Action } from '../ui/Action';

const tones: Record<SignoffState['state'], Tone> = {
  open: 'info',
  waiting: 'muted',
  approved: 'good',
  rejected: 'bad',
  stale: 'warn',
};

function Decision(props: { decision: SignoffDecision; t: Translate }) {
  const { decision, t } = props;
  const { by, onBehalfOf, at, comment, revoked, cleared } = decision;
  return (
    <div>
      <PersonText entityRef={by} /> {t(`signoff.${decision.decision}`)}
      {onBehalfOf &&
        ` ${t('signoff.onBehalfOf', { person: personName(onBehalfOf) })}`}
      {' · '}
      <TimeText at={at} />
      {comment && <div>“{comment}”</div>}
      {revoked && (
        <Note>
          {t('signoff.revokedBy', {
            by: personName(revoked.by),
            reason: revoked.reason,
          })}
        </Note>
      )}
      {cleared && (
        <Note>
          {t('signoff.clearedBy', {
            by: personName(cleared.by),
            reason: cleared.reason,
          })}
        </Note>
      )}
    </div>
  );
}

/** The way to decide, or who could and why the person can't. */
function SignAction(props: {
  role: string;
  right: SlotRight | undefined;
  onClick: () => void;
}) {
  const { role, right, onClick } = props;
  const { t } = useOperationsTranslation();
  const title = roleTitle(role);
  if (right && !right.held) {
    return <Note>{t('signoff.notHeld', { role: title })}</Note>;
  }
  if (right?.forbidden) return <Note>{whyNot(right.forbidden)}</Note>;
  return (
    <>
      <Action
        kind="framed"
        onClick={onClick}
        aria-label={t('signoff.reviewAs', { role: title })}
      >
        {t('signoff.review')}
      </Action>{' '}
      {right?.onBehalfOf && (
        <Note>
          {t('signoff.onBehalfOf', { person: personName(right.onBehalfOf) })}
        </Note>
      )}
    </>
  );
}

/** Each role slot with its state, its decision, why that went stale, and what can be done. @internal */
export function SlotTable(props: {
  slots: readonly SignoffState[];
  caption: string;
  /** Absent when nothing can be decided. */
  onSign?: (slot: string) => void;
  onRevoke?: (decision: SignoffDecision) => void;
  /** What the person may do in a slot, where that is known. */
  rightOf?: (slot: string) => SlotRight | undefined;
  mayRevoke?: (decision: SignoffDecision) => boolean;
}) {
  const { slots, caption, onSign, onRevoke } = props;
  const { rightOf, mayRevoke = () => true } = props;
  const { t } = useOperationsTranslation();
  const nameOf = (id: string) => {
    const slot = slots.find(one => one.id === id);
    return slot ? `${roleTitle(slot.role)} ${t(`verb.${slot.verb}`)}` : id;
  };
  const columns: Column<SignoffState>[] = [
    {
      id: 'role',
      title: t('signoff.role'),
      minWidth: '9rem',
      render: ({ verb, role }) => (
        <>
          <strong>{roleTitle(role)}</strong> <Note>{t(`verb.${verb}`)}</Note>
        </>
      ),
    },
    {
      id: 'state',
      title: t('signoff.stateTitle'),
      render: ({ state, staleReasons, waitingFor }) => (
        <>
          <StateChip tone={tones[state]}>
            {t(`signoff.state.${state}`)}
          </StateChip>{' '}
          <Note>
            {[
              ...(staleReasons ?? []).map(reason => t(`staleReason.${reason}`)),
              waitingFor?.length
                ? t('signoff.after', {
                    slots: waitingFor.map(nameOf).join(', '),
                  })
                : undefined,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Note>
        </>
      ),
    },
    {
      id: 'decision',
      title: t('signoff.decisionTitle'),
      minWidth: '14rem',
      render: ({ decision, previous }) => (
        <>
          {decision ? (
            <Decision decision={decision} t={t} />
          ) : (
            <Note>{t('signoff.nobody')}</Note>
          )}
          {previous && previous.length > 0 && (
            <Disclosure
              title={t('signoff.earlier', { count: previous.length })}
            >
              {previous.map(one => (
                <Decision key={one.id} decision={one} t={t} />
              ))}
            </Disclosure>
          )}
        </>
      ),
    },
    {
      id: 'actions',
      title: t('signoff.actions'),
      minWidth: '10rem',
      render: ({ id, role, state, decision }) => (
        <>
          {onSign && state !== 'approved' && state !== 'waiting' && (
            <SignAction
              role={role}
              right={rightOf?.(id)}
              onClick={() => onSign(id)}
            />
          )}
          {onRevoke &&
            decision &&
            !decision.revoked &&
            mayRevoke(decision) &&
            (state === 'approved' || state === 'rejected') && (
              <Action
                onClick={() => onRevoke(decision)}
                aria-label={t(
                  state === 'rejected' ? 'signoff.clearOf' : 'signoff.revokeOf',
                  { role: roleTitle(role) },
                )}
              >
                {t(state === 'rejected' ? 'signoff.clear' : 'signoff.revoke')}
              </Action>
            )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={slots}
      rowKey={({ id }) => id}
      empty={t('signoff.none')}
    />
  );
}
