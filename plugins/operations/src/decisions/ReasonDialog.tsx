import { useState } from 'react';
import { PlainDialog } from '../ui/PlainDialog';
import { Refusal } from '../ui/Refusal';
import { useSubmit } from '../ui/useSubmit';
import { Field } from '../ui/Field';
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
      <Field
        label={label}
        value={reason}
        onChange={event => setReason(event.target.value)}
        multiline
        minRows={3}
        fullWidth
        required
        variant="outlined"
        margin="dense"
        inputProps={{ maxLength: 4000 }}
      />
    </PlainDialog>
  );
}
