/** Hands the body of an answer to the browser as a file. @internal */
export async function saveResponse(
  answer: unknown,
  fileName: string,
): Promise<void> {
  if (!(answer instanceof Response)) {
    throw new TypeError('The backend did not answer with a file');
  }
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
