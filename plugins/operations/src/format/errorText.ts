/** What the backend said, where the error itself only repeats the status. @internal */
export function errorText(error: Error): string {
  return error.cause instanceof Error && error.cause.message
    ? error.cause.message
    : error.message;
}
