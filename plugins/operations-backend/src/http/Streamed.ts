/** A body that is sent as it is: text, bytes, or parts as they are produced. @internal */
export class Streamed {
  static of(
    mediaType: string,
    body: string | Uint8Array | AsyncIterable<string | Uint8Array>,
    headers: Record<string, string> = {},
  ): Streamed {
    return new Streamed(mediaType, body, headers);
  }

  private constructor(
    readonly mediaType: string,
    readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>,
    readonly headers: Record<string, string>,
  ) {}
}
