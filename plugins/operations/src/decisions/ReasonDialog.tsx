import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { PlainDialog } from '../ui/PlainDialog';
import { Refusal } from '../ui/Refusal';
import { useSubmit } from '../ui/useSubmit';

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
        <Button
          key={action.title}
          color="primary"
          disabled={pending || reason.trim() === ''}
          onClick={() => submit(action.act)}
        >
          {action.title}
        </Button>
      ))}
    >
      {error && <Refusal error={error} />}
      <TextField
        label={label}
        value={reason}
        onChange={event => setReason(event.target.value)}
        multiline
        rows={3}
        fullWidth
        required
        autoFocus
        variant="outlined"
        margin="dense"
        inputProps={{ maxLength: 4000 }}
      />
    </PlainDialog>
  );
}
