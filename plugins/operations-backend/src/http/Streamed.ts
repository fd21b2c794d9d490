/** A body that is sent as it is produced, or that is no JSON. @internal */
export class Streamed {
  static of(
    mediaType: string,
    body: string | AsyncIterable<string | Uint8Array>,
    headers: Record<string, string> = {},
  ): Streamed {
    return new Streamed(mediaType, body, headers);
  }

  private constructor(
    readonly mediaType: string,
    readonly body: string | AsyncIterable<string | Uint8Array>,
    readonly headers: Record<string, string>,
  ) {}
}
