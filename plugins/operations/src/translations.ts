/**
 * The texts of the Operations plugin, for apps that translate or reword them.
 *
 * @remarks Apart from the main entry, so that an app loads them with the first page that shows them and not at start.
 *
 * @packageDocumentation
 */
export { operationsTranslationRef } from './translation/operationsTranslationRef';
