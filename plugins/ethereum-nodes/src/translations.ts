/**
 * Every word of the plugin, for apps that add a language or change a word.
 *
 * Apart from the plugin itself, of which an app on the new frontend system loads every export before it shows anything.
 *
 * @packageDocumentation
 */
export { ethereumNodesTitlesTranslationRef } from './titles';
export { ethereumNodesTranslationRef } from './translation';
