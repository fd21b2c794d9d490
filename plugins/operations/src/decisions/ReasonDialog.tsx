import { useState } from 'react';
import { PlainDialog } from '../ui/PlainDialog';
import { Refusal } from '../ui/Refusal';
import { useSubmit } from '../ui/useSubmit';
import { TextInput } from '../ui/TextInput';
import { Action } from '../ui/Action';

/** Asks why before something is done that stays in the log. @internal */
export function ReasonDialog(props: {
  title: string;
  label: string;
  /** What can be done, each with its word. */
  actions: readonly { title: string; act: (reason: string) => Promise<void> }[];
  onClose: () => void;
}) {
  const { title, label, actions, onClose } = props;
  const [reason, setReason] = useState('');
  const { pending, error, submit } = useSubmit(
    async (act: (text: string) => Promise<void>) => {
      await act(reason);
      onClose();
    },
  );
  return (
    <PlainDialog
      title={title}
      onClose={onClose}
      actions={actions.map(action => (
        <Action
          key={action.title}
          disabled={pending || reason.trim() === ''}
          onClick={() => submit(action.act)}
        >
          {action.title}
        </Action>
      ))}
    >
      {error && <Refusal error={error} />}
      <TextInput
        label={label}
        value={reason}
        onChange={setReason}
        lines={3}
        required
      />
    </PlainDialog>
  );
}
