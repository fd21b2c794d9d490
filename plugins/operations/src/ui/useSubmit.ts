import { useState } from 'react';

/** Something that is sent once: whether it is on its way, and why it was refused. @internal */
export interface Submit<Input> {
  pending: boolean;
  error?: Error;
  submit: (input: Input) => Promise<void>;
}

/** Sends something on request; a refusal stays on view until the next try. @internal */
export function useSubmit<Input>(
  send: (input: Input) => Promise<void>,
): Submit<Input> {
  const [state, setState] = useState<{ pending: boolean; error?: Error }>({
    pending: false,
  });
  const submit = async (input: Input) => {
    setState({ pending: true });
    try {
      await send(input);
      setState({ pending: false });
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      setState({ pending: false, error });
    }
  };
  return { ...state, submit };
}
