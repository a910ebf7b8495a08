/** Text of others as Markdown that shows exactly that text: no markup, no HTML, no template expression. */
export function markdownText(text: string): string {
  return text
    .split('\n')
    .map(line => line.trim())
    .map(line => line.replace(/[\\`*_{}[\]<>#!|~&$]/g, '\\$&'))
    .map(line =>
      line.replace(/^[-+=]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2'),
    )
    .join('\n');
}
