import { ReactNode } from 'react';
import { Action } from './Action';
import { PlainDialog } from './PlainDialog';
import { Refusal } from './Refusal';
import { Submit } from './useSubmit';

/** A dialog that asks for something and sends it; a refusal stays above what was written. @internal */
export function FormDialog<Input>(props: {
  title: string;
  /** Word on the button that sends. */
  action: string;
  /** What is sent; absent while something is missing. */
  input: Input | undefined;
  sending: Submit<Input>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, action, input, sending, onClose, children } = props;
  const { pending, error, submit } = sending;
  return (
    <PlainDialog
      title={title}
      onClose={onClose}
      actions={
        <Action
          kind="main"
          disabled={pending || input === undefined}
          onClick={() => input !== undefined && submit(input)}
        >
          {action}
        </Action>
      }
    >
      {error && <Refusal error={error} />}
      {children}
    </PlainDialog>
  );
}
