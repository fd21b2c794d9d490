import { Io } from './io/Io';

/** One call that a command made. */
export interface RecordedCall {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

/** A world that records: what was printed, what was called, how the command ended. */
export function recordingIo(
  answer: (call: RecordedCall) => { status?: number; body: unknown },
  env: Io['env'] = { OPERATIONS_TOKEN: 'secret' },
) {
  const calls: RecordedCall[] = [];
  const out: string[] = [];
  const err: string[] = [];
  const end = { code: 0 };
  const io: Io = {
    print: line => out.push(line),
    printError: line => err.push(line),
    env,
    now: () => 0,
    interactive: false,
    exitWith: code => {
      end.code = code;
    },
    fetch: async (input, init) => {
      const call: RecordedCall = {
        method: init?.method ?? 'GET',
        url: String(input),
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: init?.body,
      };
      calls.push(call);
      const { status = 200, body } = answer(call);
      return new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      });
    },
  };
  return { io, calls, out, err, end };
}
