import { stringify } from 'yaml';

/**
 * A pipeline as YAML, as people write it. No text of a request is part of it.
 *
 * @param comment - sentences above it, without `#`
 */
export function pipelineText(pipeline: object, comment: string): string {
  const text = stringify(pipeline, {
    lineWidth: 0,
    singleQuote: true,
    aliasDuplicateObjects: false,
  });
  return `${comment.replace(/^/gm, '# ')}\n${withReleases(text)}`;
}

/** An action by commit, with its release as a comment, where Renovate looks for it. */
function withReleases(text: string): string {
  return text.replace(/'(\S+@[0-9a-f]{40}) # (v[\w.]+)'/g, '$1 # $2');
}
